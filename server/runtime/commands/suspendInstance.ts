import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { afterPause } from "../../calendar/serviceTime.ts";
import { moveTimers, restingTimers } from "../../jobs/rest.ts";
import type { RestingTimer } from "../../jobs/rest.ts";
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
 * Lets a suspended instance go on. With `keepRemainder` its timers have as long to go as when it was suspended, those in
 * service time as much service time; else those that came due meanwhile fire now.
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
  if (keepRemainder && since !== undefined) await keepRemainders(unit, instanceId, { from: since, to: unit.now });
  await turn(unit, held, false);
  unit.record(held, "resume", { ...data, keepRemainder });
  unit.isWoken = true;
}

interface Rest {
  readonly from: Date;
  readonly to: Date;
}

async function keepRemainders(unit: Unit, rootId: string, rest: Rest): Promise<void> {
  const moved: RestingTimer[] = [];
  for (const timer of await restingTimers(unit.tx, rootId, rest.from)) {
    const held = await unit.hold(timer.instanceId);
    moved.push({ ...timer, dueAt: await dueAfter(unit, held, timer, rest) });
  }
  await moveTimers(unit.tx, moved);
}

async function dueAfter(unit: Unit, { waits }: Held, { waitId, dueAt }: RestingTimer, rest: Rest): Promise<Date> {
  const wait = waits.find((open) => open.id === waitId);
  if (wait?.kind !== "timer" || wait.due.kind === "at")
    return new Date(dueAt.getTime() + rest.to.getTime() - rest.from.getTime());
  return afterPause(await unit.house.calendars.of(unit.tx, wait.due.calendar), dueAt, rest);
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
