import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import type { OperationContext } from "../../desk/operation.ts";
import { listTemplates, readTemplate, skillLabels } from "../../desk/projects/templates.ts";
import { listProjects, readLoad, readProject } from "../../desk/reads/projects.ts";
import * as commands from "../../runtime/commands/projects.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { presentTemplate } from "../present/template.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireProjects.ts";

/** Projects: plan, tasks, time, material, changes, templates, and who is booked by what. */
export const projectRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/projects",
    summary: "A page of projects, newest first",
    permission: "desk.read",
    query: {
      state: "project state",
      manager: "login",
      search: "text in number, name or customer",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.projectPage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/projects/:number",
    summary: "A project with plan, progress, changes, health, acceptances and history",
    permission: "desk.read",
    answer: wire.project,
    run: (call) => read(call, (context) => readProject(context, numberOf(call))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/projects",
    summary: "Create a project, from a template if one is named, and start its process",
    permission: "desk.write",
    body: wire.createProject,
    answer: wire.createdProject,
    run: ({ site, cause, body }) => commands.openProject(site.house, cause, body),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/projects/:number",
    summary: "Change a project; price, budget and dates only until the plan is sent to the customer",
    permission: "desk.write",
    body: wire.changeProject,
    run: (call) => done(commands.editProject(...at(call), numberOf(call), call.body)),
  }),
  jsonRoute({
    method: "put",
    path: "/api/projects/:number/plan",
    summary: "Replace the plan while it is a draft",
    permission: "desk.write",
    body: wire.savePlan,
    run: (call) => done(commands.editPlan(...at(call), numberOf(call), call.body)),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/projects/:number/tasks/:no",
    summary: "Move an open task within its milestone or give it to somebody else",
    permission: "desk.write",
    body: wire.changeTask,
    run: (call) => done(commands.moveTask(...at(call), taskOf(call), call.body)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/projects/:number/moves",
    summary: "Move an open task or give it to somebody else, and say why",
    permission: "desk.write",
    body: wire.movedTask,
    run: (call) => {
      const { no, ...change } = call.body;
      return done(commands.moveTask(...at(call), { number: numberOf(call), no }, change));
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/projects/:number/tasks/:no/times",
    summary: "Record one's own time on a task",
    permission: "tasks.work",
    body: wire.addTime,
    run: (call) => done(commands.bookTime(...at(call), taskOf(call), call.body)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/projects/:number/materials",
    summary: "Record material that was used",
    permission: "tasks.work",
    body: wire.addMaterial,
    run: (call) => done(commands.useMaterial(...at(call), numberOf(call), call.body)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/projects/:number/changes",
    summary: "Ask for a change of a running project; its lead estimates it",
    permission: "desk.write",
    body: wire.requestChange,
    run: (call) => done(commands.requestChange(...at(call), numberOf(call), given(call.body))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/projects/:number/cancel",
    summary: "Call a project off; its lead establishes what was performed",
    permission: "desk.write",
    body: wire.cancelProject,
    run: (call) => done(commands.cancelProject(...at(call), numberOf(call), call.body.reason)),
  }),
  plainRoute({
    method: "get",
    path: "/api/project-templates",
    summary: "The templates of projects",
    permission: "desk.read",
    answer: wire.templateList,
    run: (call) => read(call, async ({ tx }) => ({ items: (await listTemplates(tx)).map(presentTemplate) })),
  }),
  plainRoute({
    method: "get",
    path: "/api/project-templates/:key",
    summary: "A template, and the projects that were made from it",
    permission: "desk.read",
    answer: wire.wholeTemplate,
    run: (call) =>
      read(call, async ({ tx }) => {
        const { usedBy, ...template } = await readTemplate(tx, keyOf(call));
        const labels = await skillLabels(tx);
        const shown = presentTemplate(template);
        const tasks = shown.tasks.map((task) => ({ ...task, skillLabel: labels.get(task.skill ?? "") ?? null }));
        return { ...shown, tasks, usedBy };
      }),
  }),
  jsonRoute({
    method: "put",
    path: "/api/project-templates/:key",
    summary: "Create a template, or replace the one whose revision was read; projects made from it keep their plan",
    permission: "desk.write",
    body: wire.saveTemplate,
    run: (call) => done(commands.saveTemplate(...at(call), { key: keyOf(call), ...call.body })),
  }),
  plainRoute({
    method: "get",
    path: "/api/resources",
    summary: "Who is booked by which projects, week by week, and how much time they have for projects",
    permission: "desk.read",
    query: { from: "a day of the first week; today without it", weeks: "1 to 26; 8 without it" },
    answer: wire.resourceLoad,
    run: load,
  }),
];

type Reading = Pick<Call<unknown>, "site" | "person">;

function read<T>(
  { site, person }: Reading,
  work: (context: Pick<OperationContext, "tx" | "now" | "calendarOf">) => Promise<T>,
): Promise<T> {
  const { house } = site;
  const context = (tx: Tx) => ({
    tx,
    now: house.now(),
    calendarOf: (key?: string | null) => house.calendars.of(tx, key),
  });
  return transact(house.database, person, (tx) => work(context(tx)));
}

function at({ site, cause }: Pick<Call<unknown>, "site" | "cause">) {
  return [site.house, cause] as const;
}

async function done(work: Promise<unknown>): Promise<unknown> {
  await work;
  return nothing;
}

function numberOf({ params }: Pick<Call<unknown>, "params">): string {
  return params["number"] ?? "";
}

function taskOf({ params }: Pick<Call<unknown>, "params">): { number: string; no: number } {
  const number = params["number"] ?? "";
  const no = Number(params["no"]);
  if (Number.isInteger(no) && no > 0 && no < 100_000) return { number, no };
  throw new Refusal(
    "missing",
    "task.missing",
    `Expected the number of a task, but ${params["no"] ?? "nothing"} is none`,
  );
}

function keyOf({ params }: Pick<Call<unknown>, "params">): string {
  const key = params["key"] ?? "";
  if (/^[a-z0-9][a-z0-9-]{0,59}$/.test(key)) return key;
  throw new Refusal("invalid", "template.key", "Expected a key of small letters, digits and -");
}

/** Without the members that were left out. */
function given(body: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(body)) as JsonObject; // JSON of an object is an object
}

function list(call: Call<undefined>): Promise<unknown> {
  const { query } = call;
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  const after = cursor === undefined ? undefined : { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "row") };
  const filter = { state: query["state"], manager: query["manager"], text: query["search"] };
  return read(call, async ({ tx }) => {
    const items = await listProjects(tx, filter, { limit, after });
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : writeCursor([last.createdAt.toISOString(), last.id]) };
  });
}

function load(call: Call<undefined>): Promise<unknown> {
  const { from, weeks = "8" } = call.query;
  const count = Number(weeks);
  if (from !== undefined && !z.iso.date().safeParse(from).success)
    throw new Refusal("invalid", "query.from", `Expected a day such as 2026-12-31, but it is ${from}`);
  if (!Number.isInteger(count) || count < 1 || count > 26)
    throw new Refusal("invalid", "query.weeks", `Expected 1 to 26 weeks, but it is ${weeks}`);
  return read(call, async (context) => ({ items: await readLoad(context, { from, weeks: count }) }));
}
