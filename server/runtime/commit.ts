import { transact } from "../db/transact.ts";
import type { Cause, House } from "./house.ts";
import { save } from "./save.ts";
import { Unit } from "./unit.ts";

/**
 * One command, one transaction: runs `work` on a fresh unit, writes the unit and commits. Conflicts are tried again by
 * `transact`, so `work` starts over with a new unit and must not keep anything outside it.
 */
export function commit<T>(house: House, cause: Cause, work: (unit: Unit) => Promise<T>): Promise<T> {
  return transact(house.database, cause.tenantId, async (tx) => {
    const unit = new Unit(tx, house, cause, house.now());
    const result = await work(unit);
    await save(unit);
    return result;
  });
}
