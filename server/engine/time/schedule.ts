import type { Schedule } from "../types.ts";
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

/** How often a timer start event fires in all; `undefined`: without end. Whoever schedules it keeps count. */
export function occurrences(schedule: Schedule): number | undefined {
  if (schedule.kind !== "cycle") return 1;
  return parseCycle(schedule.expression)?.times;
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
