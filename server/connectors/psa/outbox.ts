import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { SyncedEntity } from "./own.ts";

/** A record that has changed here and is to be written where it is led. */
export interface DueChange {
  readonly tenantId: string;
  readonly entity: SyncedEntity;
  readonly recordId: string;
  readonly version: number;
  readonly attempts: number;
  /** What it was sent with before, however often it has changed since: it may be there. */
  readonly sent: JsonObject | null;
}

/** Takes what is due longest of what comes first and has somewhere to go; customers first, because others refer to them. */
export async function leaseChange(tx: Tx, now: Date, until: Date): Promise<DueChange | undefined> {
  const [change] = await tx.query<DueChange & Record<string, never>>(
    `with due as materialized (
       select o.tenant_id, o.entity, o.record_id from psa_outbox o
       where not o.is_failed and coalesce(o.due_at, $1) <= $1 and coalesce(o.leased_until, $1) <= $1
         and is_for_psa(o.tenant_id, o.entity, o.record_id)
       order by array_position(array['customers','contacts','tickets','time'], o.entity), o.due_at nulls first limit 1 for update of o skip locked)
     update psa_outbox o set leased_until = $2, attempts = o.attempts + 1 from due
     where o.tenant_id = due.tenant_id and o.entity = due.entity and o.record_id = due.record_id
     returning o.tenant_id as "tenantId", o.entity, o.record_id as "recordId", o.version, o.attempts, o.sent`,
    [now, until],
  );
  return change;
}

/** It is about to be created there: from now on it may be there, whether or not an answer comes. */
export async function noteSent(tx: Tx, { entity, recordId }: DueChange, sent: JsonObject): Promise<void> {
  await tx.query("update psa_outbox set sent = $4 where tenant_id = $1 and entity = $2 and record_id = $3", [
    tx.tenantId,
    entity,
    recordId,
    JSON.stringify(sent),
  ]);
}

/** It is written there. What changed meanwhile is due again. */
export async function endChange(tx: Tx, { entity, recordId, version }: DueChange): Promise<void> {
  const ended = [tx.tenantId, entity, recordId, version];
  await tx.query(
    "delete from psa_outbox where tenant_id = $1 and entity = $2 and record_id = $3 and version = $4",
    ended,
  );
  await tx.query(
    "update psa_outbox set leased_until = null, due_at = null where tenant_id = $1 and entity = $2 and record_id = $3 and version <> $4",
    ended,
  );
}

/** It could not be written: another time, or not before somebody has put it right. */
export async function failChange(
  tx: Tx,
  { entity, recordId, version }: DueChange,
  { dueAt, code, error }: { readonly dueAt: Date | null; readonly code: string; readonly error: string },
): Promise<void> {
  await tx.query(
    `update psa_outbox set leased_until = null, due_at = $5, code = $6, error = $7, is_failed = $5::timestamptz is null
     where tenant_id = $1 and entity = $2 and record_id = $3 and version = $4`,
    [tx.tenantId, entity, recordId, version, dueAt, code, error.slice(0, 1_000)],
  );
  // what changed meanwhile is tried at once
  await tx.query(
    "update psa_outbox set leased_until = null where tenant_id = $1 and entity = $2 and record_id = $3 and version <> $4",
    [tx.tenantId, entity, recordId, version],
  );
}

/** Has a record written that did not change: what refers to it waits for it. */
export async function noteChange(tx: Tx, entity: SyncedEntity, recordId: string): Promise<void> {
  await tx.query(
    "insert into psa_outbox (tenant_id, entity, record_id) values ($1, $2, $3) on conflict (tenant_id, entity, record_id) do nothing",
    [tx.tenantId, entity, recordId],
  );
}

/** Tries again now what has failed or waits. @returns whether there was such a one */
export async function retryChange(tx: Tx, entity: string, recordId: string): Promise<boolean> {
  const rows = await tx.query(
    `update psa_outbox set is_failed = false, attempts = 0, due_at = null, code = null, error = null
     where tenant_id = $1 and entity = $2 and record_id = $3 returning record_id`,
    [tx.tenantId, entity, recordId],
  );
  return rows.length > 0;
}

/** Forgets that a record was to be written; the other side stays as it is. @returns whether there was such a one */
export async function dropChange(tx: Tx, entity: string, recordId: string): Promise<boolean> {
  const rows = await tx.query(
    "delete from psa_outbox where tenant_id = $1 and entity = $2 and record_id = $3 returning record_id",
    [tx.tenantId, entity, recordId],
  );
  return rows.length > 0;
}

/** A record that is yet to be written, and why it is not. */
export interface WaitingChange {
  readonly entity: SyncedEntity;
  readonly recordId: string;
  readonly label: string;
  readonly number: string | null;
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly isFailed: boolean;
  readonly code: string | null;
  readonly error: string | null;
}

/** What is yet to be written, what failed first; of what is restricted only to those who may see it. */
export function listChanges(tx: Tx): Promise<WaitingChange[]> {
  return tx.query<WaitingChange & Record<string, never>>(
    `select o.entity, o.record_id as "recordId", coalesce(t.number || ' ' || t.title, c.name, p.name, p.email, x.number || ', ' || e.minutes || ' min') as label,
       coalesce(t.number, x.number) as number, o.attempts, o.due_at as "dueAt", o.is_failed as "isFailed", o.code, o.error
     from psa_outbox o
     left join tickets t on o.entity = 'tickets' and t.tenant_id = o.tenant_id and t.id = o.record_id
     left join customers c on o.entity = 'customers' and c.tenant_id = o.tenant_id and c.id = o.record_id
     left join contacts p on o.entity = 'contacts' and p.tenant_id = o.tenant_id and p.id = o.record_id
     left join time_entries e on o.entity = 'time' and e.tenant_id = o.tenant_id and e.id = o.record_id
     left join tickets x on x.tenant_id = e.tenant_id and x.id = e.ticket_id
     where o.tenant_id = $1 and coalesce(t.id, c.id, p.id, x.id) is not null
     order by o.is_failed desc, o.due_at nulls first, o.record_id limit 200`,
    [tx.tenantId],
  );
}
