import { addServiceTime } from "../calendar/serviceTime.ts";
import { Deviates } from "./deviates.ts";
import { waitAt, waitings } from "./places.ts";
import type { Waiting } from "./places.ts";
import type { Play } from "./play.ts";
import { settle } from "./settle.ts";
import { apply, endless } from "./tree.ts";

/** How many timers may fire in one step of a scenario. */
const limit = 5_000;

interface DueTimer extends Waiting {
  readonly dueAt: Date;
}

/** Timers by when they are due; those due together in the order in which they were armed. */
function dueTimers(play: Play): DueTimer[] {
  return waitings(play)
    .flatMap((waiting) => {
      const dueAt = waiting.wait.kind === "timer" ? waiting.actor.dueAt.get(waiting.wait.id) : undefined;
      return dueAt === undefined ? [] : [{ ...waiting, dueAt }];
    })
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

async function fireOne(play: Play, { actor, wait, dueAt }: DueTimer): Promise<void> {
  if (dueAt > play.now) play.now = dueAt;
  play.note("timer.fired", actor, { elementId: wait.elementId });
  await apply(play, actor, { kind: "timer", waitId: wait.id });
  await settle(play);
}

/**
 * Moves the clock to an instant; whatever is due until then fires at its own time.
 *
 * @throws {Deviates} `scenario.past` the clock would go backwards, `scenario.endless`
 */
export async function advanceTo(play: Play, to: Date): Promise<void> {
  if (to < play.now) throw new Deviates("scenario.past", { now: play.now.toISOString(), to: to.toISOString() });
  for (let count = 0; count < limit; count += 1) {
    const [next] = dueTimers(play);
    if (next === undefined || next.dueAt > to) {
      play.now = to;
      if (play.first) play.note("clock.moved", play.first, { words: { at: localTime(play) } });
      return settle(play);
    }
    await fireOne(play, next);
  }
  if (play.first) throw endless(play, play.first);
}

/**
 * Lets the timer of an element fire: the clock moves to its due time, and whatever is due before fires before it.
 *
 * @throws {Deviates} `scenario.wait` no such timer, or one that fired earlier has taken it away
 */
export async function fire(play: Play, element: string): Promise<void> {
  const { actor, wait } = waitAt(play, element, ["timer"]);
  for (let count = 0; count < limit; count += 1) {
    const timers = dueTimers(play);
    const wanted = timers.find((each) => each.actor === actor && each.wait.id === wait.id);
    if (wanted === undefined) {
      waitAt(play, element, ["timer"]);
      return;
    }
    const [next] = timers;
    const isTurn = next === undefined || next.dueAt >= wanted.dueAt;
    await fireOne(play, isTurn ? wanted : next);
    if (isTurn) return;
  }
  throw endless(play, actor);
}

/** The instant that lies a duration after now: calendar days and hours in the scenario's time zone, or service time. */
export function after(play: Play, duration: string): Date {
  if (duration.includes("BD")) return addServiceTime(play.calendar(undefined), play.now, duration);
  const now = Temporal.Instant.fromEpochMilliseconds(play.now.getTime()).toZonedDateTimeISO(play.plan.clock.timeZone);
  return new Date(now.add(Temporal.Duration.from(duration)).epochMilliseconds);
}

function localTime(play: Play): string {
  const { timeZone } = play.plan.clock;
  const now = Temporal.Instant.fromEpochMilliseconds(play.now.getTime()).toZonedDateTimeISO(timeZone);
  return `${now.toPlainDate().toString()} ${now.toPlainTime().toString({ smallestUnit: "minute" })}`;
}
