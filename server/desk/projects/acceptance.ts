import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput, optionalId, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { addTask, milestoneVariable, reach, readMilestone, readMilestones } from "./milestones.ts";
import type { MilestoneRow } from "./milestones.ts";
import { lockProject, projectVariable, refuseUnless, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";

/** Days that the customer has from being asked with a deadline until acceptance may be deemed given. */
const deadlineDays = 14;

/** `desk.project.request`: asks for acceptance with a deadline; only after it may a person deem it given (§ 640 II BGB). */
export const requestAcceptance: Operation = async (context, given) => {
  const { projectId } = expectInput(z.object({ projectId: z.uuid() }), given);
  refuseUnless(await lockProject(context.tx, projectId), ["acceptance"]);
  const dueOn = Temporal.PlainDate.from(await businessDay(context))
    .add({ days: deadlineDays })
    .toString();
  await context.tx.query(
    "update projects set acceptance_requested_at = $3, acceptance_due_on = $4 where tenant_id = $1 and id = $2",
    [context.tx.tenantId, projectId, context.now, dueOn],
  );
  await remember(context, projectId, { kind: "acceptanceRequested", dueOn });
  return { variables: { project: await projectVariable(context.tx, projectId) } };
};

const input = z.object({
  projectId: z.uuid(),
  /** Of a milestone (partial acceptance), else of the whole. */
  milestoneId: optionalId,
  result: z.enum(["accepted", "with_defects", "refused"]),
  /** One a line. */
  defects: optionalText,
  defectsDueOn: z.iso.date().nullish(),
  name: z.string().trim().min(1).max(200),
  signature: optionalText,
  note: optionalText,
  isDeemed: z.boolean().nullish(),
  /** Who entered it. */
  by: optionalText,
});
type Acceptance = z.output<typeof input>;

/**
 * `desk.project.accept`: the acceptance protocol. Defects become a task; the whole is accepted when nothing is left of them.
 *
 * @throws {Refusal} `project.deemed` when nobody was asked with a deadline, or it is not over
 */
export const recordAcceptance: Operation = async (context, given) => {
  const said = expectInput(input, given);
  const { tx } = context;
  const project = await lockProject(tx, said.projectId);
  refuseUnless(project, [said.milestoneId === null ? "acceptance" : "active"]);
  if (said.isDeemed === true) await refuseTooEarly(context, project);
  await insert(context, said);
  const milestone = said.milestoneId === null ? undefined : await readMilestone(tx, said.milestoneId);
  const taskId = said.result === "accepted" ? null : await defectTask(context, said, milestone);
  if (said.result === "accepted") await settle(context, project, milestone);
  const { milestoneId, result, name } = said;
  await remember(context, project.id, {
    kind: "accepted",
    milestoneId,
    result,
    name,
    isDeemed: said.isDeemed ?? false,
  });
  const acceptance = { result, taskId, name, defects: said.defects };
  const after = milestone === undefined ? {} : { milestone: milestoneVariable(await readMilestone(tx, milestone.id)) };
  return { variables: { acceptance, project: await projectVariable(tx, project.id), ...after } };
};

async function refuseTooEarly(context: OperationContext, project: ProjectRow): Promise<void> {
  const today = await businessDay(context);
  if (project.acceptanceDueOn !== null && today > project.acceptanceDueOn) return;
  const why =
    project.acceptanceDueOn === null
      ? "nobody was asked with a deadline"
      : `there is time until ${project.acceptanceDueOn}`;
  throw new Refusal("conflict", "project.deemed", `Expected a deadline that has passed, but ${why}`);
}

async function insert({ tx, now }: OperationContext, said: Acceptance): Promise<void> {
  await tx.query(
    `insert into project_acceptances (tenant_id, id, project_id, milestone_id, result, is_deemed, defects, name, signature, note, decided_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [tx.tenantId, newId(now), said.projectId, said.milestoneId, said.result, said.isDeemed ?? false, linesOf(said.defects),
      said.name, said.signature, said.note, said.by, now], // prettier-ignore
  );
}

function linesOf(text: string | null): readonly string[] {
  return (text ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== ""); // prettier-ignore
}

/** What is to be put right; of a refusal of the whole only once somebody has settled what that is. */
async function defectTask(
  context: OperationContext,
  said: Acceptance,
  milestone: MilestoneRow | undefined,
): Promise<string | null> {
  if (milestone === undefined && said.result === "refused") return null;
  const target = milestone ?? (await readMilestones(context.tx, said.projectId)).at(-1);
  if (target === undefined) return null;
  const defects = linesOf(said.defects).join("; ");
  return addTask(context, target, {
    name: `Mängel beheben: ${defects === "" ? (said.note ?? "siehe Protokoll") : defects}`,
    origin: "defect",
    ...(said.defectsDueOn ? { endsOn: said.defectsDueOn } : {}),
  });
}

async function settle(
  context: OperationContext,
  project: ProjectRow,
  milestone: MilestoneRow | undefined,
): Promise<void> {
  if (milestone !== undefined) return reach(context, milestone);
  await context.tx.query("update projects set state = 'accepted' where tenant_id = $1 and id = $2", [
    context.tx.tenantId,
    project.id,
  ]);
  return undefined;
}
