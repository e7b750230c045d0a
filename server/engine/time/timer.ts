import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import type { Schedule } from "../types.ts";
import { nextCron, parseCron } from "./cron.ts";
import { addDuration, isEmpty, parseCycle, parseDate, parseDuration } from "./iso.ts";
import type { Cycle } from "./iso.ts";

/**
 * What a timer wait remembers: `d` due (ms since 1970) or `s` a duration in service time; of a cycle also `a` the instant
 * from which occurrences are counted and `k` the number of this one, so that lateness never adds up; `u` the
 * instant after which it does not occur; of a clock that can stand `b` when it began, `p` its pauses, and `hold` since when it stands (see `clocks.ts`).
 */
export type Plan = Record<string, Json>;

/**
 * The first due time of a timer armed at `now`.
 *
 * @throws {Fault} `engine.timer` when the text is not of the kind it should be
 */
export function firstDue(schedule: Schedule, now: Date, isServiceTime: boolean): Plan {
  switch (schedule.kind) {
    case "date": {
      const at = parseDate(schedule.expression);
      if (!at) throw invalid("an ISO 8601 date", schedule.expression);
      return { d: at.getTime() };
    }
    case "duration":
      return durationPlan(schedule.expression, now, isServiceTime);
    case "cycle":
      return cyclePlan(schedule.expression, now, isServiceTime);
  }
}

function durationPlan(text: string, now: Date, isServiceTime: boolean): Plan {
  const duration = parseDuration(text);
  if (!duration) throw invalid("an ISO 8601 duration", text);
  if (isServiceTime || duration.businessDays > 0) return { s: text.trim() };
  return { d: instant(addDuration(now, duration)) };
}

function cyclePlan(text: string, now: Date, isServiceTime: boolean): Plan {
  const cycle = parseCycle(text);
  if (!cycle) {
    const cron = parseCron(text);
    const next = cron && nextCron(cron, now);
    if (!next) throw invalid("an ISO 8601 repeating interval or a cron expression", text);
    return { d: next.getTime() };
  }
  if (isEmpty(cycle.interval)) throw invalid("a repeating interval that takes time", text);
  if (isServiceTime || cycle.interval.businessDays > 0) return { s: intervalText(text), k: 1 };
  if (cycle.start) return startedPlan(cycle, cycle.start, now);
  return { d: instant(addDuration(now, cycle.interval)), a: now.getTime(), k: 1 };
}

/** `R/<start>/…`: the start itself is the first occurrence; those that passed before the timer was armed are not made up for. */
function startedPlan(cycle: Cycle, start: Date, now: Date): Plan {
  let k = 0;
  while (k < 100_000 && addDuration(start, cycle.interval, k) < now) k += 1;
  return { d: instant(addDuration(start, cycle.interval, k)), a: start.getTime(), k };
}

function intervalText(text: string): string {
  return text.trim().split("/").at(-1) ?? text;
}

/** The plan of a cycle after it fired; `undefined` when it has fired as often, or as long, as it should. */
export function nextPlan(text: string, plan: Plan, now: Date): Plan | undefined {
  const next = planAfter(text, plan, now);
  return typeof plan["u"] === "number" && Number(next?.["d"]) > plan["u"] ? undefined : next;
}

function planAfter(text: string, plan: Plan, now: Date): Plan | undefined {
  const cycle = parseCycle(text);
  const k = Number(plan["k"] ?? 0);
  if (!cycle) {
    const cron = parseCron(text);
    const next = cron && nextCron(cron, new Date(Number(plan["d"] ?? now.getTime())));
    return next && { ...plan, d: next.getTime() };
  }
  const fired = cycle.start ? k + 1 : k;
  if (cycle.times !== undefined && fired >= cycle.times) return undefined;
  if (typeof plan["s"] === "string") return anew({ ...plan, k: k + 1 }, now);
  const anchor = new Date(Number(plan["a"] ?? now.getTime()));
  return { ...plan, d: instant(addDuration(anchor, cycle.interval, k + 1)), k: k + 1 };
}

/** The next round of a clock in service time has had no pause yet. */
function anew({ p: _pauses, b: began, ...plan }: Plan, now: Date): Plan {
  return began === undefined ? plan : { ...plan, b: now.getTime() };
}

function instant(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time))
    throw new Fault("engine.timer", "Expected a time that a calendar holds, but it is too far away.");
  return time;
}

function invalid(what: string, text: string): Fault {
  return new Fault("engine.timer", `Expected ${what}, but "${text}" is none.`);
}

/** The end of a cycle, in ms since 1970. @throws {Fault} `engine.timer` when the text is no date */
export function endOf(text: string): number {
  const at = parseDate(text);
  if (!at) throw invalid("an ISO 8601 date", text);
  return at.getTime();
}
