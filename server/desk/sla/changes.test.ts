import test from "ava";
import { serviceCalendar } from "../../calendar/calendar.ts";
import type { CalendarDefinition, ServiceCalendar } from "../../calendar/calendar.ts";
import { dueAt, minutesUsed, pause, resume } from "../../calendar/slaClock.ts";
import { MinuteWalk } from "../../calendar/testing.ts";
import { oneOf, randomOf } from "../../test/random.ts";
import { ended, nextThreshold, paused, resumed, thresholds, told, withPromises } from "./changes.ts";
import type { Promised, Round } from "./changes.ts";
import type { ClockKind, StoredClock } from "./clocks.ts";

const office = ["08:00-17:00"];
const week = { mon: office, tue: office, wed: office, thu: office };
const definitions: Readonly<Record<string, CalendarDefinition>> = {
  munich: { timeZone: "Europe/Berlin", country: "DE", region: "BY", hours: { ...week, fri: office }, closedDays: ["2026-12-24", "2026-12-31"] }, // prettier-ignore
  vienna: { timeZone: "Europe/Vienna", country: "AT", region: "9", hours: { ...week, fri: ["08:00-14:00"] }, closedDays: ["2026-12-24", "2026-12-31"] }, // prettier-ignore
  always: { timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } },
  nights: {
    timeZone: "Europe/Vienna",
    hours: { sat: ["22:00-24:00"], sun: ["00:00-04:00", "05:00-09:00"], wed: office },
  },
};
const keys = Object.keys(definitions);
const calendars = new Map(keys.map((key) => [key, serviceCalendar(definitions[key])]));
const walks = new Map(keys.map((key) => [key, new MinuteWalk(definitions[key]!, 2026)])); // a key of it
const calendarOf = (key: string): ServiceCalendar => calendars.get(key)!; // clocks have keys of these only
const walkOf = (key: string): MinuteWalk => walks.get(key)!; // same
const minute = (at: Date): number => walkOf("always").minuteOf(at);
const instant = (no: number): Date => walkOf("always").instantOf(no);

type Step =
  | { readonly kind: "pause" | "resume" | "answer" | "solve"; readonly at: number }
  | { readonly kind: "change"; readonly at: number; readonly promised: Promised };

/** The code as the process drives it: thresholds at their time, then what happens. */
class Ticket {
  round: Round;
  clocks: StoredClock[];

  constructor(startedAt: number, promised: Promised) {
    this.round = { no: 0, startedAt: instant(startedAt), firstResponseAt: null, pauses: [] };
    this.clocks = withPromises([], promised, this.round, instant(startedAt));
  }

  take(step: Step): void {
    const now = instant(step.at);
    for (let next = this.#next(now); next !== undefined && next.at <= now; next = this.#next(now))
      this.clocks = told(this.clocks, next);
    if (step.kind === "change") this.clocks = withPromises(this.clocks, step.promised, this.round, now);
    else if (step.kind === "pause") [this.round, this.clocks] = [pause(this.round, now), paused(this.clocks, now)];
    else if (step.kind === "resume") [this.round, this.clocks] = [resume(this.round, now), resumed(this.clocks, now)];
    else this.#end(step.kind, now);
  }

  #end(kind: "answer" | "solve", now: Date): void {
    if (kind === "answer") this.round = { ...this.round, firstResponseAt: this.round.firstResponseAt ?? now };
    this.clocks = this.clocks.map((clock) =>
      kind === "solve" || clock.kind === "response" ? ended(clock, "met", { calendarOf, now }) : clock,
    );
  }

  #next(now: Date) {
    return nextThreshold(this.clocks, calendarOf, now);
  }
}

interface Plain {
  target: number | null;
  key: string;
  warned: number;
  breached: boolean;
  isMet: boolean;
}

const unpromised: Plain = { target: null, key: "", warned: 0, breached: false, isMet: false };

/** Obviously correct and slow: goes through the ticket's life minute by minute and counts from its beginning each time. */
class Ledger {
  readonly #start: number;
  readonly #stood = new Set<number>();
  readonly of: Record<ClockKind, Plain>;
  #now: number;
  #isStanding = false;
  #isAnswered = false;

  constructor(start: number, promised: Promised) {
    this.#start = start;
    this.#now = start;
    this.of = { response: { ...unpromised }, resolution: { ...unpromised } };
    this.#promise(promised);
  }

