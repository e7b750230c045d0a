import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { readTree } from "../../instances/list.ts";
import { readInstance } from "../../instances/rows.ts";
import { listTimers } from "../../jobs/listTimers.ts";
import { listSubscriptions } from "../../messages/list.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { dueTimes } from "../present/instance.ts";
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
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.subscriptionPage,
    run: subscriptions,
  }),
  plainRoute({
    method: "get",
    path: "/api/timers",
    summary: "The timers that are due next, those of start events among them",
    permission,
    query: { instanceId: ofInstance, limit: "1 to 200" },
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

function subscriptions({ site, person, query }: Call<undefined>): Promise<unknown> {
  const { kind, name } = query;
  if (kind !== undefined && kind !== "message" && kind !== "signal") {
    throw new Refusal("invalid", "query.kind", `Expected message or signal, but the kind is ${kind}`);
  }
  const limit = limitOf(query["limit"]);
  const after = readCursor(query["cursor"], 1)?.[0];
  return transact(site.house.database, person, async (tx) => {
    const rows = await listSubscriptions(tx, { kind, name, instanceId: instanceOf(query), after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(({ position: _position, ...row }) => ({
        ...row,
        createdAt: row.createdAt?.toISOString() ?? null,
      })),
      nextCursor: last === undefined ? null : writeCursor([last.position]),
    };
  });
}

function timers({ site, person, query }: Call<undefined>): Promise<unknown> {
  const filter = { instanceId: instanceOf(query), limit: limitOf(query["limit"]) };
  return transact(site.house.database, person, async (tx) => {
    const rows = await listTimers(tx, filter);
    return { items: rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() })) };
  });
}

function instanceOf(query: Call<undefined>["query"]): string | undefined {
  return query["instanceId"] === undefined ? undefined : idOf(query["instanceId"], "instance");
}
