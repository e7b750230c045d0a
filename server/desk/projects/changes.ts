import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { addTask, readMilestone, readMilestones } from "./milestones.ts";
import type { MilestoneRow } from "./milestones.ts";
import { progressOf } from "./progress.ts";
import { lockProject, projectVariable, refuseUnless, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";

const input = z.object({
  projectId: z.uuid(),
  change: z.object({
    text: z.string().trim().min(1).max(4000),
    reason: z.enum(["customer", "technical", "legal", "own_error"]),
    /** Its number in the plan; without it the one that is worked on. */
    milestone: z.int().min(1).nullish(),
    minutes: z.int().min(0).max(1_000_000),
    netCents: z.int().min(0).max(100_000_000_000),
    daysShift: z.int().min(0).max(365),
    requestedBy: optionalText,
  }),
});

interface ChangeRow {
  readonly id: string;
  readonly projectId: string;
  readonly no: number;
  readonly text: string;
  readonly milestoneId: string;
  readonly minutes: number;
  readonly netCents: number;
  readonly daysShift: number;
  readonly state: string;
}

/** `desk.project.change.open`: what a change would cost, with the margin that the project would have then. Nothing changes yet. */
export const openChange: Operation = async (context, given) => {
  const { projectId, change } = expectInput(input, given);
  const { tx, now } = context;
  const project = await lockProject(tx, projectId);
  refuseUnless(project, ["active"]);
  const milestone = await openMilestone(tx, projectId, change.milestone ?? 1);
  const id = newId(now);
  await tx.query(
    `insert into project_changes (tenant_id, id, project_id, no, text, reason, milestone_id, minutes, net_cents, days_shift, state, requested_by, created_at)
     select $1, $2, $3, coalesce(max(no), 0) + 1, $4, $5, $6, $7, $8, $9, 'draft', $10, $11 from project_changes where tenant_id = $1 and project_id = $3`,
    [tx.tenantId, id, projectId, change.text, change.reason, milestone.id, change.minutes, change.netCents, change.daysShift,
      change.requestedBy, now], // prettier-ignore
  );
  const row = await readChange(tx, id);
  await remember(context, projectId, { kind: "changeOpened", no: row.no, text: row.text });
  const marginPercent = await marginAfter(context, project, change);
  return { variables: { change: { ...changeVariable(row), reason: change.reason, marginPercent } } };
};

/** `desk.project.change.send`: the change is offered to the customer. */
export const sendChange: Operation = async ({ tx }, given) => {
  const { changeId } = expectInput(z.object({ changeId: z.uuid() }), given);
  await tx.query("update project_changes set state = 'sent' where tenant_id = $1 and id = $2 and state = 'draft'", [
    tx.tenantId,
    changeId,
  ]);
  return { variables: { change: changeVariable(await readChange(tx, changeId)) } };
};

const settlement = z.object({
  changeId: z.uuid(),
  isAccepted: z.boolean(),
  name: optionalText,
  signature: optionalText,
  note: optionalText,
});

/** `desk.project.change.settle`: a yes changes plan, budget, price and dates; a no stays on record. */
export const settleChange: Operation = async (context, given) => {
  const { changeId, isAccepted, name, signature, note } = expectInput(settlement, given);
  const { tx, now } = context;
  const change = await readChange(tx, changeId);
  const project = await lockProject(tx, change.projectId);
  if (isAccepted) await apply(context, project, change);
  await tx.query(
    `update project_changes set state = $3, decided_by = $4, signature = $5, decision_note = $6, decided_at = $7
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, changeId, isAccepted ? "accepted" : "rejected", name, signature, note, now],
  );
  const kind = isAccepted ? "changeAccepted" : "changeRejected";
  await remember(context, project.id, { kind, no: change.no, name, note });
  return {
    variables: {
      change: changeVariable(await readChange(tx, changeId)),
      project: await projectVariable(tx, project.id),
    },
  };
};

async function apply(context: OperationContext, project: ProjectRow, change: ChangeRow): Promise<void> {
  const { tx } = context;
  refuseUnless(project, ["active"]);
  const { pos } = await readMilestone(tx, change.milestoneId);
  const milestone = await openMilestone(tx, project.id, pos);
  await tx.query(
    `update projects set budget_minutes = budget_minutes + $3, net_cents = net_cents + $4, ends_on = ends_on + $5::int, revision = revision + 1
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, project.id, change.minutes, change.netCents, change.daysShift],
  );
  await tx.query(
    `update project_milestones set due_on = due_on + $4::int, net_cents = net_cents + case when id = $5 then $6::bigint else 0 end
     where tenant_id = $1 and project_id = $2 and pos >= $3 and state <> 'reached'`,
    [tx.tenantId, project.id, milestone.pos, change.daysShift, milestone.id, change.netCents],
  );
  await tx.query(
    `update project_tasks t set starts_on = t.starts_on + $4::int, ends_on = t.ends_on + $4::int from project_milestones m
     where t.tenant_id = $1 and t.project_id = $2 and m.tenant_id = t.tenant_id and m.id = t.milestone_id and m.pos > $3 and t.done_at is null`,
    [tx.tenantId, project.id, milestone.pos, change.daysShift],
  );
  const name = `Nachtrag ${change.no}: ${change.text}`;
  await addTask(context, await readMilestone(tx, milestone.id), { name, origin: "change", minutes: change.minutes });
}

/** The milestone of a number, or the next one that is not reached. @throws {Refusal} `change.late` when all are */
async function openMilestone(tx: Tx, projectId: string, pos: number): Promise<MilestoneRow> {
  const milestones = (await readMilestones(tx, projectId)).filter(({ state }) => state !== "reached");
  const found = milestones.find((each) => each.pos >= pos) ?? milestones.at(-1);
  if (found !== undefined) return found;
  throw new Refusal(
    "conflict",
    "change.late",
    "Expected a milestone to be reached yet, but all are: make it a new order",
  );
}

/** Of the whole project, in percent: what is left of the price after its cost at the average rate of those who work on it. */
async function marginAfter(
  context: OperationContext,
  project: ProjectRow,
  change: { readonly minutes: number; readonly netCents: number },
): Promise<number> {
  const progress = await progressOf(context, project);
  const netCents = project.netCents + change.netCents;
  if (netCents === 0) return 100;
  const minutes = Math.max(progress.plannedMinutes, progress.spentMinutes) + change.minutes;
  const cost = Math.round((minutes / 60) * progress.ratePerHourCents) + progress.materialCostCents;
  return Math.round(((netCents - cost) / netCents) * 1000) / 10;
}

async function readChange(tx: Tx, id: string): Promise<ChangeRow> {
  const [row] = await tx.query<ChangeRow & Record<string, unknown>>(
    `select id, project_id as "projectId", no, text, milestone_id as "milestoneId", minutes, net_cents::float8 as "netCents",
       days_shift as "daysShift", state from project_changes where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "change.missing", `Expected a change request ${id}, but there is none`);
  return row;
}

function changeVariable({ id, no, text, minutes, netCents, daysShift, state }: ChangeRow): JsonObject {
  return { id, no, text, minutes, netCents, daysShift, state };
}
