import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { readTrail } from "../../audit/trail.ts";
import { listInstances, readFaults, readTree } from "../../instances/list.ts";
import type { InstanceFilter } from "../../instances/list.ts";
import { readInstance } from "../../instances/rows.ts";
import { cancelInstance, retryFault, setVariables } from "../../runtime/commands/repair.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { presentDecisions } from "../present/decision.ts";
import { pathOf, presentInstance, presentInstanceRow } from "../present/instance.ts";
import { presentTrail } from "../present/trail.ts";
import { versionsOf } from "../present/versions.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** Instances for operators: list, look, repair. */
export const instanceRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/instances",
    summary: "A page of instances, newest first",
    permission: "instances.read",
    query: {
      status: "running, completed, terminated, cancelled, failed or faulty",
      processKey: "process",
      version: "number of a version",
      elementId: "those that wait at this element",
      search:
        "text in business key, title or customer; name=value for those whose variable says so, e.g. ticket.level=2",
      customer: "the name of a customer",
      withCalled: "true to list called instances too",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.instancePage,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances",
    summary: "Start a process",
    permission: "instances.start",
    body: wire.startInstance,
    answer: wire.instanceId,
    run: start,
  }),
  plainRoute({
    method: "get",
    path: "/api/instances/:id",
    summary: "An instance with tokens, path, variables and faults",
    permission: "instances.read",
    answer: wire.instance,
    run: show,
  }),
  plainRoute({
    method: "get",
    path: "/api/instances/:id/trail",
    summary: "The trail of an instance, oldest first",
    permission: "instances.read",
    query: { cursor: "from the page before", limit: "1 to 200" },
    answer: wire.trailPage,
    run: trail,
  }),
  plainRoute({
    method: "get",
    path: "/api/instances/:id/decisions",
    summary: "All decisions made for the instance's tree, explained",
    permission: "instances.read",
    run: decisions,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/cancel",
    summary: "Cancel an instance and what it called",
    permission: "instances.repair",
    body: wire.cancelInstance,
    run: cancel,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/instances/:id/variables",
    summary: "Write variables by hand",
    permission: "instances.repair",
    body: wire.setVariables,
    run: patch,
  }),
  plainRoute({
    method: "post",
    path: "/api/instances/:id/faults/:waitId/retry",
    summary: "Try again what a fault has stopped",
    permission: "instances.repair",
    run: retry,
  }),
];

const statuses = ["running", "completed", "terminated", "cancelled", "failed", "faulty"] as const;

async function list({ site, person, query, language }: Call<undefined>): Promise<unknown> {
  const status = statuses.find((known) => known === query["status"]);
  if (status === undefined && query["status"] !== undefined) {
    throw new Refusal(
      "invalid",
      "query.status",
      `Expected one of ${statuses.join(", ")}, but the status is ${query["status"]}`,
    );
  }
  const limit = limitOf(query["limit"]);
  const cursor = readCursor(query["cursor"], 2);
  const after = cursor === undefined ? undefined : { startedAt: cursor[0]!, id: cursor[1]! }; // readCursor has checked the length
  const filter = {
    status,
    processKey: query["processKey"],
    version: versionOf(query["version"]),
    elementId: query["elementId"],
    ...soughtBy(query["search"]),
    customer: query["customer"],
    withCalled: query["withCalled"] === "true",
    after,
    limit,
  };
  return transact(site.house.database, person, async (tx) => {
    const rows = await listInstances(tx, filter);
    const versions = await versionsOf(
      tx,
      site.house,
      rows.map((row) => row.definition_id),
    );
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => presentInstanceRow(row, versions.get(row.definition_id), language)),
      nextCursor: last === undefined ? null : writeCursor([last.started_at.toISOString(), last.id]),
    };
  });
}

/** What is typed into one box: words, or a variable with its value. */
function soughtBy(text = ""): Pick<InstanceFilter, "search" | "variable"> {
  const [, name, value] = /^\s*([\p{L}_][\p{L}\d_.]*)\s*=\s*(.+?)\s*$/u.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { variable: { path: name.split("."), value } };
  return text === "" ? {} : { search: text };
}

/** @throws {Refusal} `query.version` */
function versionOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Refusal("invalid", "query.version", `Expected the number of a version, but it is ${text}`);
}

async function start({
  site,
  cause,
  body,
}: Call<{
  processKey: string;
  version?: number | undefined;
  businessKey?: string | undefined;
  variables: Record<string, unknown>;
}>): Promise<unknown> {
  const { processKey, version, businessKey, variables } = body;
  const id = await startInstance(site.house, cause, {
    processKey,
    variables: variables as JsonObject, // parsed from JSON
    ...(version === undefined ? {} : { version }),
    ...(businessKey === undefined ? {} : { businessKey }),
  });
  return { id };
}

function show({ site, person, params, language }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "instance");
  return transact(site.house.database, person, async (tx) => {
    const row = await readInstance(tx, id);
    const tree = await readTree(tx, row.root_id);
    const version = await site.house.versions.byId(tx, row.definition_id);
    const parts = { row, tree, version, faults: await readFaults(tx, id), path: await pathOf(tx, id), language };
    return presentInstance(tx, parts);
  });
}

function trail({ site, person, params, query, language }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "instance");
  const limit = limitOf(query["limit"], 100);
  const after = Number(readCursor(query["cursor"], 1)?.[0] ?? 0);
  return transact(site.house.database, person, async (tx) => {
    const row = await readInstance(tx, id);
    const events = await readTrail(tx, id, after, limit);
    const last = events.length === limit ? events.at(-1) : undefined;
    const version = await site.house.versions.byId(tx, row.definition_id);
    return {
      items: presentTrail(events, version, language),
      nextCursor: last === undefined ? null : writeCursor([String(last.seq)]),
    };
  });
}

function decisions({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "instance");
  return transact(site.house.database, person, async (tx) => {
    const row = await readInstance(tx, id);
    return { items: await presentDecisions(tx, { rootId: row.root_id }) };
  });
}

async function cancel({ site, cause, params, body }: Call<{ reason: string }>): Promise<unknown> {
  await cancelInstance(site.house, cause, idOf(params["id"], "instance"), body.reason);
  return nothing;
}

async function patch({
  site,
  cause,
  params,
  body,
}: Call<{ variables: Record<string, unknown>; reason: string }>): Promise<unknown> {
  await setVariables(site.house, cause, idOf(params["id"], "instance"), body.variables as JsonObject, body.reason); // parsed from JSON
  return nothing;
}

async function retry({ site, cause, params }: Call<undefined>): Promise<unknown> {
  await retryFault(site.house, cause, idOf(params["id"], "instance"), params["waitId"] ?? "");
  return nothing;
}
