import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { taxSums } from "../../documents/ledger/postings.ts";
import type { Tx } from "../../db/transact.ts";
import { inHand } from "../billing/bill.ts";
import { readPositions } from "./finalise.ts";
import type { DocumentLine } from "./write.ts";

/** A party as its documents show it. */
export interface DocumentParty {
  readonly name: string;
  readonly street?: string | null;
  readonly zip?: string | null;
  readonly city?: string | null;
  readonly country: string;
  readonly vatId?: string | null;
  readonly email?: string | null;
  readonly [more: string]: unknown;
}

/** A document with all that stands on it. Money in cents, days ISO 8601. */
export interface FullDocument {
  readonly kind: "invoice" | "credit";
  /** A provisional one as long as none is drawn. */
  readonly number: string;
  readonly originalNumber: string | null;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly buyerReference: string | null;
  readonly orderReference: string | null;
  readonly textTop: string | null;
  readonly seller: DocumentParty;
  readonly buyer: DocumentParty;
  readonly lines: readonly DocumentLine[];
}

/** A final document. @throws {Refusal} `invoice.missing` */
export async function readDocument(tx: Tx, id: string): Promise<FullDocument> {
  const [head] = await tx.query<FullDocument & Record<string, never>>(
    `select i.kind, i.number, o.number as "originalNumber", i.issued_on::text as "issuedOn", i.due_on::text as "dueOn",
       i.service_from::text as "serviceFrom", i.service_to::text as "serviceTo", i.buyer_reference as "buyerReference",
       i.order_reference as "orderReference", i.text_top as "textTop", i.seller, i.buyer
     from invoices i left join invoices o on o.tenant_id = i.tenant_id and o.id = i.corrects_id where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, id],
  );
  if (head === undefined)
    throw new Refusal("missing", "invoice.missing", `Expected a known invoice, but ${id} is none`);
  const lines = await tx.query<DocumentLine & Record<string, never>>(
    `select text, quantity::float8 as quantity, unit, unit_price_cents as "unitPriceCents", net_cents::float8 as "netCents", tax_key as "taxKey",
       vat_percent::float8 as percent, tax_category as category, tax_text as "taxText", revenue_group as "revenueGroup",
       cost_centre as "costCentre", billing_line_id as "billingLineId", corrects_pos as "correctsPos"
     from invoice_lines where tenant_id = $1 and invoice_id = $2 order by pos`,
    [tx.tenantId, id],
  );
  return { ...head, lines };
}

/** What an invoice of the approved positions would say, under a provisional number. */
export async function provisionalDocument(
  tx: Tx,
  { runId, customerId, day }: { runId: string; customerId: string; day: string },
): Promise<FullDocument> {
  const ids = await tx.query<{ id: string }>(`select l.id ${inHand} and l.decision in ('approved','goodwill')`, [
    tx.tenantId,
    runId,
    customerId,
  ]);
  const lines = await readPositions(tx, ids.map(({ id }) => id)); // prettier-ignore
  const [parties] = await tx.query<{ seller: DocumentParty; buyer: DocumentParty; reference: string | null }>(
    `select to_jsonb(s) - 'tenant_id' as seller, jsonb_build_object('name', c.name, 'street', c.street, 'zip', c.zip, 'city', c.city,
       'country', c.country, 'vatId', c.vat_id, 'kind', c.kind, 'email', c.invoice_email, 'format', c.invoice_format,
       'language', c.language, 'supplierNumber', c.supplier_number) as buyer,
       c.buyer_reference as reference from customers c join sellers s on s.tenant_id = c.tenant_id where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, customerId],
  );
  if (parties === undefined)
    throw new Refusal("unprocessable", "billing.seller", "Expected the seller's master data, but there are none");
  const days = lines.flatMap(({ serviceFrom, serviceTo }) => [serviceFrom, serviceTo]).toSorted();
  return {
    kind: "invoice",
    number: "PROVISIONAL",
    originalNumber: null,
    issuedOn: day,
    dueOn: day,
    serviceFrom: days[0] ?? day,
    serviceTo: days.at(-1) ?? day,
    buyerReference: parties.reference,
    orderReference: null,
    textTop: null,
    seller: parties.seller,
    buyer: parties.buyer,
    lines,
  };
}

/** What a document comes to. */
export function totalsOf({
  lines,
}: FullDocument): JsonObject & { netCents: number; vatCents: number; grossCents: number } {
  const taxes = taxSums(lines);
  const netCents = taxes.reduce((sum, each) => sum + each.netCents, 0);
  const vatCents = taxes.reduce((sum, each) => sum + each.vatCents, 0);
  return { netCents, vatCents, grossCents: netCents + vatCents };
}
