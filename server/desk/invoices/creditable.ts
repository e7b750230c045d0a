import type { Tx } from "../../db/transact.ts";
import type { DocumentLine } from "./write.ts";

/** A position of an invoice, and what of it has not been given back. Money in cents. */
export interface Creditable extends DocumentLine {
  readonly pos: number;
  readonly openCents: number;
}

/** The positions of an invoice of which something is left to credit. */
export async function creditable(tx: Tx, invoiceId: string): Promise<Creditable[]> {
  const lines = await tx.query<Creditable & Record<string, never>>(
    `select x.pos, x.text, x.quantity::float8 as quantity, x.unit, x.unit_price_cents as "unitPriceCents", x.net_cents::float8 as "netCents",
       x.tax_key as "taxKey", x.vat_percent::float8 as percent, x.tax_category as category, x.tax_text as "taxText",
       x.revenue_group as "revenueGroup", x.cost_centre as "costCentre", null as "billingLineId", x.pos as "correctsPos",
       (x.net_cents - coalesce((select sum(c.net_cents) from invoice_lines c join invoices n on n.tenant_id = c.tenant_id and n.id = c.invoice_id
         where n.tenant_id = x.tenant_id and n.corrects_id = x.invoice_id and c.corrects_pos = x.pos), 0))::float8 as "openCents"
     from invoice_lines x where x.tenant_id = $1 and x.invoice_id = $2 order by x.pos`,
    [tx.tenantId, invoiceId],
  );
  return lines.filter(({ openCents }) => openCents !== 0);
}
