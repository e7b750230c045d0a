import { compileExpression } from "../expressions/expression.ts";
import { SyntaxFault } from "../expressions/syntax.ts";
import { Fault } from "../fault.ts";
import type { Schedule } from "../types.ts";
import { variablesIn } from "../variables.ts";
import { nextCron, parseCron } from "./cron.ts";
import { addDuration, isEmpty, parseCycle, parseDate, parseDuration } from "./iso.ts";
import type { Cycle } from "./iso.ts";

/**
 * When a timer start event fires next after an instant (ISO 8601 date, duration, repeating interval; cron with five or
 * six fields), in UTC. `undefined`: never again. An interval without a start counts from `after`.
 */
export function nextDue(schedule: Schedule, after: Date): Date | undefined {
  const { expression } = schedule;
  switch (schedule.kind) {
    case "date": {
      const at = parseDate(expression);
      return at && at > after ? at : undefined;
    }
    case "duration": {
      const duration = parseDuration(expression);
      return duration && addDuration(after, duration);
    }
    case "cycle": {
      const cycle = parseCycle(expression);
      if (cycle) return nextOfCycle(cycle, after);
      const cron = parseCron(expression);
      return cron && nextCron(cron, after);
    }
  }
}

function nextOfCycle(cycle: Cycle, after: Date): Date | undefined {
  if (isEmpty(cycle.interval)) return undefined;
  if (!cycle.start) return cycle.times === 0 ? undefined : addDuration(after, cycle.interval);
  const limit = cycle.times ?? Number.POSITIVE_INFINITY;
  for (let k = 0; k < Math.min(limit, 1_000_000); k += 1) {
    const at = addDuration(cycle.start, cycle.interval, k);
    if (at > after) return at;
  }
  return undefined;
}

/** A schedule that has fired once more at `at`, and when it does so next; `undefined`: it has fired as often as it should. */
export function afterFiring(schedule: Schedule, at: Date): { schedule: Schedule; dueAt: Date | undefined } {
  const fired = (schedule.fired ?? 0) + 1;
  const most = occurrences(schedule);
  const isThrough = most !== undefined && fired >= most;
  return { schedule: { ...schedule, fired }, dueAt: isThrough ? undefined : nextDue(schedule, at) };
}

/** How often a timer start event fires in all; `undefined`: without end. */
export function occurrences(schedule: Schedule): number | undefined {
  if (schedule.kind !== "cycle") return 1;
  return parseCycle(schedule.expression)?.times;
}

/**
 * A schedule whose text is an expression (`=now() + duration("PT1H")`), as it reads at an instant; there are no variables
 * before there is an instance. One that cannot be evaluated stays as it is, and is never due.
 */
export function scheduleAt(schedule: Schedule, now: Date): Schedule {
  try {
    const value = compileExpression(schedule.expression, "text").evaluate(variablesIn({}, now));
    return typeof value === "string" ? { ...schedule, expression: value } : schedule;
  } catch (error) {
    if (error instanceof Fault || error instanceof SyntaxFault) return schedule;
    throw error;
  }
}

/** Whether the text of a timer can be read at all; for timers whose text is no expression. */
export function isReadable(schedule: Schedule): boolean {
  const { expression } = schedule;
  switch (schedule.kind) {
    case "date":
      return parseDate(expression) !== undefined;
    case "duration":
      return parseDuration(expression) !== undefined;
    case "cycle": {
      const cycle = parseCycle(expression);
      return cycle ? !isEmpty(cycle.interval) : parseCron(expression) !== undefined;
    }
  }
}
