import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { taxSums } from "../../documents/ledger/postings.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import type { OperationContext } from "../operation.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

/** A line of a document. Money in cents. */
export interface DocumentLine {
  readonly text: string;
  readonly quantity: number;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
  readonly unitPriceCents: number;
  readonly netCents: number;
  readonly taxKey: string;
  readonly percent: number;
  readonly category: string;
  readonly taxText: string | null;
  readonly revenueGroup: string | null;
  readonly costCentre: string | null;
  /** The position that is billed with it. */
  readonly billingLineId: string | null;
  /** Of a credit note: the position of the original. */
  readonly correctsPos: number | null;
}

/** What a document is about. Days ISO 8601. */
export interface DocumentHead {
  readonly kind: "invoice" | "credit";
  readonly customerId: string;
  readonly correctsId: string | null;
  readonly runId: string | null;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly orderReference: string | null;
  readonly contractNumber: string | null;
  readonly project: JsonObject | null;
  readonly textTop: string | null;
  readonly requestedBy: string | null;
}

/** A final document. Its number never changes, nor does anything else in it. */
export interface Written {
  readonly id: string;
  readonly number: string;
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
}

/**
 * Writes a document and makes it final in this transaction: both parties as they are now, the tax of each key rounded once,
 * and the number drawn as late as can be, so that others wait for it as short as can be.
 *
 * @throws {Refusal} `invoice.negative` an invoice of less than nothing is a credit note
 */
export async function writeDocument(
  context: Context,
  head: DocumentHead,
  lines: readonly DocumentLine[],
): Promise<Written> {
  const { tx, now } = context;
  const id = newId(now);
  const taxes = taxSums(lines);
  const netCents = taxes.reduce((sum, each) => sum + each.netCents, 0);
  const vatCents = taxes.reduce((sum, each) => sum + each.vatCents, 0);
  const grossCents = netCents + vatCents;
  if (grossCents < 0)
    throw new Refusal("conflict", "invoice.negative", "Expected a document of at least nothing, but it comes to less");
  const keys = taxes.map(({ taxKey }) => taxKey);
  await insertDraft(tx, id, head, {
    netCents,
    vatCents,
    grossCents,
    taxKey: keys.length === 1 ? (keys[0] ?? "") : "MIXED",
  });
  await insertLines(tx, id, lines);
  await insertTaxes(tx, id, lines, taxes);
  return { id, number: await finalise(context, id, head), netCents, vatCents, grossCents };
}

async function insertDraft(
  tx: Tx,
  id: string,
  head: DocumentHead,
  sums: Omit<Written, "id" | "number"> & { readonly taxKey: string },
) {
  await tx.query(
    `insert into invoices (tenant_id, id, kind, corrects_id, customer_id, run_id, service_from, service_to, net_cents, vat_cents, gross_cents,
       tax_key, order_reference, contract_number, project, text_top, requested_by, buyer_reference, seller, buyer)
     select $1, $2, $3, $4, c.id, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, c.buyer_reference,
       to_jsonb(s) - 'tenant_id', jsonb_build_object('name', c.name, 'street', c.street, 'zip', c.zip, 'city', c.city, 'country', c.country,
         'vatId', c.vat_id, 'kind', c.kind, 'language', c.language, 'email', c.invoice_email, 'format', c.invoice_format,
         'debtorAccount', c.debtor_account, 'supplierNumber', c.supplier_number, 'paymentDays', c.payment_days)
     from customers c join sellers s on s.tenant_id = c.tenant_id where c.tenant_id = $1 and c.id = $5`,
    [tx.tenantId, id, head.kind, head.correctsId, head.customerId, head.runId, head.serviceFrom, head.serviceTo, sums.netCents,
      sums.vatCents, sums.grossCents, sums.taxKey, head.orderReference, head.contractNumber,
      head.project === null ? null : JSON.stringify(head.project), head.textTop, head.requestedBy], // prettier-ignore
  );
}

async function insertLines(tx: Tx, id: string, lines: readonly DocumentLine[]): Promise<void> {
  await tx.query(
    `insert into invoice_lines (tenant_id, invoice_id, pos, text, quantity, unit, unit_price_cents, net_cents, vat_percent, tax_key,
       tax_category, tax_text, revenue_group, cost_centre, billing_line_id, corrects_pos)
     select $1, $2, pos, text, quantity, unit, "unitPriceCents", "netCents", percent, "taxKey", category, "taxText", "revenueGroup",
       "costCentre", "billingLineId", "correctsPos"
     from jsonb_to_recordset($3) as l(pos int, text text, quantity numeric, unit text, "unitPriceCents" int, "netCents" bigint, percent numeric,
       "taxKey" text, category text, "taxText" text, "revenueGroup" text, "costCentre" text, "billingLineId" uuid, "correctsPos" int)`,
    [tx.tenantId, id, JSON.stringify(lines.map((line, index) => ({ ...line, pos: index + 1 })))],
  );
}

async function insertTaxes(
  tx: Tx,
  id: string,
  lines: readonly DocumentLine[],
  taxes: ReturnType<typeof taxSums>,
): Promise<void> {
  const rows = taxes.map((sum) => {
    const of = lines.find(({ taxKey, percent }) => taxKey === sum.taxKey && percent === sum.percent);
    return { ...sum, category: of?.category ?? "", text: of?.taxText ?? null };
  });
  await tx.query(
    `insert into invoice_taxes (tenant_id, invoice_id, tax_key, percent, category, text, net_cents, vat_cents)
     select $1, $2, "taxKey", percent, category, text, "netCents", "vatCents"
     from jsonb_to_recordset($3) as t("taxKey" text, percent numeric, category text, text text, "netCents" bigint, "vatCents" bigint)`,
    [tx.tenantId, id, JSON.stringify(rows)],
  );
}

async function finalise(context: Context, id: string, { kind }: DocumentHead): Promise<string> {
  const { tx, now } = context;
  const day = await businessDay(context);
  const key = kind === "invoice" ? "RE" : "GS";
  const number = await drawNumber(tx, key, { kind: "invoice", id, year: Number(day.slice(0, 4)), now });
  await tx.query(
    `update invoices i set number = $3, state = 'final', issued_on = $4::date, finalised_at = $5,
       due_on = case when i.kind = 'invoice' then $4::date + (i.buyer->>'paymentDays')::int end
     where i.tenant_id = $1 and i.id = $2 and i.state = 'draft'`,
    [tx.tenantId, id, number, day, now],
  );
  return number;
}
