import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { listAlike, listCauses, readCause } from "../../instances/faults.ts";
import type { CauseOrder, FaultCause } from "../../instances/faults.ts";
import { limitOf, readCursor, writeCursor } from "../page.ts";
import { named } from "../present/named.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireOperations.ts";

const permission = "instances.read";

/** What keeps instances from going on, over all of them. */
export const faultRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/faults",
    summary: "A page of causes of open faults: alike faults of all instances, counted",
    permission,
    query: {
      processKey: "only of this process",
      elementId: "only of this element",
      customer: "the name of a customer",
      search: "text in code, message or element",
      sort: "count (most faults first, as usual) or last (newest first)",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.faultCausePage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/faults/:cause",
    summary: "One cause with a page of the instances that have faults of it, newest first",
    permission,
    query: { cursor: "from the page before", limit: "1 to 200" },
    answer: wire.faultsAlike,
    run: show,
  }),
];

const orders: readonly CauseOrder[] = ["count", "last"];

function list({ site, person, query, language }: Call<undefined>): Promise<unknown> {
  const { processKey, elementId, customer, search, sort = "count" } = query;
  const order = orders.find((known) => known === sort);
  if (order === undefined)
    throw new Refusal("invalid", "query.sort", `Expected one of ${orders.join(", ")}, but it is ${sort}`);
  const limit = limitOf(query["limit"]);
  const cursor = readCursor(query["cursor"], 2);
  const after = cursor === undefined ? undefined : { value: cursor[0]!, cause: cursor[1]! }; // readCursor has checked the length
  return transact(site.house.database, person, async (tx) => {
    const rows = await listCauses(tx, { processKey, elementId, customer, search, order, after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: (await named(tx, site.house, rows, language)).map(present),
      nextCursor: last === undefined ? null : writeCursor([valueOf(last, order), last.cause]),
    };
  });
}

function valueOf({ count, lastAt }: FaultCause, order: CauseOrder): string {
  return order === "count" ? String(count) : lastAt.toISOString();
}

function show({ site, person, params, query, language }: Call<undefined>): Promise<unknown> {
  const limit = limitOf(query["limit"]);
  const after = readCursor(query["cursor"], 3);
  const { cause = "" } = params;
  return transact(site.house.database, person, async (tx) => {
    const found = await readCause(tx, cause);
    if (found === undefined)
      throw new Refusal("missing", "fault.missing", "Expected open faults of this cause, but there are none any more");
    const [row] = await named(tx, site.house, [found], language);
    const items = await listAlike(tx, cause, { after, limit });
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      ...present(row!), // one for each

      items: items.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
      nextCursor: last === undefined ? null : writeCursor([last.createdAt.toISOString(), last.instanceId, last.waitId]),
    };
  });
}

function present<Row extends { readonly firstAt: Date; readonly lastAt: Date }>({ firstAt, lastAt, ...row }: Row) {
  return { ...row, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
}
