import { sought } from "../base/words.ts";
import type { Sought } from "../base/words.ts";
import type { Tx } from "../db/transact.ts";
import type { Person } from "../identity/person.ts";
import { beginning, behind, bySoonest, columnsOf, inOrder } from "./order.ts";
import type { TaskOrder } from "./order.ts";
import { isOfInboxes, placesAmong, placesNear, placesOf } from "./places.ts";
import type { Part, TaskView } from "./places.ts";
import { taskColumns } from "./read.ts";
import type { TaskRow } from "./rows.ts";
import { few, instancesWith, instancesWithAll, leadOf, patternsOf } from "./search.ts";

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

/** Every text uses all of a viewer's values, or PostgreSQL would not know their types. */
const typed =
  "$2::text is not null and $3::text[] is not null and $4::timestamptz is not null and $5::timestamptz is not null";

/**
 * A page of open tasks, soonest due first if nothing else is said. A search finds what begins words of the name, the title,
 * the customer and the business key.
 */
export async function listTasks(tx: Tx, person: Person, filter: TaskFilter, now: Date): Promise<ListedTask[]> {
  const part = partOf(person, filter);
  const search = sought(filter.search ?? "");
  const read = (places: string, bounds: readonly string[] = []) =>
    readPage(tx, places, part.order, [...viewer(tx, person, now), ...valuesOf(filter, search), ...bounds]);
  if (search === undefined) return read(placesOf(part));
  const lead = await leadOf(tx, search);
  const next = 12 + columnsOf(part.order).length;
  switch (lead.kind) {
    case "nowhere":
      return [];
    case "word":
      return read(placesAmong(instancesWith(next), part), [lead.from, lead.before]);
    case "order": {
      if (!isOfInboxes(part)) return read(placesOf(part));
      const meeting = instancesWithAll(next, lead.ranges.length);
      const bounds = lead.ranges.flatMap(({ from, before }) => [from, before]);
      return read(placesNear(part, { depths, few, meeting }), bounds);
    }
  }
}

/** So far the order is followed for words that many have; they may stand behind it, or never together. */
const depths = { near: 500, far: 2000 };

function partOf(person: Person, { view, order = bySoonest, customer, limit }: TaskFilter): Part {
  // said twice when there is one, so that the index of customers can be followed
  const ofCustomer = (at: string) => (customer === undefined ? "" : `${at}.customer_key = sort_text($6) and `);
  return {
    view,
    person,
    order,
    reach: (at) => `${ofCustomer(at)}${behind(at, order, 12)}`,
    // "coalesce" hides from PostgreSQL what it takes for rare: it would not follow the order for words that many have
    rest: `($6::text is null or t.customer = $6) and ($7::text is null or t.definition_key = $7)
      and coalesce(t.words like all ($8::text[]), true)
      and ($9::text is null or t.subject_priority = $9) and ($10::text is null or t.assignee = $10)`,
    limit: 2 ** Math.ceil(Math.log2(limit)), // few texts, whatever number is asked for
  };
}

function valuesOf(filter: TaskFilter, search: Sought | undefined): readonly unknown[] {
  const { order = bySoonest, after = beginning(order) } = filter;
  return [
    filter.customer ?? null,
    filter.processKey ?? null,
    search === undefined ? null : patternsOf(search),
    filter.priority ?? null,
    filter.assignee ?? null,
    filter.limit,
    ...after,
  ];
}

function readPage(tx: Tx, places: string, order: TaskOrder, values: readonly unknown[]): Promise<ListedTask[]> {
  return tx.query<ListedTask>(
    // "offset 0" keeps the look-up of each place's task from becoming a join with the whole table
    `select t.* from (${places}) as page, lateral (
       select ${taskColumns}, sort_at, rank, customer_key from tasks
       where tenant_id = $1 and instance_id = page.instance_id and wait_id = page.wait_id offset 0) as t
     where ${typed} order by ${inOrder("page", order)} limit $11`,
    values,
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
  const all = { person, order: bySoonest, reach: () => "true", rest: "true", limit: countLimit };
  const counted = countedViews.map(
    (view) => `(select count(*)::int from (${placesOf({ ...all, view })}) as c) as ${view}`,
  );
  const [row] = await tx.query<TaskCounts>(`select ${counted.join(", ")} where ${typed}`, viewer(tx, person, now));
  return row!; // a select without from gives one row
}

/** Views count to here; more shows as "1000+". */
export const countLimit = 1000;

function viewer(tx: Tx, person: Person, now: Date): readonly unknown[] {
  return [tx.tenantId, person.login, person.roles, now, new Date(now.getTime() + riskWindow)];
}
