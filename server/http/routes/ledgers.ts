import { Refusal } from "../../base/refusal.ts";
import { testLedger } from "../../connectors/ledger/testFile.ts";
import type { Tx } from "../../db/transact.ts";
import { listCostCentres, tellCostCentre } from "../../desk/ledger/costCentres.ts";
import { listLedgerTargets, setLedgerTarget } from "../../desk/ledger/targets.ts";
import { proposedTaxCodes } from "../../documents/bmd/settings.ts";
import { proposedAccounts } from "../../documents/datev/settings.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Route } from "../route.ts";
import * as wire from "../wireLedgers.ts";
import { within } from "./records.ts";
import { changingSetting } from "./settings.ts";

const ledger = { what: "ledger" } as const;

/** Where documents are booked, and what the advisers say about it. */
export const ledgerRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/ledger-targets",
    summary: "The ledgers of the house and what their advisers say about them",
    permission: "desk.read",
    answer: wire.targets,
    run: async (call) => ({ items: await within(call, listLedgerTargets) }),
  }),
  jsonRoute({
    method: "put",
    path: "/api/ledger-targets",
    summary: "Say where documents are booked",
    permission: "billing.approve",
    body: wire.ledgerTarget,
    run: (call) => {
      const { key } = call.body;
      const read = async (tx: Tx) => (await listLedgerTargets(tx)).find((target) => target.key === key);
      const setting = { kept: ledger, id: key, act: "change", read } as const;
      return changingSetting(call, setting, (tx) => setLedgerTarget(tx, call.body));
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/ledger-proposals",
    summary: "Accounts and tax keys to begin with, by format and chart; the tax adviser confirms each",
    permission: "desk.read",
    answer: wire.proposals,
    run: () =>
      Promise.resolve({
        datev: { "03": proposedAccounts("03"), "04": proposedAccounts("04") },
        bmd: proposedTaxCodes(),
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/ledger-test-files",
    summary:
      "A file of sample documents as these settings write it, and what its receiver would say; nothing is stored",
    permission: "billing.approve",
    body: wire.ledgerTarget,
    answer: wire.testFile,
    run: (call) => Promise.resolve(testLedger(call.body, call.site.house.now())),
  }),
  plainRoute({
    method: "get",
    path: "/api/cost-centres",
    summary: "The cost centres in use, as a format writes them",
    permission: "desk.read",
    query: { format: "datev or bmd" },
    answer: wire.costCentres,
    run: async (call) => {
      const format = formatOf(call.query["format"]);
      return { items: await within(call, (tx) => listCostCentres(tx, format)) };
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/cost-centres/told",
    summary: "What the ledgers will book a cost centre as, where they do not take it as it is",
    permission: "desk.read",
    query: { value: "the cost centre" },
    answer: wire.told,
    run: async (call) => ({ told: await within(call, (tx) => tellCostCentre(tx, call.query["value"] ?? null)) }),
  }),
];

function formatOf(given: string | undefined): "datev" | "bmd" {
  if (given === "datev" || given === "bmd") return given;
  throw new Refusal("invalid", "query.format", `Expected datev or bmd, but it is ${given ?? "not given"}`);
}
