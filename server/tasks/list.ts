import type { Tx } from "../db/transact.ts";
import type { Person } from "../identity/person.ts";
import { isSupervisor } from "../identity/person.ts";
import { taskColumns } from "./read.ts";
import type { TaskRow } from "./rows.ts";

/** The views of the task list. */
export type TaskView = "mine" | "team" | "free" | "risk" | "overdue" | "all";

/** Narrows a view. `after` is the cursor of the last row seen. */
export interface TaskFilter {
  readonly view: TaskView;
  readonly customer?: string | undefined;
  readonly processKey?: string | undefined;
  readonly search?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  readonly after?: TaskCursor | undefined;
  readonly limit: number;
}

/** A place in the list: sorted by due time, tasks without one last. */
export interface TaskCursor {
  readonly sortAt: string;
  readonly instanceId: string;
  readonly waitId: string;
}

/** A task due within this time is at risk. Milliseconds: an hour. */
export const riskWindow = 3_600_000;

/** What a view shows to a person, as a condition over `tasks` with its values. */
const conditions: Readonly<Record<TaskView, string>> = {
  mine: "t.assignee = $2",
  team: "(t.candidate_groups && $3 or $2 = any (t.candidate_users))",
  free: "t.assignee is null and (t.candidate_groups && $3 or $2 = any (t.candidate_users) or $4)",
  risk: "(t.assignee = $2 or t.candidate_groups && $3 or $4) and t.sort_at > $5 and t.sort_at <= $6",
  overdue: "(t.assignee = $2 or t.candidate_groups && $3 or $4) and t.sort_at <= $5",
  all: "(t.assignee = $2 or t.candidate_groups && $3 or $2 = any (t.candidate_users) or $4)",
};

/** A page of open tasks, soonest due first. */
export async function listTasks(
  tx: Tx,
  person: Person,
  filter: TaskFilter,
  now: Date,
): Promise<(TaskRow & { sort_at: Date })[]> {
  const { after } = filter;
  return tx.query<TaskRow & { sort_at: Date }>(
    `select ${taskColumns}, sort_at from tasks t
     where t.tenant_id = $1 and ${conditions[filter.view]}
       and ($2::text is not null and $3::text[] is not null and $4::boolean is not null and $5::timestamptz is not null and $6::timestamptz is not null)
       and ($7::text is null or t.customer = $7) and ($8::text is null or t.definition_key = $8)
       and ($9::text is null or t.name ilike $9 or t.title ilike $9 or t.customer ilike $9 or t.business_key ilike $9)
       and ($10::uuid[] is null or t.instance_id = any ($10))
       and ($11::timestamptz is null or (t.sort_at, t.instance_id, t.wait_id) > ($11, $12::uuid, $13::text))
     order by t.sort_at, t.instance_id, t.wait_id limit $14`,
    [
      ...viewer(tx, person, now),
      filter.customer ?? null,
      filter.processKey ?? null,
      filter.search === undefined ? null : `%${filter.search.replaceAll(/[\\%_]/g, "\\$&")}%`,
      filter.instanceIds ?? null,
      after?.sortAt ?? null,
      after?.instanceId ?? null,
      after?.waitId ?? null,
      filter.limit,
    ],
  );
}

/** How many tasks each view shows to a person; counting stops at `countLimit`. */
export async function countTasks(tx: Tx, person: Person, now: Date): Promise<Record<Exclude<TaskView, "all">, number>> {
  const counted = (["mine", "team", "free", "risk", "overdue"] as const).map(
    (view) =>
      `(select count(*)::int from (select 1 from tasks t where t.tenant_id = $1 and ${conditions[view]} limit ${countLimit}) c) as ${view}`,
  );
  const [row] = await tx.query<Record<Exclude<TaskView, "all">, number>>(
    `select ${counted.join(", ")} where $2::text is not null and $3::text[] is not null and $4::boolean is not null
       and $5::timestamptz is not null and $6::timestamptz is not null`,
    viewer(tx, person, now),
  );
  return row!; // a select without from gives one row
}

/** Views count to here; more shows as "1000+". */
export const countLimit = 1000;

function viewer(tx: Tx, person: Person, now: Date): readonly unknown[] {
  return [tx.tenantId, person.login, person.roles, isSupervisor(person), now, new Date(now.getTime() + riskWindow)];
}
