import { transact } from "../../db/transact.ts";
import { awaitedBatches } from "../../desk/ledger/batches.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import { openConnector } from "../frame/open.ts";
import type { World } from "../frame/world.ts";
import type { LeasedSource } from "./lease.ts";

/** Asks the accounting what became of the batches that it was handed, and tells their processes. An answer counts once. */
export async function readLedger(house: House, world: World, source: LeasedSource): Promise<boolean> {
  const { tenantId, name: connector } = source;
  const { port } = await openConnector(world, tenantId, source, "ledgerTransfer");
  const awaited = await transact(world.database, tenantId, awaitedBatches);
  for (const { number, reference } of awaited) {
    const { state, reason } = await port.state(reference);
    if (state === "waiting") continue;
    const isBooked = state === "confirmed";
    await publishMessage(
      house,
      { tenantId, actor: "system" },
      {
        name: isBooked ? "export.confirmed" : "export.rejected",
        correlationKey: number,
        variables: isBooked ? { confirmedBy: connector } : { rejectMessage: reason },
        idempotencyKey: `ledger:${number}:${state}`,
        fingerprint: reason,
      },
    );
  }
  return false;
}
