import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { lockProject, refuseUnless, remember } from "./project.ts";
import { insertTasks, nextTaskNo } from "./store.ts";
import type { NewTask } from "./store.ts";

/** A milestone as it is recorded. */
export interface MilestoneRow {
  readonly id: string;
  readonly projectId: string;
  readonly pos: number;
  readonly name: string;
  readonly dueOn: string;
  readonly netCents: number;
  readonly needsAcceptance: boolean;
  readonly material: string | null;
  readonly materialNetCents: number;
  readonly state: "planned" | "active" | "reached";
  readonly startedAt: Date | null;
  readonly reachedAt: Date | null;
}

const columns = `id, project_id as "projectId", pos, name, due_on::text as "dueOn", net_cents::float8 as "netCents",
  needs_acceptance as "needsAcceptance", material, material_net_cents::float8 as "materialNetCents", state,
  started_at as "startedAt", reached_at as "reachedAt" from project_milestones`;

/** The milestones of a project in their order. */
export function readMilestones(tx: Tx, projectId: string): Promise<MilestoneRow[]> {
  return tx.query<MilestoneRow & Record<string, unknown>>(
    `select ${columns} where tenant_id = $1 and project_id = $2 order by pos`,
    [tx.tenantId, projectId],
  );
}

/** @throws {Refusal} `milestone.missing` */
export async function readMilestone(tx: Tx, id: string): Promise<MilestoneRow> {
  const [row] = await tx.query<MilestoneRow & Record<string, unknown>>(
    `select ${columns} where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "milestone.missing", `Expected a milestone ${id}, but there is none`);
  return row;
}

/** `desk.project.milestones`: those that are still to be reached, in order. */
export const openMilestones: Operation = async ({ tx }, given) => {
  const { projectId } = expectInput(z.object({ projectId: z.uuid() }), given);
  const all = await readMilestones(tx, projectId);
  const open = all.filter(({ state }) => state !== "reached");
  return { variables: { milestones: open.map(({ id, pos, name }) => ({ id, pos, name })) } };
};

const ofMilestone = z.object({ milestoneId: z.uuid() });

/** `desk.project.milestone`: work on a milestone begins. */
export const beginMilestone: Operation = async ({ tx, now }, given) => {
  const { milestoneId } = expectInput(ofMilestone, given);
  const { projectId } = await readMilestone(tx, milestoneId);
  refuseUnless(await lockProject(tx, projectId), ["active"]);
  await tx.query(
    "update project_milestones set state = 'active', started_at = $3 where tenant_id = $1 and id = $2 and state = 'planned'",
    [tx.tenantId, milestoneId, now],
  );
  await remember({ tx, now }, projectId, { kind: "milestoneBegun", milestoneId });
  return { variables: { milestone: milestoneVariable(await readMilestone(tx, milestoneId)) } };
};

export function milestoneVariable(row: MilestoneRow): JsonObject {
  const { id, pos, name, dueOn, netCents, needsAcceptance, material, materialNetCents, state } = row;
  return { id, pos, name, dueOn, netCents, needsAcceptance, material, materialNetCents, state };
}

/** `desk.project.tasks`: the tasks of a milestone that can be worked on now, since all they wait for is done. */
export const readyTasks: Operation = async ({ tx }, given) => {
  const { milestoneId } = expectInput(ofMilestone, given);
  const tasks = await tx.query<JsonObject & Record<string, unknown>>(
    `select t.id, t.no, t.name, t.planned_minutes as minutes, t.skill, t.assignee, t.starts_on::text as "startsOn",
       t.ends_on::text as "endsOn", t.origin
     from project_tasks t where t.tenant_id = $1 and t.milestone_id = $2 and t.done_at is null and not exists (
       select 1 from project_task_predecessors d join project_tasks b on b.tenant_id = d.tenant_id and b.id = d.predecessor_id
       where d.tenant_id = t.tenant_id and d.task_id = t.id and b.done_at is null) order by t.starts_on, t.no`,
    [tx.tenantId, milestoneId],
  );
  return { variables: { tasks } };
};

const review = ofMilestone.extend({ decision: z.enum(["reached", "rework"]), note: optionalText });

/** `desk.project.review`: the lead's word on a milestone. Rework becomes a task of it. */
export const reviewMilestone: Operation = async (context, given) => {
  const { milestoneId, decision, note } = expectInput(review, given);
  const milestone = await readMilestone(context.tx, milestoneId);
  await lockProject(context.tx, milestone.projectId);
  if (decision === "rework") await addTask(context, milestone, { name: note ?? "Nacharbeit", origin: "rework" });
  else if (!milestone.needsAcceptance) await reach(context, milestone);
  await remember(context, milestone.projectId, { kind: "reviewed", milestone: milestone.pos, decision, note });
  return { variables: { milestone: milestoneVariable(await readMilestone(context.tx, milestoneId)) } };
};

/** A milestone is reached, with or without an acceptance before. */
export async function reach({ tx, now }: Pick<OperationContext, "tx" | "now">, { id }: MilestoneRow): Promise<void> {
  await tx.query(
    "update project_milestones set state = 'reached', reached_at = $3 where tenant_id = $1 and id = $2 and state <> 'reached'",
    [tx.tenantId, id, now],
  );
}

/** Adds work to a milestone that was not planned: a defect, rework or a change. Gives the task's id. The project is locked. */
export async function addTask(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  { id: milestoneId, projectId, dueOn }: MilestoneRow,
  work: {
    readonly name: string;
    readonly origin: NewTask["origin"];
    readonly minutes?: number;
    readonly endsOn?: string;
  },
): Promise<string> {
  const today = await businessDay(context);
  const id = newId(context.now);
  const task: NewTask = {
    id,
    milestoneId,
    no: await nextTaskNo(context.tx, projectId),
    name: work.name.slice(0, 200),
    minutes: work.minutes ?? 0,
    skill: null,
    skillLevel: 1,
    assignee: null,
    startsOn: today,
    endsOn: [today, work.endsOn ?? dueOn].toSorted().at(-1) ?? today,
    after: [],
    origin: work.origin,
  };
  await insertTasks(context.tx, projectId, [task]);
  return id;
}
