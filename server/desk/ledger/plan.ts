import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { drawNumber } from "../numbers.ts";
import type { Operation, OperationContext } from "../operation.ts";

interface Wanted {
  readonly target_key: string;
  readonly period_from: string;
  readonly period_to: string;
  /** The day to book on, where the documents' own period is closed. */
  readonly booked_on: string | null;
  readonly invoice_ids: readonly string[];
}

/**
 * `desk.export.plan`: for each ledger and month a batch with the final documents that no batch of that ledger has yet. What was
 * taken out of a batch, since it hindered the others, goes into one of its own.
 *
 * @throws {Refusal} `ledger.none` when the house has no ledger
 */
export const planExport: Operation = async (context) => {
  const { tx } = context;
  // One after the other in a tenant: a document belongs to one batch.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('ledger/' || $1, 0))", [tx.tenantId]);
  const targets = await tx.query("select 1 from ledger_targets where tenant_id = $1 and is_active limit 1", [
    tx.tenantId,
  ]);
  if (targets.length === 0)
    throw new Refusal("unprocessable", "ledger.none", "Expected a ledger in the settings, but there is none");
  const wanted = await tx.query<Wanted & Record<string, never>>(
    `select t.key as target_key, date_trunc('month', i.issued_on)::date::text as period_from,
       (date_trunc('month', i.issued_on) + interval '1 month' - interval '1 day')::date::text as period_to,
       o.booked_on::text as booked_on, array_agg(i.id order by i.number) as invoice_ids
     from ledger_targets t join invoices i on i.tenant_id = t.tenant_id and i.state <> 'draft' and i.gross_cents > 0
     left join lateral (select i.id, b.booked_on from export_items x join export_batches b on b.tenant_id = x.tenant_id and b.id = x.batch_id
       where x.tenant_id = t.tenant_id and x.target_key = t.key and x.invoice_id = i.id and x.taken_out_at is not null
       order by x.taken_out_at desc limit 1) o on true
     where t.tenant_id = $1 and t.is_active and not exists (select 1 from export_items x where x.tenant_id = t.tenant_id
       and x.target_key = t.key and x.invoice_id = i.id and x.is_live)
     group by t.key, 2, 3, o.id, o.booked_on order by t.key, 2, o.id nulls first`,
    [tx.tenantId],
  );
  const batches: JsonObject[] = [];
  for (const each of wanted) batches.push(await openBatch(context, each));
  return { variables: { batches } };
};

/** Opens a batch with its documents. A replacement is told which one it replaces. */
export async function openBatch(
  { tx, now }: Pick<OperationContext, "tx" | "now">,
  wanted: Wanted,
  replacedId?: string,
): Promise<JsonObject> {
  const id = newId(now);
  const year = Number(wanted.period_from.slice(0, 4));
  const number = await drawNumber(tx, "EX", { kind: "export_batch", id, year, now });
  await tx.query(
    `insert into export_batches (tenant_id, id, number, target_key, period_from, period_to, replaces_id, booked_on, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.tenantId,
      id,
      number,
      wanted.target_key,
      wanted.period_from,
      wanted.period_to,
      replacedId ?? null,
      wanted.booked_on,
      now,
    ],
  );
  await tx.query(
    "insert into export_items (tenant_id, batch_id, invoice_id, target_key) select $1, $2, unnest($3::uuid[]), $4",
    [tx.tenantId, id, wanted.invoice_ids, wanted.target_key],
  );
  return batchVariable(tx, id);
}

/** A batch as the process carries it. */
export async function batchVariable(tx: Tx, id: string): Promise<JsonObject> {
  const [row] = await tx.query<{ batch: JsonObject }>(
    `select jsonb_build_object('id', b.id, 'number', b.number, 'target', b.target_key, 'targetName', t.name, 'format', t.format,
       'period', to_char(b.period_from, 'YYYY-MM'), 'state', b.state, 'fileName', b.file_name, 'fileId', b.file_id, 'debtors', coalesce(b.debtors_count, 0), 'records', b.record_count,
       'debitCents', b.debit_cents, 'creditCents', b.credit_cents, 'attempts', b.attempts,
       'documents', (select count(*) from export_items x where x.tenant_id = b.tenant_id and x.batch_id = b.id and x.taken_out_at is null),
       'replaces', (select number from export_batches o where o.tenant_id = b.tenant_id and o.id = b.replaces_id)) as batch
     from export_batches b join ledger_targets t on t.tenant_id = b.tenant_id and t.key = b.target_key where b.tenant_id = $1 and b.id = $2`,
    [tx.tenantId, id],
  );
  return row?.batch ?? {};
}
