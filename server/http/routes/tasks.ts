import { isObject } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { isSupervisor } from "../../identity/person.ts";
import { listPeople } from "../../identity/users.ts";
import { assignTask, claimTask, delegateTask, handBackTask, releaseTask } from "../../runtime/commands/assignTask.ts";
import { completeTask } from "../../runtime/commands/completeTask.ts";
import type { TaskKey } from "../../runtime/commands/completeTask.ts";
import { rescheduleTask } from "../../runtime/commands/rescheduleTask.ts";
import { countTasks, listTasks, placeOf } from "../../tasks/list.ts";
import { bySoonest, columnsOf } from "../../tasks/order.ts";
import type { TaskOrder } from "../../tasks/order.ts";
import { refuseEditing } from "../../tasks/claim.ts";
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
    summary: "A page of open tasks, soonest due first if nothing else is said",
    permission: "tasks.read",
    query: {
      view: "mine, delegated, team, free, risk, overdue or all",
      sort: "due, created, priority or customer; with a minus the other way round",
      priority: "P1 to P4",
      assignee: "login of who holds it",
      customer: "customer name",
      processKey: "process",
      search: "what words of name, title, customer or business key begin with; all of them",
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
    method: "post",
    path: "/api/tasks/:id/delegate",
    summary: "Hand a task over for a while; it comes back",
    permission: "tasks.work",
    body: wire.delegateTask,
    answer: wire.task,
    run: (call) => change(call, (house, cause, person, key) => delegateTask(house, cause, person, key, call.body.to)),
  }),
  plainRoute({
    method: "post",
    path: "/api/tasks/:id/handBack",
    summary: "Give back what was handed over, or take it back",
    permission: "tasks.work",
    answer: wire.task,
    run: (call) => change(call, handBackTask),
  }),
  jsonRoute({
    method: "post",
    path: "/api/tasks/:id/reschedule",
    summary: "Say anew by when a task should be done, and why",
    permission: "tasks.work",
    body: wire.rescheduleTask,
    answer: wire.task,
    run: (call) => change(call, (...at) => rescheduleTask(...at, call.body)),
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
  const order = orderOf(query["sort"]);
  const after = readCursor(query["cursor"], columnsOf(order).length);
  const filter = {
    view: view.data,
    customer: query["customer"],
    processKey: query["processKey"],
    search: query["search"],
    priority: query["priority"],
    assignee: query["assignee"],
    order,
    after,
    limit,
  };
  return read(call, async (tx) => {
    const rows = await listTasks(tx, person, filter, site.house.now());
    const context = await contextOf(tx, call, rows);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => presentTaskRow(row, context)),
      nextCursor: last === undefined ? null : writeCursor(placeOf(last, order)),
    };
  });
}

/** @throws {Refusal} `query.sort` */
function orderOf(text: string | undefined): TaskOrder {
  if (text === undefined) return bySoonest;
  const sort = wire.taskSort.safeParse(text.replace(/^-/, ""));
  if (sort.success) return { sort: sort.data, isReversed: text.startsWith("-") };
  throw new Refusal(
    "invalid",
    "query.sort",
    `Expected one of ${wire.taskSort.options.join(", ")}, perhaps with a minus, but it is ${text}`,
  );
}

function show(call: Call<unknown>): Promise<unknown> {
  return read(call, async (tx) => {
    const row = await lockedTask(tx, taskKeyOf(call.params["id"]));
    return presentTask(tx, row, await contextOf(tx, call, [row]), call);
  });
}

type Change = typeof claimTask;

async function change(call: Call<unknown>, command: Change): Promise<unknown> {
  await refuseHidden(call, taskKeyOf(call.params["id"]));
  await command(call.site.house, call.cause, call.person, taskKeyOf(call.params["id"]));
  return show(call);
}

async function draft(call: Call<wire.DraftTask>): Promise<unknown> {
  const key = taskKeyOf(call.params["id"]);
  await read(call, async (tx) => {
    refuseEditing(await lockedTask(tx, key), call.person);
    await saveDraft(tx, key, call.body.variables, call.body.over);
  });
  return nothing;
}

async function complete(call: Call<{ variables: Record<string, unknown> }>): Promise<unknown> {
  const { site, cause, person, params, body } = call;
  await refuseHidden(call, taskKeyOf(params["id"]));
  await completeTask(site.house, cause, person, taskKeyOf(params["id"]), body.variables as JsonObject); // parsed from JSON
  return nothing;
}

async function bulk(
  call: Call<{ ids: string[]; action: "claim" | "release" | "assign"; assignee?: string | null | undefined }>,
): Promise<unknown> {
  const { site, cause, person, body } = call;
  const results = [];
  for (const id of body.ids) {
    try {
      const key = taskKeyOf(id);
      await refuseHidden(call, key);
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

/**
 * Commands see everything. Who is a candidate may see a task anyway; who may act for others may not see every task, so they
 * are asked first what they see.
 *
 * @throws {Refusal} `task.missing`
 */
async function refuseHidden(call: Call<unknown>, key: TaskKey): Promise<void> {
  if (call.person.sight === "all" || !isSupervisor(call.person)) return;
  await read(call, (tx) => lockedTask(tx, key));
}

function read<T>(call: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(call.site.house.database, call.person, work);
}

/** The variables of a request as an object. */
export function variablesOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
