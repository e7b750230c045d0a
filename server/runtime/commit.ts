import { transact } from "../db/transact.ts";
import { channel } from "./house.ts";
import type { Cause, House, Notice } from "./house.ts";
import { save } from "./save.ts";
import { Unit } from "./unit.ts";

/**
 * One command, one transaction: runs `work` on a fresh unit, writes the unit, commits and tells all servers. Conflicts are
 * tried again by `transact`, so `work` starts over with a new unit and must not keep anything outside it.
 */
export async function commit<T>(house: House, cause: Cause, work: (unit: Unit) => Promise<T>): Promise<T> {
  const { result, notice } = await commitUntold(house, cause, work);
  tell(house, notice);
  return result;
}

/** The same, leaving it to the caller to tell. */
export function commitUntold<T>(house: House, cause: Cause, work: (unit: Unit) => Promise<T>): Promise<Untold<T>> {
  return transact(house.database, cause.tenantId, async (tx) => {
    const unit = new Unit(tx, house, cause, { now: house.now() });
    const result = await work(unit);
    return { result, notice: await save(unit) };
  });
}

interface Untold<T> {
  readonly result: T;
  readonly notice: Notice;
}

/** Tells all servers what was committed, if it concerns anybody. */
export function tell(house: House, notice: Notice): void {
  if (saysSomething(notice)) house.database.tell(channel, JSON.stringify(notice));
}

function saysSomething({ instanceIds, caseKeys = [], notified = false, ...kinds }: Notice): boolean {
  const { tasks, jobs, outbox, timers, messages } = kinds;
  return (
    instanceIds.length > 0 || caseKeys.length > 0 || [tasks, jobs, outbox, timers, messages, notified].includes(true)
  );
}
