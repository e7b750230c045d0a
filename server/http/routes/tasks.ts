import { isObject } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { listPeople } from "../../identity/users.ts";
import { assignTask, claimTask, releaseTask } from "../../runtime/commands/assignTask.ts";
import { completeTask } from "../../runtime/commands/completeTask.ts";
import { countTasks, listTasks } from "../../tasks/list.ts";
import { lockedTask, saveDraft } from "../../tasks/read.ts";
import type { TaskRow } from "../../tasks/rows.ts";
import { limitOf, readCursor, taskKeyOf, writeCursor } from "../page.ts";
import { clocksOf } from "../present/clock.ts";
import { presentTask, presentTaskRow } from "../present/task.ts";
import type { TaskContext } from "../present/task.ts";
import { versionsOf } from "../present/versions.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** The task list and what is done with tasks. */
export const taskRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/tasks",
    summary: "A page of open tasks, soonest due first",
    permission: "tasks.read",
    query: {
      view: "mine, team, free, risk, overdue or all",
      customer: "customer name",
      processKey: "process",
      search: "text in name, title, customer or business key",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.taskPage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/tasks/counts",
    summary: "How many tasks each view shows",
    permission: "tasks.read",
    answer: wire.taskCounts,
    run: (call) => read(call, (tx) => countTasks(tx, call.person, call.site.house.now())),
  }),
  plainRoute({
    method: "get",
    path: "/api/tasks/:id",
    summary: "A task with form, values, decisions and what may be done",
    permission: "tasks.read",
    answer: wire.task,
    run: show,
  }),
  plainRoute({
    method: "post",
    path: "/api/tasks/:id/claim",
    summary: "Take a free task",
    permission: "tasks.work",
    answer: wire.task,
    run: (call) => change(call, claimTask),
  }),
  plainRoute({
    method: "post",
    path: "/api/tasks/:id/release",
    summary: "Give a task back to its candidates",
    permission: "tasks.work",
    answer: wire.task,
    run: (call) => change(call, releaseTask),
  }),
  jsonRoute({
    method: "post",
    path: "/api/tasks/:id/assign",
    summary: "Give a task to somebody",
    permission: "tasks.work",
    body: wire.assignTask,
    answer: wire.task,
    run: (call) =>
      change(call, (house, cause, person, key) => assignTask(house, cause, person, key, call.body.assignee)),
  }),
  jsonRoute({
    method: "put",
    path: "/api/tasks/:id/draft",
    summary: "Keep what was typed so far",
    permission: "tasks.work",
    body: wire.draftTask,
    run: draft,
  }),
  jsonRoute({
    method: "post",
    path: "/api/tasks/:id/complete",
    summary: "Complete a task with the values of its form",
    permission: "tasks.work",
    body: wire.completeTask,
    run: complete,
  }),
  jsonRoute({
    method: "post",
    path: "/api/tasks/bulk",
    summary: "Claim, release or assign many tasks, with a result for each",
    permission: "tasks.work",
    body: wire.bulkTasks,
    answer: wire.bulkResult,
    run: bulk,
  }),
];

async function list(call: Call<undefined>): Promise<unknown> {
  const { query, person, site } = call;
  const view = wire.taskView.safeParse(query["view"] ?? "mine");
  if (!view.success)
    throw new Refusal(
      "invalid",
      "query.view",
      `Expected one of ${wire.taskView.options.join(", ")}, but the view is ${query["view"]}`,
    );
  const limit = limitOf(query["limit"]);
  const cursor = readCursor(query["cursor"], 3);
  const after = cursor === undefined ? undefined : { sortAt: cursor[0]!, instanceId: cursor[1]!, waitId: cursor[2]! }; // readCursor has checked the length
  const filter = {
    view: view.data,
    customer: query["customer"],
    processKey: query["processKey"],
    search: query["search"],
    after,
    limit,
  };
  return read(call, async (tx) => {
    const rows = await listTasks(tx, person, filter, site.house.now());
    const context = await contextOf(tx, call, rows);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => presentTaskRow(row, context)),
      nextCursor: last === undefined ? null : writeCursor([last.sort_at.toISOString(), last.instance_id, last.wait_id]),
    };
  });
}

function show(call: Call<unknown>): Promise<unknown> {
  return read(call, async (tx) => {
    const row = await lockedTask(tx, taskKeyOf(call.params["id"]));
    return presentTask(tx, row, await contextOf(tx, call, [row]), call);
  });
}

type Change = typeof claimTask;

async function change(call: Call<unknown>, command: Change): Promise<unknown> {
  await command(call.site.house, call.cause, call.person, taskKeyOf(call.params["id"]));
  return show(call);
}

async function draft(call: Call<{ variables: Record<string, unknown> }>): Promise<unknown> {
  const isKept = await read(call, (tx) => saveDraft(tx, taskKeyOf(call.params["id"]), call.body.variables));
  if (!isKept) throw new Refusal("missing", "task.missing", "Expected an open task, but it was completed or cancelled");
  return nothing;
}

async function complete(call: Call<{ variables: Record<string, unknown> }>): Promise<unknown> {
  const { site, cause, person, params, body } = call;
  await completeTask(site.house, cause, person, taskKeyOf(params["id"]), body.variables as JsonObject); // parsed from JSON
  return nothing;
}

async function bulk(
  call: Call<{ ids: string[]; action: "claim" | "release" | "assign"; assignee?: string | undefined }>,
): Promise<unknown> {
  const { site, cause, person, body } = call;
  const results = [];
  for (const id of body.ids) {
    try {
      const key = taskKeyOf(id);
      if (body.action === "claim") await claimTask(site.house, cause, person, key);
      else if (body.action === "release") await releaseTask(site.house, cause, person, key);
      else await assignTask(site.house, cause, person, key, body.assignee ?? null);
      results.push({ id, ok: true });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      results.push({ id, ok: false, code: error.code, detail: error.message });
    }
  }
  return { results };
}

async function contextOf(tx: Tx, call: Call<unknown>, rows: readonly TaskRow[]): Promise<TaskContext> {
  const versions = await versionsOf(
    tx,
    call.site.house,
    rows.map((row) => row.definition_id),
  );
  const people = new Map((await listPeople(tx, undefined)).map((person) => [person.login, person.name]));
  const keys = rows.flatMap((row) => (row.business_key === null ? [] : [row.business_key]));
  return { versions, people, clocks: await clocksOf(tx, call.site.house, keys), language: call.language };
}

function read<T>(call: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(call.site.house.database, call.person.tenantId, work);
}

/** The variables of a request as an object. */
export function variablesOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
