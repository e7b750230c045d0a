import type { Tx } from "../db/transact.ts";

/** Puts an instance onto another version of its process. The root of its tree must be locked. */
export async function saveVersion(tx: Tx, instanceId: string, definitionId: string): Promise<void> {
  await tx.query("update instances set definition_id = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    instanceId,
    definitionId,
  ]);
}
