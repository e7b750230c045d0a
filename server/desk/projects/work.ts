import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import { isOpen } from "../../calendar/serviceTime.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { remember } from "./project.ts";

/** Time on a task of a project. */
export const projectWork = z.object({
  taskId: z.uuid(),
  technician: z.string().min(1).max(200).nullish(),
  minutes: z.int().min(0).max(1440).default(0),
  workType: z.enum(["remote", "onsite", "phone", "travel", "project"]).nullish(),
  note: optionalText,
  isDone: z.boolean().default(false),
});
type Work = z.output<typeof projectWork>;

interface TaskRow {
  readonly projectId: string;
  readonly no: number;
  readonly assignee: string | null;
  readonly state: string;
}

/** `desk.project.work`: time worked on a project's task until now, and whether that was all of it. */
export const workOnTask: Operation = async (context, given) => {
  const work = expectInput(projectWork, given);
  await recordWork(context, work);
  return { variables: { work: { taskId: work.taskId, minutes: work.minutes, isDone: work.isDone } } };
};

/**
 * Records time on a task and what became of it.
 *
 * @throws {Refusal} `task.missing`, `project.state`, `desk.input` when nobody is said to have worked
 */
export async function recordWork(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  work: Work,
): Promise<void> {
  const { tx, now } = context;
  const task = await lockTask(context, work.taskId);
  const technician = work.technician ?? task.assignee;
  if (work.minutes > 0) {
    if (technician === null)
      throw new Refusal("invalid", "desk.input", `Expected who worked on task ${task.no}, but nobody is named`);
    await bookTime(context, { ...work, technician });
  }
  if (work.isDone)
    await tx.query(
      "update project_tasks set done_at = $3, assignee = coalesce(assignee, $4) where tenant_id = $1 and id = $2 and done_at is null",
      [tx.tenantId, work.taskId, now, technician],
    );
  const { minutes, isDone, note } = work;
  await remember({ tx, now, actor: technician }, task.projectId, {
    kind: "worked",
    task: task.no,
    minutes,
    isDone,
    note,
  });
}

async function lockTask({ tx }: Pick<OperationContext, "tx">, taskId: string): Promise<TaskRow> {
  const [task] = await tx.query<TaskRow & Record<string, unknown>>(
    `select t.project_id as "projectId", t.no, t.assignee, p.state from project_tasks t
     join projects p on p.tenant_id = t.tenant_id and p.id = t.project_id where t.tenant_id = $1 and t.id = $2 for update of t`,
    [tx.tenantId, taskId],
  );
  if (task === undefined) throw new Refusal("missing", "task.missing", `Expected a task ${taskId}, but there is none`);
  if (!["active", "acceptance"].includes(task.state))
    throw new Refusal("conflict", "project.state", `Expected a running project, but it is ${task.state}`);
  return task;
}

/** BT, ST and OT as on tickets: within service time, on a working day outside of it, on another day. */
async function bookTime(
  { tx, now, calendarOf }: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  { taskId, technician, minutes, workType, note }: Work & { readonly technician: string },
): Promise<void> {
  const startedAt = new Date(now.getTime() - minutes * 60_000);
  const calendar = await calendarOf();
  const day = Temporal.Instant.fromEpochMilliseconds(startedAt.getTime()).toZonedDateTimeISO(calendar.timeZone);
  const isWorkingDay = calendar.spansOn(day.toPlainDate()).length > 0;
  const timeClass = isOpen(calendar, startedAt) ? "BT" : isWorkingDay ? "ST" : "OT";
  await tx.query(
    `insert into time_entries (tenant_id, id, project_task_id, technician, started_at, minutes, work_type, time_class, cause, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'customer', $9)`,
    [tx.tenantId, newId(now), taskId, technician, startedAt, minutes, workType ?? "project", timeClass, note ?? ""],
  );
}
