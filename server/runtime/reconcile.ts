import type { JobWait, TaskWait, Wait } from "../engine/types.ts";
import { dueIn, taskDueIn } from "../desk/calendars.ts";
import type { TimerRow } from "../jobs/rows.ts";
import type { TaskOrigin } from "../tasks/rows.ts";
import type { Notice } from "./house.ts";
import type { Held, Unit } from "./unit.ts";

interface WaitKey {
  readonly instance_id: string;
  readonly wait_id: string;
}

/** The rows that appear and disappear with a step (law 4: open rows equal the waits of the snapshot). */
export interface Difference {
  readonly opened: {
    readonly tasks: { readonly wait: TaskWait; readonly origin: TaskOrigin; readonly dueAt: Date | null }[];
    readonly jobs: { readonly wait: JobWait; readonly origin: TaskOrigin }[];
    readonly timers: TimerRow[];
    readonly subscriptions: object[];
    readonly faults: object[];
  };
  /** Tasks that stay open while what their instance is about is called otherwise. */
  readonly renamed: { readonly wait: TaskWait; readonly origin: TaskOrigin }[];
  readonly closed: Record<"tasks" | "jobs" | "timers" | "subscriptions" | "faults", WaitKey[]>;
  readonly notice: Notice;
}

/** Compares the waits that rows exist for with the waits there are now, for every instance of the unit. */
export async function reconcile(unit: Unit): Promise<Difference> {
  const difference: Omit<Difference, "notice"> = {
    opened: { tasks: [], jobs: [], timers: [], subscriptions: [], faults: [] },
    renamed: [],
    closed: { tasks: [], jobs: [], timers: [], subscriptions: [], faults: [] },
  };
  for (const held of unit.held.values()) await compare(unit, held, difference);
  return { ...difference, notice: notice(unit, difference) };
}

async function compare(unit: Unit, held: Held, difference: Omit<Difference, "notice">): Promise<void> {
  const after = held.row.status === "running" ? held.waits : [];
  const remaining = new Set(after.map((wait) => wait.id));
  const present = new Set(held.before.map((wait) => wait.id));
  for (const wait of held.before) {
    if (!remaining.has(wait.id)) close(held, wait, difference);
  }
  for (const wait of after) {
    if (!present.has(wait.id)) await open(unit, held, wait, difference);
    else if (wait.kind === "task" && isRenamed(held)) difference.renamed.push({ wait, origin: originOf(held, wait) });
  }
}

const subject = ["business_key", "title", "customer", "priority"] as const;

function isRenamed({ row, stored }: Held): boolean {
  return stored !== undefined && subject.some((part) => row[part] !== stored[part]);
}

function close(held: Held, wait: Wait, { closed }: Omit<Difference, "notice">): void {
  const key = { instance_id: held.row.id, wait_id: wait.id };
  const table = tableOf(wait);
  if (table !== undefined) closed[table].push(key);
  // an exhausted job has a fault row beside its own
  if (table === "jobs" || table === undefined) closed.faults.push(key);
}

function tableOf(wait: Wait): keyof Difference["closed"] | undefined {
  switch (wait.kind) {
    case "task":
      return "tasks";
    case "job":
      return "jobs";
    case "timer":
      return "timers";
    case "message":
    case "signal":
      return "subscriptions";
    case "fault":
      return "faults";
    case "condition":
    case "decision":
    case "call":
    case "adHoc":
      return undefined;
  }
}

async function open(unit: Unit, held: Held, wait: Wait, { opened }: Omit<Difference, "notice">): Promise<void> {
  const key = { instance_id: held.row.id, wait_id: wait.id, element_id: wait.elementId };
  const created = { created_at: unit.now };
  switch (wait.kind) {
    case "task":
      opened.tasks.push({ wait, origin: originOf(held, wait), dueAt: await dueAtOf(unit, wait) });
      return;
    case "job":
      opened.jobs.push({ wait, origin: originOf(held, wait) });
      return;
    case "timer":
      opened.timers.push({ ...key, due_at: await dueIn(unit.house.calendars)(unit.tx, wait.due, unit.now) });
      return;
    case "message":
    case "signal":
      opened.subscriptions.push({ ...key, ...created, ...subscriptionOf(wait) });
      return;
    case "fault":
      opened.faults.push({ ...key, ...created, ...faultOf(held, wait) });
      return;
    case "decision":
    case "call":
      openUnanswerable(held, wait, opened.faults, { ...key, ...created });
      return;
    case "condition":
    case "adHoc":
      return;
  }
}

/** By when a task should be done, by the calendar of the tenant where it counts service time. */
export async function dueAtOf({ house, tx, now }: Unit, { due }: TaskWait): Promise<Date | null> {
  return due === undefined ? null : taskDueIn(house.calendars, tx, due, now);
}

function subscriptionOf(wait: Wait & { readonly kind: "message" | "signal" }): object {
  const key = wait.kind === "message" ? wait.correlationKey : undefined;
  return { kind: wait.kind, name: wait.name, correlation_key: key ?? null };
}

function faultOf(held: Held, reason: { readonly code: string; readonly message: string }): object {
  const { code, message } = reason;
  return { definition_key: held.row.definition_key, kind: "engine", code, message };
}

/** A call or decision that could not be answered (no such process, no such rule set) shows as a fault. */
function openUnanswerable(held: Held, wait: Wait, faults: object[], row: object): void {
  const reason = held.unanswerable.get(wait.id);
  if (reason !== undefined) faults.push({ ...row, ...faultOf(held, reason) });
}

function originOf(held: Held, wait: Wait): TaskOrigin {
  const { row, version } = held;
  return {
    names: Object.values(version.definition.elements.get(wait.elementId)?.names ?? {}),
    instanceId: row.id,
    definitionId: row.definition_id,
    definitionKey: row.definition_key,
    businessKey: row.business_key,
    title: row.title,
    customer: row.customer,
    priority: row.priority,
    isFound: !isRenamed(held) && held.before.some(({ kind }) => kind === "task"),
  };
}

function notice(unit: Unit, { opened, renamed, closed }: Omit<Difference, "notice">): Notice {
  return {
    tenantId: unit.tx.tenantId,
    instanceIds: [...unit.held.values()]
      .filter((held) => held.isTouched)
      .map((held) => held.row.id)
      .slice(0, 50),
    tasks: unit.tasksMoved || [opened.tasks, renamed, closed.tasks].some((rows) => rows.length > 0),
    jobs: unit.isWoken || unit.jobsRenewed || opened.jobs.length > 0,
    outbox: unit.isWoken || unit.outboxFilled || unit.thrown.length > 0,
    timers: unit.isWoken || unit.timersMoved || opened.timers.length > 0,
    messages: unit.isWoken || opened.subscriptions.length > 0,
    batches: false,
    ...(unit.caseKeys.size === 0 ? {} : { caseKeys: [...unit.caseKeys] }),
    ...(unit.hasNotified ? { notified: true } : {}),
  };
}
