import { searchable } from "../base/words.ts";
import type { Tx } from "../db/transact.ts";
import type { TaskWait } from "../engine/types.ts";
import { insertWords } from "./search.ts";

/** A task that lasts while its instance comes over to another version. */
export interface LastingTask {
  readonly after: TaskWait;
  /** What the other version calls its element in other languages. */
  readonly names: readonly string[];
  /** Whether the other version says another due time; else that of the row stands, which a clock may have moved. */
  readonly isDueAnew: boolean;
  readonly dueAt: Date | null;
}

/**
 * Says of open tasks what another version says of them: element, name, candidates, form and priority. Who holds a task,
 * its draft and since when it is open stay as they are.
 */
export async function renewTasks(
  tx: Tx,
  of: { readonly instanceId: string; readonly definitionId: string },
  tasks: readonly LastingTask[],
): Promise<void> {
  if (tasks.length === 0) return;
  const rows = JSON.stringify(tasks.map(rowOf));
  const shape = `jsonb_to_recordset($3::jsonb) as r(wait_id text, element_id text, name text, candidate_users text[],
    candidate_groups text[], form_key text, priority int, is_due_anew boolean, due_at timestamptz, follow_up_at timestamptz)`;
  const values = [tx.tenantId, of.instanceId, rows];
  const renewed = await tx.query<Renewed>(
    `update tasks t set element_id = r.element_id, definition_id = $4, name = r.name, candidate_users = r.candidate_users,
       candidate_groups = r.candidate_groups, form_key = r.form_key, priority = r.priority,
       follow_up_at = r.follow_up_at, due_at = case when r.is_due_anew then r.due_at else t.due_at end,
       sort_at = case when r.is_due_anew then coalesce(r.due_at, '9999-01-01T00:00:00Z') else t.sort_at end
     from ${shape} where t.tenant_id = $1 and t.instance_id = $2 and t.wait_id = r.wait_id
     returning t.wait_id, t.name, t.title, t.customer, t.business_key`,
    [...values, of.definitionId],
  );
  await renewWords(tx, of.instanceId, renewed, tasks);
  await tx.query(
    `delete from task_groups g using tasks t where g.tenant_id = $1 and g.instance_id = $2 and t.tenant_id = $1
       and t.instance_id = $2 and t.wait_id = g.wait_id
       and (g.group_key <> all(array_append(t.candidate_groups, '')) or g.sort_at <> t.sort_at)`,
    values.slice(0, 2),
  );
  await tx.query(
    `insert into task_groups (tenant_id, group_key, sort_at, instance_id, wait_id, created_at, rank, customer_key)
     select distinct $1, g.key, t.sort_at, t.instance_id, t.wait_id, t.created_at, t.rank, t.customer_key
     from tasks t, unnest(array_append(t.candidate_groups, '')) as g(key) where t.tenant_id = $1 and t.instance_id = $2
     on conflict do nothing`,
    values.slice(0, 2),
  );
}

/** What a task says of itself, as far as it is searched. */
interface Renewed {
  readonly wait_id: string;
  readonly name: string;
  readonly title: string | null;
  readonly customer: string | null;
  readonly business_key: string | null;
}

async function renewWords(
  tx: Tx,
  instanceId: string,
  renewed: readonly Renewed[],
  tasks: readonly LastingTask[],
): Promise<void> {
  const names = new Map(tasks.map((task) => [task.after.id, task.names]));
  const rows = renewed.map(({ wait_id, name, title, customer, business_key }) => ({
    wait_id,
    words: searchable([name, ...(names.get(wait_id) ?? []), title, customer, business_key]),
  }));
  await tx.query(
    `with given as (select $2::uuid as instance_id, g.* from jsonb_to_recordset($3::jsonb) as g(wait_id text, words text)),
     renewed as (update tasks t set words = r.words from given as r
       where t.tenant_id = $1 and t.instance_id = r.instance_id and t.wait_id = r.wait_id)
     ${insertWords("given as r")}`,
    [tx.tenantId, instanceId, JSON.stringify(rows)],
  );
}

function rowOf({ after, isDueAnew, dueAt }: LastingTask): object {
  return {
    wait_id: after.id,
    element_id: after.elementId,
    name: after.name,
    candidate_users: after.candidateUsers,
    candidate_groups: after.candidateGroups,
    form_key: after.formKey ?? null,
    priority: after.priority ?? 50,
    is_due_anew: isDueAnew,
    due_at: dueAt,
    follow_up_at: after.followUpAt ?? null,
  };
}
