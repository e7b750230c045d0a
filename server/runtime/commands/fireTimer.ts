import type { DueTimer } from "../../jobs/timers.ts";
import { readDue } from "../../jobs/move.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import { step } from "../step.ts";

/**
 * Fires a timer that is due. Nothing happens when the instance no longer waits for it, since somebody else was faster, or
 * when the timer was moved after it had been leased.
 */
export function fireTimer(house: House, cause: Cause, timer: DueTimer): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held, dueAt] = await lockAnd(unit, timer.instanceId, () => readDue(unit.tx, timer));
    if (dueAt === undefined || dueAt > unit.now) return;
    const wait = held.waits.find((open) => open.id === timer.waitId);
    if (wait?.kind !== "timer") return;
    await step(
      unit,
      held,
      { kind: "timer", waitId: timer.waitId },
      { elementId: wait.elementId, dueAt: timer.dueAt.toISOString() },
    );
  });
}
