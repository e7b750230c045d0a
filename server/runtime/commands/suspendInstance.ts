import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { moveTimers } from "../../jobs/rest.ts";
import { saveSuspended, suspendedAt } from "../../instances/suspend.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Held, Unit } from "../unit.ts";

/**
 * Lets an instance and all it called rest: tasks and jobs are refused, messages wait, timers do not fire. Operators may
 * still repair, cancel and modify. Suspending twice changes nothing.
 *
 * @throws {Refusal} `instance.missing`, `engine.ended`, `instance.called` it rests with its caller only
 */
export function suspendInstance(house: House, cause: Cause, instanceId: string, reason: string): Promise<void> {
  return commit(house, cause, (unit) => suspendWithin(unit, instanceId, { reason }));
}

/** The same within a unit of work. */
export async function suspendWithin(unit: Unit, instanceId: string, data: JsonObject): Promise<void> {
  const held = await lockRunning(unit, instanceId);
  if (held.row.is_suspended) return;
  await turn(unit, held, true);
  unit.record(held, "suspend", data);
}

/**
 * Lets a suspended instance go on. With `keepRemainder` its timers have as long to go as when it was suspended, else
 * those that came due meanwhile fire now.
 *
 * @throws {Refusal} `instance.missing`, `engine.ended`, `instance.called`
 */
export function resumeInstance(
  house: House,
  cause: Cause,
  instanceId: string,
  keepRemainder: boolean,
  reason: string,
): Promise<void> {
  return commit(house, cause, (unit) => resumeWithin(unit, instanceId, keepRemainder, { reason }));
}

/** The same within a unit of work. */
export async function resumeWithin(
  unit: Unit,
  instanceId: string,
  keepRemainder: boolean,
  data: JsonObject,
): Promise<void> {
  const held = await lockRunning(unit, instanceId);
  if (!held.row.is_suspended) return;
  const since = await suspendedAt(unit.tx, instanceId);
  if (keepRemainder && since !== undefined)
    await moveTimers(unit.tx, instanceId, since, unit.now.getTime() - since.getTime());
  await turn(unit, held, false);
  unit.record(held, "resume", { ...data, keepRemainder });
  unit.isWoken = true;
}

async function lockRunning(unit: Unit, instanceId: string): Promise<Held> {
  const held = await unit.lock(instanceId);
  const { status, parent_id: parentId } = held.row;
  if (status !== "running")
    throw new Refusal("conflict", "engine.ended", `Expected a running instance, but it is ${status}`);
  if (parentId === null) return held;
  throw new Refusal(
    "conflict",
    "instance.called",
    "Expected an instance that nobody called, but another one waits for it; suspend that one",
    [{ place: "parentId", code: "instance.called", message: parentId }],
  );
}

/** The whole tree rests or goes on together; the root is saved with its unit, the others here. */
async function turn(unit: Unit, held: Held, isSuspended: boolean): Promise<void> {
  await saveSuspended(unit.tx, held.row.id, isSuspended);
  held.row = { ...held.row, is_suspended: isSuspended };
}
