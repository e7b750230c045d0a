import type { Held, Unit } from "./unit.ts";

/**
 * Locks an instance's tree, takes the instance in and reads what the lock protects, in one round trip: the statements leave
 * together, lock first, and each has its own snapshot, so the second one sees what was committed while the first waited.
 * `read` must send its statement before it awaits anything.
 *
 * @throws {Refusal} `instance.missing`; what `read` refuses
 */
export async function lockAnd<T>(unit: Unit, instanceId: string, read: () => Promise<T>): Promise<[Held, T]> {
  const locking = unit.lock(instanceId);
  const reading = read();
  reading.catch(() => undefined); // when the lock is refused, nobody awaits this one
  return [await locking, await reading];
}
