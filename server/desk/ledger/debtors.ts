import type { DebtorMaster } from "../../documents/datev/debtors.ts";
import type { Tx } from "../../db/transact.ts";

/** A customer whom the ledger does not know yet, or not as they are now. */
export interface UntoldDebtor {
  readonly customerId: string;
  readonly master: DebtorMaster;
  /** Whether a document of the batch is about them. */
  readonly isOwing: boolean;
}

/**
 * Whom a batch brings along: those its documents are about, and those the ledger knows already, as far as they are new or have
 * changed since a batch that it took told of them. A batch that was replaced told nothing.
 */
export async function untoldDebtors(tx: Tx, batchId: string): Promise<UntoldDebtor[]> {
  return tx.query<UntoldDebtor & Record<string, never>>(
    `with batch as (select id, target_key from export_batches where tenant_id = $1 and id = $2),
       told as (select distinct on (d.customer_id) d.customer_id, d.told from export_debtors d join batch on batch.target_key = d.target_key
         join export_batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.state in ('transferred','confirmed')
         where d.tenant_id = $1 and d.batch_id <> $2 order by d.customer_id, b.transferred_at desc, b.id desc),
       owing as (select i.customer_id, true as is_owing from export_items e join batch on batch.id = e.batch_id
         join invoices i on i.tenant_id = e.tenant_id and i.id = e.invoice_id where e.tenant_id = $1 and e.taken_out_at is null union all select customer_id, false from told),
       asked as (select customer_id, bool_or(is_owing) as is_owing from owing group by 1),
       now as (select c.id, asked.is_owing, jsonb_build_object('account', c.debtor_account, 'name', c.name, 'kind', c.kind, 'vatId', c.vat_id,
         'street', c.street, 'zip', c.zip, 'city', c.city, 'country', trim(c.country), 'email', c.invoice_email, 'paymentDays', c.payment_days) as master
         from customers c join asked on asked.customer_id = c.id where c.tenant_id = $1 and c.debtor_account <> '')
     select now.id as "customerId", now.master, now.is_owing as "isOwing" from now left join told on told.customer_id = now.id
     where told.told is distinct from now.master order by now.master->>'account', now.id`,
    [tx.tenantId, batchId],
  );
}

/** Notes whom a batch's file of debtors tells of, in place of what was noted before. */
export async function keepDebtors(
  tx: Tx,
  batchId: string,
  { fileId, debtors }: { readonly fileId: string | null; readonly debtors: readonly UntoldDebtor[] },
): Promise<void> {
  await tx.query("delete from export_debtors where tenant_id = $1 and batch_id = $2", [tx.tenantId, batchId]);
  await tx.query(
    `insert into export_debtors (tenant_id, batch_id, customer_id, target_key, told)
     select $1, $2, (each->>'customerId')::uuid, b.target_key, each->'master' from export_batches b, jsonb_array_elements($3::jsonb) as each
     where b.tenant_id = $1 and b.id = $2`,
    [tx.tenantId, batchId, JSON.stringify(debtors)],
  );
  await tx.query(
    "update export_batches set debtors_file_id = $3, debtors_count = $4 where tenant_id = $1 and id = $2",
    [tx.tenantId, batchId, fileId, debtors.length],
  );
}

/** The id of a batch's file of debtors; null when it has none. */
export async function debtorsFileOf(tx: Tx, batchId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string | null }>(
    "select debtors_file_id as id from export_batches where tenant_id = $1 and id = $2",
    [tx.tenantId, batchId],
  );
  return row?.id ?? null;
}
