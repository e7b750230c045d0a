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

/**
 * The same along the order, but of each inbox no more places than `depth`. What stands before the first place that was left
 * out is sure; when that is fewer than are wanted ($11), every task of the tenant is read instead, which is quicker than
 * looking each up in its order.
 */
export function placesNear(part: Part, depth: number): string {
  const { order, limit } = part;
  const edges = edgesOf(part, depth);
  if (edges.length === 0) return placesOf(part);
  const isBefore = `(${place("near", order)}) ${order.isReversed ? ">" : "<"} (${place("edge", order)})`;
  return `with near as materialized (${placesOf({ ...part, depth })}),
    edge as materialized (
      select ${place("e", order)} from (${edges.join(" union all ")}) as e order by ${inOrder("e", order)} limit 1),
    judged as materialized (select not exists (select from edge)
      or (select count(*) from near, edge where ${isBefore}) >= $11 as is_enough)
    select * from near where (select is_enough from judged)
    union all
    (select ${place("t", order)} from tasks t
      where not (select is_enough from judged) and t.tenant_id = $1 and ${shown(part)}
      order by ${inOrder("t", order)} limit ${limit})`;
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