  take(step: Step): void {
    for (; ; this.#now += 1) {
      this.#look();
      if (this.#now === step.at) break;
      if (this.#isStanding) this.#stood.add(this.#now);
    }
    if (step.kind === "change") this.#promise(step.promised);
    else if (step.kind === "answer") this.#meet("response");
    else if (step.kind === "solve") for (const kind of ["response", "resolution"] as const) this.#meet(kind);
    else this.#isStanding = step.kind === "pause";
    if (step.kind === "answer") this.#isAnswered = true;
  }

  /** Counted from the beginning, as if nothing had been counted before. */
  used({ key }: Plain): number {
    let used = 0;
    for (let at = this.#start; at < this.#now; at += 1) if (walkOf(key).isOpen(at) && !this.#stood.has(at)) used += 1;
    return used;
  }

  /** When it is due if it runs from now on. */
  due({ key, target }: Plain): number {
    let at = this.#start;
    for (let left = target ?? 0; left > 0; at += 1) if (walkOf(key).isOpen(at) && !this.#stood.has(at)) left -= 1;
    return at;
  }

  #promise({ response, resolution, calendarKey: key }: Promised): void {
    Object.assign(this.of.response, { target: response, ...(response === null ? {} : { key }) });
    Object.assign(this.of.resolution, { target: resolution, ...(resolution === null ? {} : { key }) });
    if (response !== null && this.#isAnswered) this.of.response.isMet = true;
  }

  #meet(kind: ClockKind): void {
    const clock = this.of[kind];
    if (clock.target === null || clock.isMet) return;
    if (this.due(clock) < this.#now) clock.breached = true;
    clock.isMet = true;
  }

  /** What is told at this minute. */
  #look(): void {
    if (this.#isStanding) return;
    for (const clock of [this.of.response, this.of.resolution]) {
      if (clock.target === null || clock.isMet || clock.warned === 100) continue;
      const percent = (100 * this.#counted(clock)) / clock.target;
      clock.warned = Math.max(clock.warned, ...thresholds.filter((each) => each <= percent));
      if (clock.warned === 100) clock.breached = true;
    }
  }

  /** The same as {@link used}, carried on from minute to minute while nothing changes but the time. */
  #counted(clock: Plain): number {
    const known = this.#counts.get(clock);
    if (known?.key !== clock.key || known.at > this.#now) this.#counts.set(clock, { key: clock.key, at: this.#now, used: this.used(clock) }); // prettier-ignore
    const count = this.#counts.get(clock)!; // set above
    for (; count.at < this.#now; count.at += 1)
      if (walkOf(clock.key).isOpen(count.at) && !this.#stood.has(count.at)) count.used += 1;
    return count.used;
  }

  readonly #counts = new Map<Plain, { readonly key: string; at: number; used: number }>();
}

/** Around the changes of daylight saving, the Immaculate Conception (Vienna rests, Munich works), and the turn of the year. */
const remarkable = ["2026-03-27", "2026-10-23", "2026-12-04", "2026-12-22"].map((day) =>
  minute(new Date(`${day}T00:00:00Z`)),
);

/** Targets whose thresholds fall on whole minutes. */
function promise(random: () => number): Promised {
  const target = (): number | null => (random() < 0.25 ? null : 20 * Math.ceil(random() ** 2 * 50));
  return { response: target(), resolution: target(), calendarKey: oneOf(random, keys) };
}

function story(random: () => number): { readonly start: number; readonly promised: Promised; readonly steps: Step[] } {
  const start = random() < 0.6 ? oneOf(random, remarkable) + Math.floor(random() * 5 * 1440) : Math.floor(random() * 350 * 1440); // prettier-ignore
  const steps: Step[] = [];
  let at = start;
  for (let left = Math.floor(random() * 8); left > 0; left -= 1) {
    at += random() < 0.15 ? 0 : Math.floor(random() ** 2 * 3 * 1440);
    const kind = oneOf(random, ["pause", "resume", "pause", "resume", "change", "change", "answer"] as const);
    steps.push(kind === "change" ? { kind, at, promised: promise(random) } : { kind, at });
  }
  steps.push({ kind: "solve", at: at + Math.floor(random() * 2 * 1440) });
  return { start, promised: promise(random), steps };
}

/** How both see the clocks that are promised; due times and minutes of those that run. */
function seen(ticket: Ticket, ledger: Ledger, now: Date): readonly [unknown, unknown] {
  const kinds = ["response", "resolution"] as const;
  const code = kinds.map((kind) => {
    const clock = ticket.clocks.find((each) => each.kind === kind && each.stopReason !== "cancelled");
    if (clock === undefined) return null;
    const { lastWarned, isBreached, stopReason } = clock;
    const running = [dueAt(calendarOf(clock.calendarKey), clock, now), minutesUsed(calendarOf(clock.calendarKey), clock, now)]; // prettier-ignore
    return [lastWarned, isBreached, stopReason === "met", ...(stopReason === null ? running : [])];
  });
  const plain = kinds.map((kind) => {
    const clock = ledger.of[kind];
    if (clock.target === null && !clock.isMet) return null;
    const running = clock.isMet ? [] : [instant(ledger.due(clock)), ledger.used(clock)];
    return [clock.warned, clock.breached, clock.isMet, ...running];
  });
  return [code, plain];
}

/** The first step after which the two disagree, with the way there. */
function disagreement({ start, promised, steps }: ReturnType<typeof story>) {
  const [ticket, ledger] = [new Ticket(start, promised), new Ledger(start, promised)];
  for (const [no, step] of steps.entries()) {
    ticket.take(step);
    ledger.take(step);
    const [code, plain] = seen(ticket, ledger, instant(step.at));
    if (JSON.stringify(code) === JSON.stringify(plain)) continue;
    const way = steps.slice(0, no + 1).map((each) => ({ ...each, at: instant(each.at) }));
    return { code, plain, start: instant(start), promised, way };
  }
  return undefined;
}

test("ten thousand tickets with pauses and changes of priority agree with counting their minutes one by one", (t) => {
  t.timeout(300_000);
  const random = randomOf(20261129);
  const stories = Array.from({ length: 10_000 }, () => story(random));

  const wrong = stories
    .values()
    .map(disagreement)
    .find((each) => each !== undefined);

  t.is(wrong, undefined, JSON.stringify(wrong));
});
