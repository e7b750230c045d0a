import { postingsOf } from "../../documents/ledger/postings.ts";
import type { LedgerLine } from "../../documents/ledger/postings.ts";
import type { Voucher } from "../../documents/ledger/voucher.ts";
import type { Tx } from "../../db/transact.ts";

interface Row extends Omit<Voucher, "postings" | "documentId" | "fileName"> {
  readonly lines: readonly LedgerLine[];
}

/**
 * The documents of a batch as its ledger is told of them, and what the documents themselves say they come to, in cents. A batch's
 * own booking day counts for the documents before it: nothing is booked before it was written. The debtor's account is the
 * customer's of now, since that is where an account that was missing or wrong is put right.
 */
export async function readVouchers(
  tx: Tx,
  batchId: string,
): Promise<{ readonly vouchers: Voucher[]; readonly totals: Totals }> {
  const rows = await tx.query<Row & Record<string, never>>(
    `select i.kind, i.number, o.number as "originalNumber", i.issued_on::text as "issuedOn",
       case when b.booked_on > i.issued_on then b.booked_on::text end as "bookedOn",
       i.service_to::text as "serviceTo", i.due_on::text as "dueOn", i.currency, i.contract_number as "contractNumber",
       jsonb_build_object('account', coalesce(nullif(c.debtor_account, ''), i.buyer->>'debtorAccount', ''), 'name', i.buyer->>'name', 'vatId', i.buyer->>'vatId') as debtor,
       case when i.project is not null then jsonb_build_object('number', coalesce(i.project->>'orderNumber', i.project->>'number'),
         'stage', i.project->>'stage') end as "order",
       (select jsonb_agg(jsonb_build_object('taxKey', x.tax_key, 'percent', x.vat_percent, 'revenueGroup', x.revenue_group,
          'costCentre', x.cost_centre, 'netCents', x.net_cents, 'text', to_char(i.service_to, 'MM/YYYY')) order by x.pos)
        from invoice_lines x where x.tenant_id = i.tenant_id and x.invoice_id = i.id) as lines
     from export_items e join export_batches b on b.tenant_id = e.tenant_id and b.id = e.batch_id
     join invoices i on i.tenant_id = e.tenant_id and i.id = e.invoice_id
     join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
     left join invoices o on o.tenant_id = i.tenant_id and o.id = i.corrects_id
     where e.tenant_id = $1 and e.batch_id = $2 and e.taken_out_at is null order by i.number`,
    [tx.tenantId, batchId],
  );
  const vouchers = rows.map(({ lines, ...row }): Voucher => ({
    ...row,
    documentId: null,
    fileName: `${row.number}.pdf`,
    postings: postingsOf(lines),
  }));
  return { vouchers, totals: await totalsOf(tx, batchId) };
}

/** Gross, invoices and credit notes apart. */
export interface Totals {
  readonly invoicedCents: number;
  readonly creditedCents: number;
}

async function totalsOf(tx: Tx, batchId: string): Promise<Totals> {
  const [row] = await tx.query<{ invoiced: number; credited: number }>(
    `select coalesce(sum(i.gross_cents) filter (where i.kind = 'invoice'), 0)::float8 as invoiced,
       coalesce(sum(i.gross_cents) filter (where i.kind <> 'invoice'), 0)::float8 as credited
     from export_items e join invoices i on i.tenant_id = e.tenant_id and i.id = e.invoice_id where e.tenant_id = $1 and e.batch_id = $2 and e.taken_out_at is null`,
    [tx.tenantId, batchId],
  );
  return { invoicedCents: row?.invoiced ?? 0, creditedCents: row?.credited ?? 0 };
}
