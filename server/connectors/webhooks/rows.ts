import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** A webhook as administrators see it. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** One event on its way to one webhook. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly streamId: string | null;
  readonly occurredAt: Date;
  readonly state: "waiting" | "delivered" | "failed" | "withheld";
  readonly attempts: number;
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
  readonly status: number | null;
  readonly milliseconds: number | null;
  readonly answer: string | null;
  readonly error: string | null;
}

/** A delivery that is due, with where it goes. */
export interface DueDelivery {
  readonly tenantId: string;
  readonly id: string;
  readonly webhookId: string;
  readonly url: string;
  readonly secret: string;
  readonly event: string;
  readonly streamId: string | null;
  readonly seq: string | null;
  readonly occurredAt: Date;
  readonly attempts: number;
}

const columns = `id, name, url, events, is_enabled as "isEnabled", created_at as "createdAt", created_by as "createdBy"`;

/** All webhooks of the tenant, by name. */
export function listWebhooks(tx: Tx): Promise<Webhook[]> {
  return tx.query<Webhook>(`select ${columns} from webhooks where tenant_id = $1 order by lower(name), id limit 500`, [
    tx.tenantId,
  ]);
}

/** @throws {Refusal} `webhook.missing` */
export async function lockWebhook(tx: Tx, id: string): Promise<Webhook> {
  const [row] = await tx.query<Webhook>(`select ${columns} from webhooks where tenant_id = $1 and id = $2 for update`, [
    tx.tenantId,
    id,
  ]);
  if (row === undefined)
    throw new Refusal("missing", "webhook.missing", `Expected the id of a known webhook, but ${id} is none`);
  return row;
}

/** The latest deliveries of a webhook, the newest first. */
export function listDeliveries(tx: Tx, webhookId: string, limit: number): Promise<Delivery[]> {
  return tx.query<Delivery>(
    `select id, event, stream_id as "streamId", occurred_at as "occurredAt", state, attempts, due_at as "dueAt", finished_at as "finishedAt",
       status, milliseconds, answer, error
     from webhook_deliveries where tenant_id = $1 and webhook_id = $2 order by occurred_at desc, id desc limit $3`,
    [tx.tenantId, webhookId, limit],
  );
}

/** Sends a delivery again, from its first attempt on. Tells whether there is one that is not under way. */
export async function redeliver(tx: Tx, webhookId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update webhook_deliveries set state = 'waiting', attempts = 0, due_at = $4, finished_at = null, leased_until = null
     where tenant_id = $1 and webhook_id = $2 and id = $3 and state <> 'waiting' returning id`,
    [tx.tenantId, webhookId, id, now],
  );
  return rows.length > 0;
}

/** Leases deliveries of all tenants that are due, so that no other server sends them meanwhile. */
export function leaseDeliveries(tx: Tx, now: Date, until: Date, limit: number): Promise<DueDelivery[]> {
  return tx.query<DueDelivery & Record<string, never>>(
    `with due as materialized (
       select d.tenant_id, d.id from webhook_deliveries d
       where d.state = 'waiting' and d.due_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
       order by d.due_at limit $3 for update skip locked)
     update webhook_deliveries d set leased_until = $2, attempts = d.attempts + 1 from due, webhooks w
     where d.tenant_id = due.tenant_id and d.id = due.id and w.tenant_id = d.tenant_id and w.id = d.webhook_id
     returning d.tenant_id as "tenantId", d.id, d.webhook_id as "webhookId", w.url, w.secret, d.event, d.stream_id as "streamId", d.seq,
       d.occurred_at as "occurredAt", d.attempts`,
    [now, until, limit],
  );
}

/** How an attempt ended; `dueAt` says when the next one comes, without it there is none. */
export interface Ended {
  readonly state: Delivery["state"];
  readonly dueAt?: Date;
  readonly status: number | null;
  readonly milliseconds: number | null;
  readonly answer: string | null;
  readonly error: string | null;
}

/** Writes down how an attempt ended. */
export async function endAttempt(tx: Tx, id: string, ended: Ended, now: Date): Promise<void> {
  const { state, dueAt, status, milliseconds, answer, error } = ended;
  await tx.query(
    `update webhook_deliveries set state = $3, due_at = coalesce($4, due_at), leased_until = null, finished_at = case when $3 = 'waiting' then null else $5::timestamptz end,
       status = $6, milliseconds = $7, answer = $8, error = $9 where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, state, dueAt ?? null, now, status, milliseconds, answer, error],
  );
}

/** Forgets deliveries that ended before a day. */
export async function forgetDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx.query("delete from webhook_deliveries where finished_at < $1", [before]);
}
