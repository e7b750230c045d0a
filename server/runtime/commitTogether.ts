import { transactTogether } from "../db/together.ts";
import type { Tx } from "../db/transact.ts";
import { commitUntold, tell } from "./commit.ts";
import type { Cause, House } from "./house.ts";
import { saveAll } from "./save.ts";
import { Unit } from "./unit.ts";

/**
 * Like `commit`, for commands that come in numbers and only read before they are saved: those of one tenant that come while
 * others are being committed share the next transaction.
 */
export async function commitTogether<T>(house: House, cause: Cause, work: (unit: Unit) => Promise<T>): Promise<T> {
  const { result, notice } = await transactTogether(house.database, cause.tenantId, {
    read: async (tx) => {
      const unit = new Unit(tx, house, cause, { now: house.now(), isTogether: true });
      return { unit, result: await work(unit) };
    },
    locked: ({ unit }) => [...unit.held.values()].map(({ row }) => row.root_id),
    write,
    alone: () => commitUntold(house, cause, work),
  });
  tell(house, notice);
  return result;
}

async function write<T>(tx: Tx, ready: readonly { readonly unit: Unit; readonly result: T }[]) {
  const notices = await saveAll(
    tx,
    ready.map(({ unit }) => unit),
  );
  return ready.map(({ result }, at) => ({ result, notice: notices[at]! })); // one for each
}
