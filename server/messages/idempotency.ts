import { createHash } from "node:crypto";
import { canonical } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";

/** How long an answer is replayed, in milliseconds: a week, far beyond any sender's retries. */
const kept = 7 * 86_400_000;

/**
 * Answers a repeated delivery with the first one's answer. The key's row is written first, so a second delivery that
 * arrives at the same moment waits for the first to commit.
 *
 * @returns the first answer, or undefined when this delivery is the first
 * @throws {Refusal} `idempotency.mismatch` the same key came with another body
 */
export async function replay(tx: Tx, key: string, request: Json, now: Date): Promise<Json | undefined> {
  const hash = createHash("sha256").update(canonical(request)).digest("hex");
  const inserted = await tx.query(
    `insert into idempotency_keys (tenant_id, key, request_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, key) do nothing returning key`,
    [tx.tenantId, key, hash, now, new Date(now.getTime() + kept)],
  );
  if (inserted.length > 0) return undefined;
  const [row] = await tx.query<{ request_hash: string; answer: Json }>(
    "select request_hash, answer from idempotency_keys where tenant_id = $1 and key = $2",
    [tx.tenantId, key],
  );
  if (row?.request_hash === hash) return row.answer;
  throw new Refusal(
    "conflict",
    "idempotency.mismatch",
    `Expected the body first sent with key ${key}, but it came with another one`,
  );
}

/** Stores the answer that later deliveries get. */
export async function keepAnswer(tx: Tx, key: string, answer: Json): Promise<void> {
  await tx.query("update idempotency_keys set answer = $3 where tenant_id = $1 and key = $2", [
    tx.tenantId,
    key,
    JSON.stringify(answer),
  ]);
}

/** Removes keys whose time is over. */
export async function forgetKeys(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.query("delete from idempotency_keys where expires_at <= $1 returning key", [now]);
  return rows.length;
}
