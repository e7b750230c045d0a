import type { Complaint } from "../base/refusal.ts";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { BatchState } from "./batchControl.ts";

/** What a batch does to each of its instances. */
export type BatchKind = "migrate" | "cancel" | "retry" | "suspend" | "resume";

/**
 * How far one instance of a batch is. `refused`: it was not possible, see code; `failed`: it went wrong, again and again;
 * `skipped`: the batch was stopped before its turn.
 */
export type BatchItemState = "open" | "done" | "refused" | "failed" | "skipped";

/** A batch as stored. `parameters` are the command's own. */
export interface BatchRow {
  readonly id: string;
  readonly kind: BatchKind;
  readonly parameters: JsonObject;
  readonly actor: string;
  readonly request_id: string | null;
  readonly created_at: Date;
}

/** More instances than this are several batches. */
export const mostItems = 100_000;

/**
 * Writes a batch with one open item for each instance, in their order.
 *
 * @throws {Refusal} `batch.size` no instance, or too many
 */
export async function insertBatch(tx: Tx, batch: BatchRow, instanceIds: readonly string[]): Promise<void> {
  const { length: count } = instanceIds;
  if (count === 0 || count > mostItems) {
    throw new Refusal(
      "unprocessable",
      "batch.size",
      `Expected 1 to ${mostItems} instances, but ${count === 0 ? "none fits" : "more fit"}`,
    );
  }
  const { id, kind, parameters, actor, request_id: requestId, created_at: createdAt } = batch;
  await tx.query(
    `insert into batches (tenant_id, id, kind, parameters, actor, request_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenantId, id, kind, JSON.stringify(parameters), actor, requestId, createdAt],
  );
  await tx.query(
    `insert into batch_items (tenant_id, batch_id, position, instance_id, run_at)
     select $1, $2, given.position, given.id, $4 from unnest($3::uuid[]) with ordinality as given(id, position)`,
    [tx.tenantId, id, instanceIds, createdAt],
  );
}

/** A batch with how far it is. */
export interface BatchProgress extends BatchRow {
  readonly state: BatchState;
  readonly total: number;
  readonly open: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly skipped: number;
  readonly finished_at: Date | null;
}

/** Batches, newest first; with an id that one only. */
export async function readBatches(
  tx: Tx,
  filter: { readonly id?: string; readonly limit: number },
): Promise<BatchProgress[]> {
  return tx.query<BatchProgress>(
    `select b.id, b.kind, b.parameters, b.actor, b.request_id, b.created_at, b.state, n.* from batches b cross join lateral (
       select count(*)::int as total, count(*) filter (where state = 'open')::int as open,
         count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'refused')::int as refused,
         count(*) filter (where state = 'failed')::int as failed,
         count(*) filter (where state = 'skipped')::int as skipped,
         case when bool_and(state <> 'open') then max(finished_at) end as finished_at
       from batch_items i where i.tenant_id = b.tenant_id and i.batch_id = b.id) as n
     where b.tenant_id = $1 and ($2::uuid is null or b.id = $2) order by b.created_at desc, b.id desc limit $3`,
    [tx.tenantId, filter.id ?? null, filter.limit],
  );
}

/** What became of one instance. */
export interface BatchItemRow {
  readonly position: number;
  readonly instance_id: string;
  /** Null of an instance that is hidden from who looks. */
  readonly name: string | null;
  readonly business_key: string | null;
  readonly customer: string | null;
  /** Faults that the instance has now. */
  readonly faults: number;
  readonly state: BatchItemState;
  readonly code: string | null;
  readonly message: string | null;
  readonly complaints: readonly Complaint[] | null;
  readonly finished_at: Date | null;
}

/** A page of the instances of a batch, in their order. */
export async function listBatchItems(
  tx: Tx,
  batchId: string,
  filter: {
    readonly state?: BatchItemState | undefined;
    readonly after: number;
    readonly limit: number;
    readonly language?: string;
  },
): Promise<BatchItemRow[]> {
  return tx.query<BatchItemRow>(
    `select b.position, b.instance_id, coalesce(i.title, d.names ->> $6, d.name) as name, i.business_key, i.customer,
       (select count(*)::int from faults f where f.tenant_id = b.tenant_id and f.instance_id = b.instance_id) as faults,
       b.state, b.code, b.message, b.complaints, b.finished_at
     from batch_items b left join instances i on i.tenant_id = b.tenant_id and i.id = b.instance_id
       left join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where b.tenant_id = $1 and b.batch_id = $2 and b.position > $3 and ($4::text is null or b.state = $4)
     order by b.position limit $5`,
    [tx.tenantId, batchId, filter.after, filter.state ?? null, filter.limit, filter.language ?? null],
  );
}

/** How many instances of a batch were worked on and have faults now: what was tried again may have failed again. */
export async function countFaulty(tx: Tx, batchId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from batch_items b where b.tenant_id = $1 and b.batch_id = $2 and b.state = 'done'
       and exists (select from faults f where f.tenant_id = b.tenant_id and f.instance_id = b.instance_id)`,
    [tx.tenantId, batchId],
  );
  return row?.count ?? 0;
}
