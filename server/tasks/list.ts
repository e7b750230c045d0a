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

/** The ways to a task. Each follows an index in the order of the list, so that a page costs the same however many wait. */
type Way = "held" | "group" | "named" | "every";

/** What a view shows: by which ways somebody gets to a task of it, and what must hold of the task. */
interface Look {
  readonly ways: readonly Way[];
  /** Whether people who may assign tasks see those of everybody. */
  readonly isWide: boolean;
  /** `at` is the alias of what follows the list's order. */
  readonly condition: (at: string) => string;
}

const looks: Readonly<Record<TaskView, Look>> = {
  mine: { ways: ["held"], isWide: false, condition: () => "true" },
  team: { ways: ["group", "named"], isWide: false, condition: () => "true" },
  free: { ways: ["group", "named"], isWide: true, condition: () => "t.assignee is null" },
  risk: { ways: ["held", "group"], isWide: true, condition: (at) => `${at}.sort_at > $4 and ${at}.sort_at <= $5` },
  overdue: { ways: ["held", "group"], isWide: true, condition: (at) => `${at}.sort_at <= $4` },
  all: { ways: ["held", "group", "named"], isWide: true, condition: () => "true" },
};

/** Every text uses all of a viewer's values, or PostgreSQL would not know their types. */
const typed =
  "$2::text is not null and $3::text[] is not null and $4::timestamptz is not null and $5::timestamptz is not null";

/** The order of the list. */
function place(alias: string): string {
  return `${alias}.sort_at, ${alias}.instance_id, ${alias}.wait_id`;
}

/**
 * The first places of a view for a person, each once: the first ones of every way, merged. `limit` is written out, since
 * PostgreSQL plans for a tenth of the table when it does not know it.
 */
function placesOf(view: TaskView, person: Person, rest: (at: string) => string, limit: number): string {
  const { ways, isWide, condition } = looks[view];
  const taken: readonly Way[] = isWide && isSupervisor(person) ? ["every"] : ways;
  const first = (at: string) => `${condition(at)} and ${rest(at)} order by ${place(at)} limit ${limit}`;
  const found = taken.map((way) => `(${along(way, first)})`);
  return `select distinct ${place("u")} from (${found.join(" union all ")}) as u order by ${place("u")} limit ${limit}`;
}

function along(way: Way, first: (at: string) => string): string {
  const tasks = `select ${place("t")} from tasks t where t.tenant_id = $1`;
  switch (way) {
    case "held":
      return `${tasks} and t.assignee = $2 and ${first("t")}`;
    case "named":
      return `${tasks} and t.candidate_users <> '{}' and $2 = any (t.candidate_users) and ${first("t")}`;
    case "every":
      return `${tasks} and ${first("t")}`;
    case "group":
      return `select mine.* from unnest($3::text[]) as role(key), lateral (
        select ${place("g")} from task_groups g join tasks t using (tenant_id, instance_id, wait_id)
        where g.tenant_id = $1 and g.group_key = role.key and ${first("g")}) as mine`;
  }
}

/** Before all others. */
const start: TaskCursor = { sortAt: "-infinity", instanceId: "00000000-0000-0000-0000-000000000000", waitId: "" };

function narrowed(at: string): string {
  return `($6::text is null or t.customer = $6) and ($7::text is null or t.definition_key = $7)
    and ($8::text is null or t.name ilike $8 or t.title ilike $8 or t.customer ilike $8 or t.business_key ilike $8)
    and ($9::uuid[] is null or t.instance_id = any ($9))
    and (${place(at)}) > ($10::timestamptz, $11::uuid, $12::text)`;
}

/** A page of open tasks, soonest due first. */
export async function listTasks(
  tx: Tx,
  person: Person,
  filter: TaskFilter,
  now: Date,
): Promise<(TaskRow & { sort_at: Date })[]> {
  const { after = start } = filter;
  const limit = 2 ** Math.ceil(Math.log2(filter.limit)); // few texts, whatever number is asked for
  return tx.query<TaskRow & { sort_at: Date }>(
    // "offset 0" keeps the look-up of each place's task from becoming a join with the whole table
    `select t.* from (${placesOf(filter.view, person, narrowed, limit)}) as page, lateral (
       select ${taskColumns}, sort_at from tasks
       where tenant_id = $1 and instance_id = page.instance_id and wait_id = page.wait_id offset 0) as t
     where ${typed} order by ${place("page")} limit $13`,
    [
      ...viewer(tx, person, now),
      filter.customer ?? null,
      filter.processKey ?? null,
      filter.search === undefined ? null : `%${filter.search.replaceAll(/[\\%_]/g, "\\$&")}%`,
      filter.instanceIds ?? null,
      after.sortAt,
      after.instanceId,
      after.waitId,
      filter.limit,
    ],
  );
}

/** How many tasks each view shows to a person; counting stops at `countLimit`. */
export async function countTasks(tx: Tx, person: Person, now: Date): Promise<Record<Exclude<TaskView, "all">, number>> {
  const counted = (["mine", "team", "free", "risk", "overdue"] as const).map(
    (view) => `(select count(*)::int from (${placesOf(view, person, () => "true", countLimit)}) as c) as ${view}`,
  );
  const [row] = await tx.query<Record<Exclude<TaskView, "all">, number>>(
    `select ${counted.join(", ")} where ${typed}`,
    viewer(tx, person, now),
  );
  return row!; // a select without from gives one row
}

/** Views count to here; more shows as "1000+". */
export const countLimit = 1000;

function viewer(tx: Tx, person: Person, now: Date): readonly unknown[] {
  return [tx.tenantId, person.login, person.roles, now, new Date(now.getTime() + riskWindow)];
}
