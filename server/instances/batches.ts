import type { Complaint } from "../base/refusal.ts";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";

/** What a batch does to each of its instances. */
export type BatchKind = "migrate" | "cancel" | "retry" | "suspend" | "resume";

/** How far one instance of a batch is. `refused`: it was not possible, see code; `failed`: it went wrong, again and again. */
export type BatchItemState = "open" | "done" | "refused" | "failed";

/** A batch as stored. `parameters` are the command's own. */
export interface BatchRow {
  readonly id: string;
  readonly kind: BatchKind;
  readonly parameters: JsonObject;
  readonly actor: string;
  readonly request_id: string | null;
  readonly created_at: Date;
}

/** Which instances: named one by one, or all that fit. */
export type Selection =
  | { readonly kind: "ids"; readonly instanceIds: readonly string[] }
  | {
      readonly kind: "filter";
      readonly processKey?: string | undefined;
      readonly version?: number | undefined;
      readonly isFaulty?: boolean | undefined;
      readonly isSuspended?: boolean | undefined;
      readonly search?: string | undefined;
    };

/** More instances than this are several batches. */
export const mostItems = 100_000;

/** Writes a batch with one open item for each instance. Tells how many. @throws {Refusal} `batch.size` none, or too many */
export async function insertBatch(tx: Tx, batch: BatchRow, selection: Selection): Promise<number> {
  await tx.query(
    `insert into batches (tenant_id, id, kind, parameters, actor, request_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.tenantId,
      batch.id,
      batch.kind,
      JSON.stringify(batch.parameters),
      batch.actor,
      batch.request_id,
      batch.created_at,
    ],
  );
  const count = await insertItems(tx, batch, selection);
  if (count > 0 && count <= mostItems) return count;
  throw new Refusal(
    "unprocessable",
    "batch.size",
    `Expected 1 to ${mostItems} instances, but ${count === 0 ? "none fits" : "more fit"}`,
  );
}

async function insertItems(tx: Tx, batch: BatchRow, selection: Selection): Promise<number> {
  const insert = `insert into batch_items (tenant_id, batch_id, position, instance_id, run_at)`;
  if (selection.kind === "ids") {
    const rows = await tx.query(
      `${insert} select $1, $2, row_number() over (order by min(position)), id, $4
       from unnest($3::uuid[]) with ordinality as given(id, position) group by id returning position`,
      [tx.tenantId, batch.id, selection.instanceIds, batch.created_at],
    );
    return rows.length;
  }
  const { processKey, version, isFaulty, isSuspended, search } = selection;
  const rows = await tx.query(
    `${insert} select $1, $2, row_number() over (order by i.started_at, i.id), i.id, $3
     from instances i join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where i.tenant_id = $1 and i.status = 'running' and (i.parent_id is null or $4)
       and ($5::text is null or i.definition_key = $5) and ($6::int is null or d.version = $6)
       and ($7::boolean is null or i.is_suspended = $7)
       and ($8::text is null or i.business_key ilike $8 or i.title ilike $8 or i.customer ilike $8)
       and ($9::boolean is null or $9 = exists (select 1 from faults f
         join instances m on m.tenant_id = f.tenant_id and m.id = f.instance_id where f.tenant_id = $1 and m.root_id = i.id))
     limit ${mostItems + 1} returning position`,
    [
      tx.tenantId,
      batch.id,
      batch.created_at,
      // each called instance has a version of its own; everything else is done to the whole tree by its root
      batch.kind === "migrate",
      processKey ?? null,
      version ?? null,
      isSuspended ?? null,
      search === undefined ? null : `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`,
      isFaulty ?? null,
    ],
  );
  return rows.length;
}

/** A batch with how far it is. */
export interface BatchProgress extends BatchRow {
  readonly total: number;
  readonly open: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly finished_at: Date | null;
}

/** Batches, newest first; with an id that one only. */
export async function readBatches(
  tx: Tx,
  filter: { readonly id?: string; readonly limit: number },
): Promise<BatchProgress[]> {
  return tx.query<BatchProgress>(
    `select b.id, b.kind, b.parameters, b.actor, b.request_id, b.created_at, n.* from batches b cross join lateral (
       select count(*)::int as total, count(*) filter (where state = 'open')::int as open,
         count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'refused')::int as refused,
         count(*) filter (where state = 'failed')::int as failed,
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
  filter: { readonly state?: BatchItemState | undefined; readonly after: number; readonly limit: number },
): Promise<BatchItemRow[]> {
  return tx.query<BatchItemRow>(
    `select position, instance_id, state, code, message, complaints, finished_at from batch_items
     where tenant_id = $1 and batch_id = $2 and position > $3 and ($4::text is null or state = $4)
     order by position limit $5`,
    [tx.tenantId, batchId, filter.after, filter.state ?? null, filter.limit],
  );
}
