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
  const { result, notice } = await transact(house.database, cause.tenantId, async (tx) => {
    const unit = new Unit(tx, house, cause, house.now());
    const made = await work(unit);
    return { result: made, notice: await save(unit) };
  });
  if (saysSomething(notice)) house.database.tell(channel, JSON.stringify(notice));
  return result;
}

function saysSomething({ instanceIds, tasks, jobs, outbox, timers, messages }: Notice): boolean {
  return instanceIds.length > 0 || tasks || jobs || outbox || timers || messages;
}
