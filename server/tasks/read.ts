import { Refusal } from "../base/refusal.ts";
import type { LookUp } from "../db/lookUp.ts";
import type { Tx } from "../db/transact.ts";
import { boundVersion } from "../definitions/resources.ts";
import type { TaskRow } from "./rows.ts";

/** The columns of {@link TaskRow}. */
export const taskColumns = `instance_id, wait_id, element_id, definition_id, definition_key, business_key, name, assignee,
  candidate_users, candidate_groups, form_key, priority, title, customer, subject_priority, due_at, follow_up_at, input,
  draft, created_at, claimed_at, owner`;

/** A task by the two parts of its id. */
interface Key {
  readonly instanceId: string;
  readonly waitId: string;
}

/**
 * Reads an open task. Under the lock of its instance it cannot change until the transaction ends.
 *
 * @throws {Refusal} `task.missing` when it was completed or cancelled, or never was
 */
export async function lockedTask(tx: Tx, key: Key): Promise<TaskRow> {
  return present(
    await tx.query<TaskRow>(
      `select ${taskColumns} from tasks where tenant_id = $1 and instance_id = $2 and wait_id = $3`,
      [tx.tenantId, key.instanceId, key.waitId],
    ),
  );
}

/** The same with the version of its form, null when there is none. @throws {Refusal} `task.missing` */
export async function lockedTaskWithForm(tx: Tx, key: Key): Promise<TaskWithForm> {
  const row = await tx.look(tasksWithForms, [key.instanceId, key.waitId]);
  return present(row === undefined ? [] : [row]);
}

/** A task and which form it has. */
export type TaskWithForm = TaskRow & { readonly form_version: number | null };

const tasksWithForms: LookUp<TaskWithForm> = {
  key: { instance: "uuid", wait: "text" },
  text: (keys) => `select k.at, ${taskColumns}, ${boundVersion("form", "$1", "form_key")} as form_version
    from ${keys} join tasks on tenant_id = $1 and instance_id = k.instance and wait_id = k.wait`,
};

function present<Row>([row]: readonly Row[]): Row {
  if (row !== undefined) return row;
  throw new Refusal(
    "missing",
    "task.missing",
    "Expected an open task, but it was completed or cancelled, or never was",
  );
}

/** Who holds a task, and to whom it comes back. */
export type Holding = Pick<TaskRow, "assignee" | "owner">;

/** Writes who holds a task. */
export async function saveHolding(tx: Tx, task: TaskRow, { assignee, owner }: Holding, now: Date): Promise<void> {
  await tx.query(
    `update tasks set assignee = $4, owner = $5, claimed_at = $6
     where tenant_id = $1 and instance_id = $2 and wait_id = $3`,
    [tx.tenantId, task.instance_id, task.wait_id, assignee, owner, assignee === null ? null : now],
  );
}

/** Writes by when a task should be done, or that it no longer has a time. Lists sort by it at once. */
export async function saveDue(tx: Tx, task: TaskRow, dueAt: Date | null): Promise<void> {
  await tx.query(
    `with moved as (
       update tasks set due_at = $4, sort_at = coalesce($4, '9999-01-01T00:00:00Z'::timestamptz)
       where tenant_id = $1 and instance_id = $2 and wait_id = $3 returning instance_id, wait_id, sort_at)
     update task_groups g set sort_at = m.sort_at from moved m
     where g.tenant_id = $1 and g.instance_id = m.instance_id and g.wait_id = m.wait_id`,
    [tx.tenantId, task.instance_id, task.wait_id, dueAt],
  );
}

/**
 * Keeps what somebody has typed so far. Not part of the trail: it is nobody's act yet. With `over`, only when that is
 * what is stored.
 *
 * @throws {Refusal} `task.draftStale` when another draft has been stored since
 */
export async function saveDraft(tx: Tx, key: Key, draft: object, over?: object | null): Promise<void> {
  const kept = await tx.query(
    `update tasks set draft = $4::jsonb where tenant_id = $1 and instance_id = $2 and wait_id = $3
       and ($6 or draft is null or draft in ($4::jsonb, $5::jsonb))
     returning wait_id`,
    [
      tx.tenantId,
      key.instanceId,
      key.waitId,
      JSON.stringify(draft),
      over === undefined ? null : JSON.stringify(over),
      over === undefined,
    ],
  );
  if (kept.length === 0)
    throw new Refusal("conflict", "task.draftStale", "Expected the draft that was seen, but another has been stored");
}

/** Moves the due time of all open tasks of a business key, when its SLA clock was moved. */
export async function rescheduleTasks(tx: Tx, businessKey: string, dueAt: Date | null): Promise<void> {
  await tx.query(
    `with moved as (
       update tasks set due_at = $3, sort_at = coalesce($3, '9999-01-01T00:00:00Z'::timestamptz)
       where tenant_id = $1 and business_key = $2 returning instance_id, wait_id, sort_at)
     update task_groups g set sort_at = m.sort_at from moved m
     where g.tenant_id = $1 and g.instance_id = m.instance_id and g.wait_id = m.wait_id`,
    [tx.tenantId, businessKey, dueAt],
  );
}
