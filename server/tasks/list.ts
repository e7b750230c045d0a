import { sought } from "../base/words.ts";
import type { Tx } from "../db/transact.ts";
import type { Person } from "../identity/person.ts";
import { isSupervisor } from "../identity/person.ts";
import { beginning, behind, bySoonest, columnsOf, inOrder, place } from "./order.ts";
import type { TaskOrder } from "./order.ts";
import { taskColumns } from "./read.ts";
import type { TaskRow } from "./rows.ts";
import { instancesWith, leadOf, patternsOf } from "./search.ts";

/** The views of the task list. */
export type TaskView = "mine" | "delegated" | "team" | "free" | "risk" | "overdue" | "all";

/** Narrows a view. `after` is the place of the last row seen, as {@link placeOf} says it. */
export interface TaskFilter {
  readonly view: TaskView;
  readonly customer?: string | undefined;
  readonly processKey?: string | undefined;
  readonly priority?: string | undefined;
  readonly assignee?: string | undefined;
  readonly search?: string | undefined;
  readonly order?: TaskOrder | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

/** A task with what lists are sorted by. */
export type ListedTask = TaskRow & {
  readonly sort_at: Date;
  readonly rank: string;
  readonly customer_key: string;
};

/** A task due within this time is at risk. Milliseconds: an hour. */
export const riskWindow = 3_600_000;

/** The ways to a task. Each follows an index in the order of the list, so that a page costs the same however many wait. */
type Way = "held" | "owned" | "group" | "named" | "every";

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
  delegated: { ways: ["owned"], isWide: false, condition: () => "true" },
  team: { ways: ["group", "named"], isWide: false, condition: () => "true" },
  free: { ways: ["group", "named"], isWide: true, condition: () => "t.assignee is null" },
  risk: { ways: ["held", "group"], isWide: true, condition: (at) => `${at}.sort_at > $4 and ${at}.sort_at <= $5` },
  overdue: { ways: ["held", "group"], isWide: true, condition: (at) => `${at}.sort_at <= $4` },
  all: { ways: ["held", "group", "named"], isWide: true, condition: () => "true" },
};

/** What must hold of a task that somebody gets to by a way, whatever led to it. */
const holds: Readonly<Record<Way, string>> = {
  held: "t.assignee = $2",
  owned: "t.owner = $2",
  named: "$2 = any (t.candidate_users)",
  group: "t.candidate_groups && array_remove($3::text[], '')",
  every: "true",
};

/** Every text uses all of a viewer's values, or PostgreSQL would not know their types. */
const typed =
  "$2::text is not null and $3::text[] is not null and $4::timestamptz is not null and $5::timestamptz is not null";

/** Which part of a view, in which order. `rest` narrows it; `at` is the alias of what follows the order. */
interface Part {
  readonly order: TaskOrder;
  readonly rest: (at: string) => string;
  readonly limit: number;
}

/**
 * The first places of a view for a person, each once: the first ones of every way, merged. `limit` is written out, since
 * PostgreSQL plans for a tenth of the table when it does not know it.
 */
function placesOf(view: TaskView, person: Person, { order, rest, limit }: Part): string {
  const { condition } = looks[view];
  const first = (at: string) => `${condition(at)} and ${rest(at)} order by ${inOrder(at, order)} limit ${limit}`;
  const found = waysOf(view, person).map((way) => `(${along(way, order, first)})`);
  return `select distinct ${place("u", order)} from (${found.join(" union all ")}) as u
    order by ${inOrder("u", order)} limit ${limit}`;
}

function waysOf(view: TaskView, person: Person): readonly Way[] {
  const { ways, isWide } = looks[view];
  return isWide && isSupervisor(person) ? ["every"] : ways;
}

/** The same from the few instances that have a word, whose bounds are the parameter `from` and the one behind it. */
function placesWith(from: number, view: TaskView, person: Person, { order, rest, limit }: Part): string {
  const may = waysOf(view, person).map((way) => `(${holds[way]})`);
  return `select ${place("t", order)} from (${instancesWith(from)}) as w, lateral (
      select ${place("t", order)} from tasks t where t.tenant_id = $1 and t.instance_id = w.instance_id
        and (${may.join(" or ")}) and ${looks[view].condition("t")} and ${rest("t")} offset 0) as t
    order by ${inOrder("t", order)} limit ${limit}`;
}

