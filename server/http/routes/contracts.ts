import { contractListing, findContract } from "../../desk/reads/contracts.ts";
import { createContract } from "../../desk/records/agreements.ts";
import { addLine, addedLine, changeContract, contractChange, endLine, kept, lineEnd } from "../../desk/records/edit.ts";
import { jsonRoute } from "../route.ts";
import type { Route } from "../route.ts";
import * as wire from "../wireContracts.ts";
import { createdRecord } from "../wireParties.ts";
import { changing, namesOf, recordId, recordRoutes } from "./records.ts";

const permission = "catalogue.write";

/** What was agreed. What invoices rest on is never changed: lines end and others begin, prices hold from a day on. */
export const contractRoutes: readonly Route[] = [
  ...recordRoutes({
    path: "/api/contracts",
    one: "a contract",
    many: "contracts",
    kept: kept.contract,
    listing: contractListing,
    filters: { kind: "kind of contract", state: "coming, running or ended", customerId: "customer" },
    page: wire.contractPage,
    answer: wire.contract,
    created: createdRecord,
    permission,
    find: findContract,
    input: wire.addContract,
    create: createContract,
    change: contractChange,
    save: changeContract,
  }),
  jsonRoute({
    method: "post",
    path: "/api/contracts/:id/lines",
    summary: "Add a line to a contract, from a day on",
    permission,
    body: addedLine,
    run: (call) =>
      changing(call, kept.contract, { act: "addLineTo", members: namesOf(call.body) }, (tx) =>
        addLine(tx, recordId(call, kept.contract), call.body, call.site.house.now()),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/contracts/:id/lines/end",
    summary: "End a line of a contract with a day that is not invoiced yet",
    permission,
    body: lineEnd,
    run: (call) =>
      changing(call, kept.contract, { act: "endLineOf", members: ["validTo"] }, (tx) =>
        endLine(tx, recordId(call, kept.contract), call.body),
      ),
  }),
];
