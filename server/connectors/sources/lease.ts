import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { connectorColumns } from "../frame/rows.ts";
import type { Connector } from "../frame/rows.ts";

/** A source that this server reads now, and nobody else. */
export interface LeasedSource extends Connector {
  readonly tenantId: string;
}

/** How often sources of a kind are asked, in milliseconds. */
export interface Turn {
  readonly kind: string;
  readonly every: number;
}

/** Takes sources whose turn has come; what a server holds that died is free after `lease` milliseconds. */
export function leaseSources(
  tx: Tx,
  turns: readonly Turn[],
  { worker, now, lease }: { readonly worker: string; readonly now: Date; readonly lease: number },
): Promise<LeasedSource[]> {
  return tx.query(
    `with due as materialized (
       select c.tenant_id, c.id from connectors c join unnest($4::text[], $5::int[]) as turn (kind, every) on turn.kind = c.kind
       where c.is_enabled and c.mode = 'live' and (c.leased_until is null or c.leased_until <= $3)
         and (c.polled_at is null or c.polled_at <= $3::timestamptz - turn.every * interval '1 millisecond')
       order by c.polled_at nulls first limit 4 for update of c skip locked)
     update connectors set leased_by = $1, leased_until = $2, is_called = false where (tenant_id, id) in (select tenant_id, id from due)
     returning tenant_id as "tenantId", ${connectorColumns}`,
    [worker, new Date(now.getTime() + lease), now, turns.map(({ kind }) => kind), turns.map(({ every }) => every)],
  );
}

/** Keeps how far a source was read, as long as it is still ours. @returns false when somebody else has it by now */
export async function keepCursor(tx: Tx, id: string, worker: string, cursor: JsonObject): Promise<boolean> {
  const rows = await tx.query(
    "update connectors set cursor = $4 where tenant_id = $1 and id = $2 and leased_by = $3 returning id",
    [tx.tenantId, id, worker, cursor],
  );
  return rows.length === 1;
}

/** Ends a turn. `polledAt` is null when there is more to read right away; news that was told meanwhile has its turn at once as well. */
export async function releaseSource(
  tx: Tx,
  id: string,
  {
    worker,
    polledAt,
    error,
  }: { readonly worker: string; readonly polledAt: Date | null; readonly error: string | null },
): Promise<void> {
  await tx.query(
    `update connectors set leased_by = null, leased_until = null, polled_at = case when is_called then null else $4::timestamptz end, poll_error = $5
     where tenant_id = $1 and id = $2 and leased_by = $3`,
    [tx.tenantId, id, worker, polledAt, error?.slice(0, 500) ?? null],
  );
}

/** Says that there is news: its turn has come. */
export async function callSource(tx: Tx, id: string): Promise<void> {
  await tx.query("update connectors set polled_at = null, is_called = true where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
  ]);
}
