import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput } from "../operation.ts";
import type { OperationContext } from "../operation.ts";
import { insertRow } from "../records/insert.ts";
import { flawsOf } from "./plan.ts";
import type { ProjectPlan } from "./plan.ts";
import { lockProject, projectIdOf, refuseUnless, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";
import { readPlan, replacePlan } from "./store.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf"> & { readonly actor: string };

/** What may be changed of a project by hand. What the customer has confirmed changes by a change request only. */
export const projectChange = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    manager: z.string().min(1).max(200),
    contactId: z.uuid().nullable(),
    budgetMinutes: z.int().min(0).max(10_000_000),
    netCents: z.int().min(0).max(100_000_000_000),
    billingMode: z.enum(["time", "fixed_milestones", "fixed_end"]),
    endsOn: z.iso.date().nullable(),
  })
  .partial();
export type ProjectChange = z.output<typeof projectChange>;

const columns: Readonly<Record<keyof ProjectChange, string>> = {
  name: "name",
  manager: "manager",
  contactId: "contact_id",
  budgetMinutes: "budget_minutes",
  netCents: "net_cents",
  billingMode: "billing_mode",
  endsOn: "ends_on",
};
const always: readonly string[] = ["name", "manager", "contactId"];

/** @throws {Refusal} `project.missing`, `project.state`, `project.confirmed`, `desk.reference` */
export async function editProject(context: Context, number: string, changes: ProjectChange): Promise<void> {
  const { tx } = context;
  const project = await openProject(tx, number);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const bound = given.map(([name]) => name).filter((name) => !always.includes(name));
  if (bound.length > 0) refuseConfirmed(project, bound.join(", "));
  for (const [name, value] of given) {
    const column = columns[name as keyof ProjectChange]; // the schema is strict
    await change(tx, `update projects set ${column} = $3 where tenant_id = $1 and id = $2`, [project.id, value]);
  }
  await remember(context, project.id, { kind: "edited", ...(changes as Record<string, Json>) });
}

/** Replaces the whole plan. @throws {Refusal} `project.confirmed`, `plan.flaws` with each, `plan.stale`, `plan.reference` */
export async function editPlan(
  context: Context,
  number: string,
  { plan, revision, reason = null }: { plan: ProjectPlan; revision: number; reason?: string | null },
): Promise<void> {
  const { tx, now } = context;
  const project = await openProject(tx, number);
  refuseConfirmed(project, "the plan");
  if (revision !== project.revision)
    throw new Refusal(
      "conflict",
      "plan.stale",
      `Expected revision ${project.revision} of the plan, but it was ${revision}`,
    );
  refuseFlaws(plan, project);
  await replacePlan(tx, project.id, plan, now);
  await remember(context, project.id, { kind: "replanned", ...(reason === null ? {} : { reason }) });
}

/** What may be changed of one task while the project runs: who does it and when, within its milestone. */
export const taskChange = z
  .strictObject({
    assignee: z.string().min(1).max(200),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    reason: z.string().trim().min(1).max(500),
  })
  .partial();

/** @throws {Refusal} `task.missing`, `task.done`, `plan.flaws` when the plan does not hold any more */
export async function moveTask(
  context: Context,
  { number, no }: { readonly number: string; readonly no: number },
  changes: z.output<typeof taskChange>,
): Promise<void> {
  const { tx } = context;
  const project = await openProject(tx, number);
  const task = await taskOf(tx, project, no);
  if (task.done) throw new Refusal("conflict", "task.done", `Expected an open task, but task ${no} is done`);
  const { assignee = null, startsOn = null, endsOn = null } = changes;
  await change(
    tx,
    `update project_tasks set assignee = coalesce($3, assignee), starts_on = coalesce($4::date, starts_on), ends_on = coalesce($5::date, ends_on)
     where tenant_id = $1 and id = $2`,
    [task.id, assignee, startsOn, endsOn],
  );
  refuseFlaws(await readPlan(tx, project.id), project);
  await tx.query("update projects set revision = revision + 1 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    project.id,
  ]);
  await remember(context, project.id, { kind: "taskMoved", task: no, ...changes });
}

/** The id of a task by its number. @throws {Refusal} `task.missing` */
export async function taskOf(
  tx: Tx,
  { id, number }: Pick<ProjectRow, "id" | "number">,
  no: number,
): Promise<{ id: string; done: boolean }> {
  const [row] = await tx.query<{ id: string; done: boolean }>(
    "select id, done_at is not null as done from project_tasks where tenant_id = $1 and project_id = $2 and no = $3",
    [tx.tenantId, id, no],
  );
  if (row === undefined)
    throw new Refusal("missing", "task.missing", `Expected task ${no} of ${number}, but there is none`);
  return row;
}

/** Material that was used. Prices in cents. */
export const newMaterial = z.strictObject({
  text: z.string().trim().min(1).max(500),
  quantity: z.number().positive().max(1_000_000),
  unitCostCents: z.int().min(0).max(100_000_000),
  unitPriceCents: z.int().min(0).max(100_000_000),
  productId: z.uuid().nullish(),
});

/** @throws {Refusal} `project.state`, `desk.reference` */
export async function useMaterial(
  context: Context,
  number: string,
  input: z.output<typeof newMaterial>,
): Promise<void> {
  const project = await lockProject(context.tx, await projectIdOf(context.tx, number));
  refuseUnless(project, ["active", "acceptance"]);
  const row = { ...expectInput(newMaterial, input), usedOn: await businessDay(context), enteredBy: context.actor };
  await insertRow(context.tx, "project_materials", { id: newId(context.now), projectId: project.id, ...row });
  await remember(context, project.id, { kind: "materialUsed", text: input.text, quantity: input.quantity });
}

async function openProject(tx: Tx, number: string): Promise<ProjectRow> {
  const project = await lockProject(tx, await projectIdOf(tx, number));
  refuseUnless(project, ["draft", "planned", "active", "acceptance"]);
  return project;
}

function refuseConfirmed(project: ProjectRow, what: string): void {
  if (project.state === "draft") return;
  throw new Refusal(
    "conflict",
    "project.confirmed",
    `Expected a change request for ${what}, but ${project.number} was sent to the customer already`,
  );
}

function refuseFlaws(plan: ProjectPlan, project: ProjectRow): void {
  const flaws = flawsOf(plan, project.startsOn);
  const [first] = flaws;
  if (first === undefined) return;
  throw new Refusal(
    "unprocessable",
    "plan.flaws",
    `Expected a plan that can be carried out, but: ${first.en}`,
    flaws.map(({ code, de, en }) => ({ place: "plan", code, message: en, german: de })),
  );
}

/** A change whose values come from outside. @throws {Refusal} `desk.reference`, `desk.value` */
async function change(tx: Tx, text: string, [id, ...values]: readonly unknown[]): Promise<void> {
  try {
    await tx.query(text, [tx.tenantId, id, ...values]);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "23503")
      throw new Refusal("unprocessable", "desk.reference", "Expected a known person or contact, but it is unknown");
    if (code === "23514")
      throw new Refusal("unprocessable", "desk.value", "Expected an end after the beginning, but it is before");
    throw error;
  }
}
