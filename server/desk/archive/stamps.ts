import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { archiveVariable } from "./archive.ts";

/** Keeps the time stamp of an object; the first one stays. @returns the token that is kept */
export async function keepStamp(
  tx: Tx,
  id: string,
  stamp: { readonly token: Buffer; readonly stampedAt: Date; readonly authority: string },
): Promise<Buffer> {
  await tx.query(
    `insert into archive_time_stamps (tenant_id, object_id, token, stamped_at, authority) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tx.tenantId, id, stamp.token, stamp.stampedAt, stamp.authority],
  );
  return (await readStamp(tx, id)) ?? stamp.token;
}

/** The time stamp of an object (RFC 3161, DER), if it has one. */
export async function readStamp(tx: Tx, id: string): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ token: Buffer }>(
    "select token from archive_time_stamps where tenant_id = $1 and object_id = $2",
    [tx.tenantId, id],
  );
  return row?.token;
}

/** Notes that an object waits for no stamp any more. */
export async function settleStamp(tx: Tx, id: string): Promise<JsonObject> {
  await tx.query("update archive_objects set awaits_timestamp = false where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
  ]);
  return archiveVariable(tx, id);
}

/** Objects whose stamp was put off, in the order in which they were sealed. */
export async function unstampedArchives(tx: Tx, limit: number): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    "select id from archive_objects where tenant_id = $1 and awaits_timestamp order by sealed_no limit $2",
    [tx.tenantId, limit],
  );
  return rows.map(({ id }) => id);
}
