import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";

/** How a kept message stands: waiting for a receiver, taken by one, or out of time. */
export type MessageState = "buffered" | "taken" | "expired";

/** A kept message as operators see it. One that was taken at once is not kept; the trail of its receiver tells of it. */
export interface ListedMessage {
  readonly id: string;
  readonly name: string;
  readonly correlationKey: string | null;
  readonly businessKey: string | null;
  readonly variables: JsonObject;
  readonly state: MessageState;
  readonly takenBy: string | null;
  readonly publishedAt: Date;
  readonly expiresAt: Date | null;
  readonly settledAt: Date | null;
}

/** Narrows the list of messages. `untaken`: buffered or expired. */
export interface MessageFilter {
  readonly state?: MessageState | "untaken" | undefined;
  readonly name?: string | undefined;
  readonly correlationKey?: string | undefined;
  readonly after?: { readonly publishedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

const listed = `id, name, correlation_key as "correlationKey", business_key as "businessKey", variables, state,
  taken_by as "takenBy", published_at as "publishedAt", expires_at as "expiresAt", settled_at as "settledAt"`;

/** Written out for each, so that PostgreSQL sees the index of those that nobody took. */
const conditions: Readonly<Record<MessageState | "untaken" | "any", string>> = {
  any: "true",
  untaken: "state <> 'taken'",
  buffered: "state = 'buffered'",
  expired: "state = 'expired'",
  taken: "state = 'taken'",
};

/** A page of kept messages, newest first. */
export async function listMessages(tx: Tx, filter: MessageFilter): Promise<ListedMessage[]> {
  const { state = "any", name, correlationKey, after, limit } = filter;
  return tx.query<ListedMessage>(
    `select ${listed} from messages where tenant_id = $1 and ${conditions[state]} and ($2::text is null or name = $2)
       and ($3::text is null or correlation_key = $3)
       and ($4::timestamptz is null or (published_at, id) < ($4, $5::uuid))
     order by published_at desc, id desc limit $6`,
    [tx.tenantId, name ?? null, correlationKey ?? null, after?.publishedAt ?? null, after?.id ?? null, limit],
  );
}

/**
 * Locks a kept message that nobody has taken, expired or not.
 *
 * @throws {Refusal} `message.missing`, `message.taken`
 */
export async function lockUntaken(tx: Tx, id: string): Promise<ListedMessage> {
  const [row] = await tx.query<ListedMessage>(
    `select ${listed} from messages where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "message.missing", `Expected a kept message ${id}, but there is none`);
  if (row.state !== "taken") return row;
  throw new Refusal(
    "conflict",
    "message.taken",
    `Expected an untaken message, but ${String(row.takenBy)} has taken it`,
  );
}

/** Ends the time of a message that is locked. */
export async function expire(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query(
    "update messages set state = 'expired', expires_at = $3, settled_at = $3 where tenant_id = $1 and id = $2",
    [tx.tenantId, id, now],
  );
}

/** How long taken and expired messages stay for operators to see, in milliseconds: 30 days. */
export const messageRetention = 30 * 86_400_000;

/** Removes messages that were taken or expired too long ago to be of use. Tells how many. */
export async function forgetMessages(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.query("delete from messages where state <> 'buffered' and settled_at <= $1 returning id", [
    new Date(now.getTime() - messageRetention),
  ]);
  return rows.length;
}
