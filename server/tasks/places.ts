import type { Person } from "../identity/person.ts";
import { isSupervisor } from "../identity/person.ts";
import { inOrder, place } from "./order.ts";
import type { TaskOrder } from "./order.ts";

/** The views of the task list. */
export type TaskView = "mine" | "delegated" | "team" | "free" | "risk" | "overdue" | "all";

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

/**
 * Which part of a view, in which order. Values are written as parameters: $1 to $5 are the tenant, login and roles of who
 * looks, now, and until when a task is at risk. `at` is the alias of what follows the order.
 */
export interface Part {
  readonly view: TaskView;
  readonly person: Person;
  readonly order: TaskOrder;
  /** Where to begin, and what an index of the order tells. */
  readonly reach: (at: string) => string;
  /** What must hold of the task itself, `t`. */
  readonly rest: string;
  /** Written out, since PostgreSQL plans for a tenth of the table when it does not know it. */
  readonly limit: number;
  /** So far each inbox is read; without saying to its end. */
  readonly depth?: number;
}

/** The first places of a view for a person, each once: the first ones of every way, merged. */
export function placesOf(part: Part): string {
  const { order, limit } = part;
  const found = waysOf(part).map((way) => `(${along(way, part)})`);
  return `select distinct ${place("u", order)} from (${found.join(" union all ")}) as u
    order by ${inOrder("u", order)} limit ${limit}`;
}

/** The same from instances that something else has led to: a text that gives their `instance_id`. */
export function placesAmong(instances: string, part: Part): string {
  const { order, limit } = part;
  return `select ${place("t", order)} from (${instances}) as found, lateral (
      select ${place("t", order)} from tasks t where t.tenant_id = $1 and t.instance_id = found.instance_id
        and ${shown(part)} offset 0) as t
    order by ${inOrder("t", order)} limit ${limit}`;
}

/** Whether a view is one of inboxes that may be long; otherwise somebody's own tasks are all there is. */
export function isOfInboxes(part: Part): boolean {
  return edgesOf(part, 0).length > 0;
}

/**
 * The same along the order of a view of inboxes, but of each only so many places. What stands before the first place that was left out is
 * sure. When that is fewer than are wanted ($11) of the nearest places, the tasks of `meeting` are looked up; when it gives more
 * than `few` instances, more places are followed; and when those do not do either, every task of the tenant is read, which is
 * quicker than looking so many up.
 */
export function placesNear(part: Part, { depths, few, meeting }: Nearness): string {
  const { order, limit } = part;
  return `with ${followed("near", part, depths.near)}, ${followed("far", part, depths.far)},
    meeting as materialized (select instance_id from (${meeting}) as m limit ${few + 1}),
    judged as materialized (select case when ${isEnough("near", order)} then 'near'
      when (select count(*) from meeting) <= ${few} then 'meeting' when ${isEnough("far", order)} then 'far' else 'every' end as way)
    select * from near where (select way from judged) = 'near'
    union all
    (select * from (${placesAmong("select instance_id from meeting", part)}) as among
      where (select way from judged) = 'meeting')
    union all
    select * from far where (select way from judged) = 'far'
    union all
    (select ${place("t", order)} from tasks t
      where (select way from judged) = 'every' and t.tenant_id = $1 and ${shown(part)}
      order by ${inOrder("t", order)} limit ${limit})`;
}

/** How far the order is followed, and where to look when that does not do. */
interface Nearness {
  /** So many places of each inbox, at first and at last. */
  readonly depths: { readonly near: number; readonly far: number };
  /** So many instances are looked at one by one. */
  readonly few: number;
  /** Gives the `instance_id` of all instances that come into question, in no order. */
  readonly meeting: string;
}

function followed(name: string, part: Part, depth: number): string {
  const { order } = part;
  return `${name} as materialized (${placesOf({ ...part, depth })}),
    ${name}_edge as materialized (select ${place("e", order)} from (${edgesOf(part, depth).join(" union all ")}) as e
      order by ${inOrder("e", order)} limit 1)`;
}

function isEnough(name: string, order: TaskOrder): string {
  const isBefore = `(${place(name, order)}) ${order.isReversed ? ">" : "<"} (${place("edge", order)})`;
  return `(not exists (select from ${name}_edge)
    or (select count(*) from ${name}, ${name}_edge as edge where ${isBefore}) >= $11)`;
}

/** The first place behind a depth of each inbox that goes on there. */
function edgesOf(part: Part, depth: number): readonly string[] {
  const { order } = part;
  const edge = (key: string) => `select ${place("g", order)} from task_groups g where ${inbox(key, part)}
    order by ${inOrder("g", order)} offset ${depth} limit 1`;
  return waysOf(part).flatMap((way) => {
    if (way === "every") return [`(${edge("''")})`];
    if (way !== "group") return [];
    return [`select e.* from unnest($3::text[]) as role(key), lateral (${edge("role.key")}) as e where role.key <> ''`];
  });
}

function waysOf({ view, person }: Part): readonly Way[] {
  const { ways, isWide } = looks[view];
  return isWide && isSupervisor(person) ? ["every"] : ways;
}

function shown(part: Part): string {
  const may = waysOf(part).map((way) => `(${holds[way]})`);
  return `(${may.join(" or ")}) and ${looks[part.view].condition("t")} and ${part.reach("t")} and ${part.rest}`;
}

function along(way: Way, part: Part): string {
  const { view, order, reach, rest, limit } = part;
  const { condition } = looks[view];
  const first = (at: string) => `${condition(at)} and ${rest} order by ${inOrder(at, order)} limit ${limit}`;
  const tasks = `select ${place("t", order)} from tasks t where t.tenant_id = $1 and ${reach("t")}`;
  const from = (
    key: string,
  ) => `select ${place("g", order)} from (select * from task_groups g where ${inbox(key, part)}) as g
    join tasks t using (tenant_id, instance_id, wait_id) where ${first("g")}`;
  switch (way) {
    case "held":
      return `${tasks} and t.assignee = $2 and ${first("t")}`;
    case "owned":
      return `${tasks} and t.owner = $2 and ${first("t")}`;
    case "named":
      return `${tasks} and t.candidate_users <> '{}' and $2 = any (t.candidate_users) and ${first("t")}`;
    case "every":
      return from("''");
    case "group":
      return `select mine.* from unnest($3::text[]) as role(key), lateral (${from("role.key")}) as mine
        where role.key <> ''`;
  }
}

function inbox(key: string, { order, reach, depth }: Part): string {
  const so = depth === undefined ? "" : ` order by ${inOrder("g", order)} limit ${depth}`;
  return `g.tenant_id = $1 and g.group_key = ${key} and ${reach("g")}${so}`;
}
