import { Refusal } from "../../base/refusal.ts";
import { moveTimer as saveDue, readDue } from "../../jobs/move.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import type { WaitKey } from "./answerWait.ts";

/**
 * Moves one timer of an instance to another instant; one that has passed lets it fire at once. The next ones of a cycle
 * stay where they are: they count from the model, not from this one.
 *
 * @throws {Refusal} `instance.missing`, `timer.missing` it has fired, was disarmed, or never was
 */
export function moveTimer(house: House, cause: Cause, key: WaitKey, dueAt: Date, reason: string): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held, from] = await lockAnd(unit, key.instanceId, () => readDue(unit.tx, key));
    const wait = held.waits.find((open) => open.id === key.waitId);
    if (wait?.kind !== "timer" || from === undefined)
      throw new Refusal("missing", "timer.missing", "Expected an armed timer, but it has fired or was disarmed");
    await saveDue(unit.tx, key, dueAt);
    const moved = { from: from.toISOString(), to: dueAt.toISOString() };
    unit.record(held, "moveTimer", { waitId: wait.id, elementId: wait.elementId, ...moved, reason });
    unit.timersMoved = true;
  });
}
