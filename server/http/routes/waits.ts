import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { readTree } from "../../instances/list.ts";
import { readInstance } from "../../instances/rows.ts";
import { listTimers } from "../../jobs/listTimers.ts";
import { listSubscriptions } from "../../messages/list.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { dueTimes } from "../present/instance.ts";
import { named } from "../present/named.ts";
import { visitsOf } from "../present/visits.ts";
import { presentOpenWait } from "../present/wait.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

const permission = "instances.read";
const ofInstance = "only of this instance";

/** Where instances wait, and where they have been. */
export const waitRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/instances/:id/waits",
    summary: "All places where an instance waits, with what they wait for",
    permission,
    answer: wire.openWaits,
    run: waits,
  }),
  plainRoute({
    method: "get",
    path: "/api/instances/:id/waits/:waitId/variables",
    summary: "The variables of a waiting place: its own, and all that it sees",
    permission,
    answer: wire.waitVariables,
    run: variables,
  }),
  plainRoute({
    method: "get",
    path: "/api/instances/:id/visits",
    summary: "Which elements an instance has visited, in the order they were entered",
    permission,
    answer: wire.visits,
    run: visits,
  }),
  plainRoute({
    method: "get",
    path: "/api/subscriptions",
    summary: "A page of places that wait for messages and signals: start events, then instances, longest waiting first",
    permission,
    query: {
      kind: "message or signal",
      name: "name of the message or signal",
      instanceId: ofInstance,
      search: "text in number, title, customer or correlation key of an instance",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.subscriptionPage,
    run: subscriptions,
  }),
  plainRoute({
    method: "get",
    path: "/api/timers",
    summary: "A page of timers, those due next first, start events among them",
    permission,
    query: {
      instanceId: ofInstance,
      processKey: "only of this process",
      customer: "the name of a customer",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.timerPage,
    run: timers,
  }),
];

function waits({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "instance");
  return transact(site.house.database, person, async (tx) => {
    const row = await readInstance(tx, id);
    if (row.status !== "running") return { items: [] };
    const { definition } = await site.house.versions.byId(tx, row.definition_id);
    const called = (await readTree(tx, row.root_id)).filter((each) => each.parent_id === id);
    const due = await dueTimes(tx, id);
    const locals = definition.locals(row);
    return {
      items: definition
        .waits(row)
        .slice(0, 2000)
        .map((wait) => presentOpenWait(wait, due, called, locals.get(wait.id) ?? {})),
    };
  });
}

function variables({ site, person, params }: Call<undefined>): Promise<unknown> {
  return transact(site.house.database, person, async (tx) => {
    const row = await readInstance(tx, idOf(params["id"], "instance"));
    const { definition } = await site.house.versions.byId(tx, row.definition_id);
    return definition.variablesAt(row, params["waitId"] ?? "");
  });
}

function visits({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "instance");
  return transact(site.house.database, person, async (tx) => {
    const row = await readInstance(tx, id);
    const { definition } = await site.house.versions.byId(tx, row.definition_id);
    return { items: await visitsOf(tx, row, definition) };
  });
}

function subscriptions({ site, person, query, language }: Call<undefined>): Promise<unknown> {
  const { kind, name, search } = query;
  if (kind !== undefined && kind !== "message" && kind !== "signal") {
    throw new Refusal("invalid", "query.kind", `Expected message or signal, but the kind is ${kind}`);
  }
  const limit = limitOf(query["limit"]);
  const after = readCursor(query["cursor"], 3);
  return transact(site.house.database, person, async (tx) => {
    const rows = await listSubscriptions(tx, { kind, name, search, instanceId: instanceOf(query), after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: (await named(tx, site.house, rows, language)).map(({ at: _at, group: _group, place: _place, ...row }) => ({
        ...row,
        createdAt: row.createdAt?.toISOString() ?? null,
      })),
      nextCursor: last === undefined ? null : writeCursor([last.at.toISOString(), last.group, last.place]),
    };
  });
}

function timers({ site, person, query, language }: Call<undefined>): Promise<unknown> {
  const { processKey, customer } = query;
  const after = readCursor(query["cursor"], 3);
  const limit = limitOf(query["limit"]);
  return transact(site.house.database, person, async (tx) => {
    const rows = await listTimers(tx, { instanceId: instanceOf(query), processKey, customer, after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: (await named(tx, site.house, rows, language)).map(({ group: _group, name: _name, dueAt, ...row }) => ({
        ...row,
        dueAt: dueAt.toISOString(),
      })),
      nextCursor: last === undefined ? null : writeCursor([last.dueAt.toISOString(), last.group, last.name]),
    };
  });
}

function instanceOf(query: Call<undefined>["query"]): string | undefined {
  return query["instanceId"] === undefined ? undefined : idOf(query["instanceId"], "instance");
}