function along(way: Way, order: TaskOrder, first: (at: string) => string): string {
  const tasks = `select ${place("t", order)} from tasks t where t.tenant_id = $1`;
  const inbox = `select ${place("g", order)} from task_groups g join tasks t using (tenant_id, instance_id, wait_id)
    where g.tenant_id = $1 and g.group_key`;
  switch (way) {
    case "held":
      return `${tasks} and t.assignee = $2 and ${first("t")}`;
    case "owned":
      return `${tasks} and t.owner = $2 and ${first("t")}`;
    case "named":
      return `${tasks} and t.candidate_users <> '{}' and $2 = any (t.candidate_users) and ${first("t")}`;
    case "every":
      return `${inbox} = '' and ${first("g")}`;
    case "group":
      return `select mine.* from unnest($3::text[]) as role(key), lateral (${inbox} = role.key and ${first("g")}) as mine
        where role.key <> ''`;
  }
}

function narrowed(at: string, order: TaskOrder, { customer }: TaskFilter): string {
  // said twice when there is one, so that the index of customers can be followed
  const ofCustomer = customer === undefined ? "" : `${at}.customer_key = sort_text($6) and `;
  return `${ofCustomer}($6::text is null or t.customer = $6) and ($7::text is null or t.definition_key = $7)
    and ($8::text[] is null or t.words like all ($8))
    and ($9::text is null or t.subject_priority = $9) and ($10::text is null or t.assignee = $10)
    and ${behind(at, order, 12)}`;
}

/**
 * A page of open tasks, soonest due first if nothing else is said. A search finds what begins words of the name, the title,
 * the customer and the business key.
 */
export async function listTasks(tx: Tx, person: Person, filter: TaskFilter, now: Date): Promise<ListedTask[]> {
  const { order = bySoonest, after = beginning(order), view } = filter;
  const limit = 2 ** Math.ceil(Math.log2(filter.limit)); // few texts, whatever number is asked for
  const part: Part = { order, rest: (at) => narrowed(at, order, filter), limit };
  const search = sought(filter.search ?? "");
  const lead = search === undefined ? undefined : await leadOf(tx, search);
  if (lead?.kind === "nowhere") return [];
  const bounds = lead?.kind === "word" ? [lead.word.from, lead.word.before] : [];
  const places = bounds.length > 0 ? placesWith(12 + after.length, view, person, part) : placesOf(view, person, part);
  return tx.query<ListedTask>(
    // "offset 0" keeps the look-up of each place's task from becoming a join with the whole table
    `select t.* from (${places}) as page, lateral (
       select ${taskColumns}, sort_at, rank, customer_key from tasks
       where tenant_id = $1 and instance_id = page.instance_id and wait_id = page.wait_id offset 0) as t
     where ${typed} order by ${inOrder("page", order)} limit $11`,
    [
      ...viewer(tx, person, now),
      filter.customer ?? null,
      filter.processKey ?? null,
      search === undefined ? null : patternsOf(search),
      filter.priority ?? null,
      filter.assignee ?? null,
      filter.limit,
      ...after,
      ...bounds,
    ],
  );
}

/** Where a task stands in an order: the cursor of the page behind it. */
export function placeOf(task: ListedTask, order: TaskOrder): readonly string[] {
  return columnsOf(order).map((column) => {
    const value = task[column];
    return value instanceof Date ? value.toISOString() : value;
  });
}

/** Views with a number beside their name. */
export const countedViews = ["mine", "delegated", "team", "free", "risk", "overdue"] as const;

/** How many tasks each view shows. */
export type TaskCounts = Record<(typeof countedViews)[number], number>;

/** How many tasks each view shows to a person; counting stops at `countLimit`. */
export async function countTasks(tx: Tx, person: Person, now: Date): Promise<TaskCounts> {
  const all: Part = { order: bySoonest, rest: () => "true", limit: countLimit };
  const counted = countedViews.map(
    (view) => `(select count(*)::int from (${placesOf(view, person, all)}) as c) as ${view}`,
  );
  const [row] = await tx.query<TaskCounts>(`select ${counted.join(", ")} where ${typed}`, viewer(tx, person, now));
  return row!; // a select without from gives one row
}

/** Views count to here; more shows as "1000+". */
export const countLimit = 1000;

function viewer(tx: Tx, person: Person, now: Date): readonly unknown[] {
  return [tx.tenantId, person.login, person.roles, now, new Date(now.getTime() + riskWindow)];
}
