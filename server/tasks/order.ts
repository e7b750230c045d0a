/** What the list may be sorted by. Ties are broken by the due time, then by the task itself. */
export type TaskSort = "due" | "created" | "priority" | "customer";

/** An order of the list. Turned round, it is read along the same index from its end. */
export interface TaskOrder {
  readonly sort: TaskSort;
  readonly isReversed: boolean;
}

/** The usual order: soonest due first. */
export const bySoonest: TaskOrder = { sort: "due", isReversed: false };

type Column = "sort_at" | "created_at" | "rank" | "customer_key" | "instance_id" | "wait_id";

const columns: Readonly<Record<TaskSort, readonly Column[]>> = {
  due: ["sort_at"],
  created: ["created_at"],
  priority: ["rank", "sort_at"],
  customer: ["customer_key", "sort_at"],
};

const types: Readonly<Record<Column, string>> = {
  sort_at: "timestamptz",
  created_at: "timestamptz",
  rank: "text",
  customer_key: "text",
  instance_id: "uuid",
  wait_id: "text",
};

const first: Readonly<Record<string, string>> = {
  timestamptz: "-infinity",
  text: "",
  uuid: "00000000-0000-0000-0000-000000000000",
};
const last: Readonly<Record<string, string>> = {
  timestamptz: "infinity",
  text: "\u{10ffff}",
  uuid: "ffffffff-ffff-ffff-ffff-ffffffffffff",
};

/** The columns that say where a task stands in an order; both `tasks` and `task_groups` have them. */
export function columnsOf({ sort }: TaskOrder): readonly Column[] {
  return [...columns[sort], "instance_id", "wait_id"];
}

/** The columns of an alias, as a list. */
export function place(alias: string, order: TaskOrder): string {
  return columnsOf(order)
    .map((column) => `${alias}.${column}`)
    .join(", ");
}

/** The `order by` of an alias. */
export function inOrder(alias: string, order: TaskOrder): string {
  const direction = order.isReversed ? " desc" : "";
  return columnsOf(order)
    .map((column) => `${alias}.${column}${direction}`)
    .join(", ");
}

/** Whether an alias stands behind a place, whose values begin with the parameter `from`. */
export function behind(alias: string, order: TaskOrder, from: number): string {
  const values = columnsOf(order).map((column, index) => `$${from + index}::${types[column]}`);
  return `(${place(alias, order)}) ${order.isReversed ? "<" : ">"} (${values.join(", ")})`;
}

/** The place before all others. */
export function beginning(order: TaskOrder): readonly string[] {
  const edge = order.isReversed ? last : first;
  return columnsOf(order).map((column) => edge[types[column]] ?? "");
}
