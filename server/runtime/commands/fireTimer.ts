import type { DueTimer } from "../../jobs/timers.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";

/** Fires a timer that is due. Nothing happens when the instance no longer waits for it: somebody else was faster. */
export function fireTimer(house: House, cause: Cause, timer: DueTimer): Promise<void> {
  return commit(house, cause, async (unit) => {
    const held = await unit.lock(timer.instanceId);
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
