import type { Locator, Page } from "playwright-core";
import type { Json, JsonObject } from "../../base/json.ts";
import type { Task } from "../../http/wire.ts";
import { atMost, median, rounded } from "../figures.ts";
import type { Findings } from "../figures.ts";
import { tasksOf } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { flowing } from "./watch.ts";

/** A field that is typed in: where it is, and what is typed. */
interface Field {
  readonly name: string;
  readonly login: string;
  readonly path: string;
  readonly find: (page: Page) => Locator;
  readonly text: string;
}

/**
 * How long typing is ever blocked, at the pace of somebody who types fast. What counts of a round is its longest stretch; the median
 * of those is judged, since other work on the machine may hit one round, and the longest of all stands beside it.
 */
export async function measureTyping(stage: Stage, rounds: number): Promise<Findings> {
  const fields = await fieldsOf(stage);
  const blocked = new Map<string, number[]>(fields.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const field of fields) blocked.get(field.name)?.push(await typeIn(stage, field));
  return {
    goals: [...blocked].map(([name, longest]) => ({
      ...atMost(50, median(longest), "ms", `typing is blocked at the longest, ${name}`),
      value: `${rounded(median(longest))} ms, in the worst round ${rounded(Math.max(...longest))} ms`,
    })),
    figures: Object.fromEntries(blocked),
  };
}

async function typeIn(stage: Stage, { login, path, find, text }: Field): Promise<number> {
  const page = await stage.open(login, path);
  await find(page).click();
  await page.waitForTimeout(1_500); // what loading takes is not typing
  const { blocked } = await flowing(page, () => page.keyboard.type(text, { delay: 40 }));
  await page.context().close();
  return blocked;
}

async function fieldsOf(stage: Stage): Promise<readonly Field[]> {
  const task = await workOf(stage);
  const process = await newDraft(stage, "process", "ticket-lifecycle");
  const rules = await largeTable(stage);
  const note = "Restarted the service, checked the log and told the customer what had happened.";
  return [
    {
      name: "search of the task list",
      login: "admin",
      path: "/tasks?view=all",
      find: (page) => page.getByRole("searchbox"),
      text: "printer on the second floor",
    },
    {
      name: "field of a form",
      login: task.assignee?.login ?? "",
      path: `/tasks?task=${encodeURIComponent(task.id)}`,
      find: (page) => page.getByRole("textbox", { name: "Work note" }),
      text: note,
    },
    {
      name: "FEEL at a flow of a large process",
      login: "admin",
      path: `/drafts/${process}?el=${condition}`,
      find: (page) => page.locator(".cm-content").first(),
      text: ' and work.note != "" and count(work.parts) > 3',
    },
    {
      name: "cell of a table of 500 rules",
      login: "admin",
      path: `/drafts/${rules}/parts/ruleSet/sla_targets`,
      find: (page) => page.getByRole("gridcell").nth(2),
      text: "as fast as one can type, and then some more",
    },
  ];
}

/** A flow with a condition. */
const condition = "Flow_G_disp_S_start";

/** A ticket that somebody works on. */
async function workOf(stage: Stage): Promise<Task> {
  for (const { id } of await tasksOf(stage, "ticket-lifecycle")) {
    const { body } = await stage.cast.admin.send<Task>("GET", `/api/tasks/${id}`);
    if (body.form?.key === "ticket_work" && body.assignee !== null) return body;
  }
  throw new Error("Expected somebody of the demo to work on a ticket, but nobody does");
}

async function newDraft({ cast }: Stage, kind: string, key: string): Promise<string> {
  return (await cast.admin.send<{ id: string }>("POST", "/api/drafts", { title: key, from: { kind, key } })).body.id;
}

async function largeTable(stage: Stage): Promise<string> {
  const { admin } = stage.cast;
  const id = await newDraft(stage, "ruleSet", "sla_targets");
  const path = `/api/drafts/${id}/parts/ruleSet/sla_targets`;
  const { revision, body } = (await admin.send<{ revision: number; body: { rows: JsonObject[] } }>("GET", path)).body;
  const rows: Json = Array.from({ length: 500 }, (_, at) => ({ ...body.rows[at % body.rows.length], id: `x${at}` }));
  await admin.send("PUT", path, { revision, body: { ...body, rows, tests: [] } });
  return id;
}
