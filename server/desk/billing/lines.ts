import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";

/** What `tax_key` decided about a position. */
export interface LineTax {
  readonly taxKey: string;
  readonly percent?: number | null | undefined;
  readonly category?: string | null | undefined;
  readonly invoiceText?: string | null | undefined;
}

/** A position to be written. Money in cents, days ISO 8601. */
export interface NewLine {
  readonly id: string;
  readonly pos: number;
  readonly productId: string | null;
  readonly text: string;
  readonly quantity: number;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
  readonly unitPriceCents: number;
  readonly netCents: number;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly taxClass: string;
  readonly supply: string;
  /** Null: to be decided in the billing run. */
  readonly tax: LineTax | null;
  readonly contractId?: string | null;
  readonly materialEntryId?: string | null;
  readonly costCents?: number | null;
  readonly revenueGroup?: string | null;
  readonly costCentre?: string | null;
  readonly minutes?: number;
  readonly billedMinutes?: number;
  readonly billable?: string;
  readonly priceFactor?: number;
  readonly approval?: string | null;
  readonly trace: JsonObject;
}

/** Writes the positions of a proposal, all in one statement. */
export async function insertLines(
  tx: Tx,
  lines: readonly (NewLine & { readonly proposalId: string })[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `insert into billing_lines (tenant_id, id, proposal_id, customer_id, pos, product_id, text, minutes, billed_minutes, billable, unit_price_cents,
       price_factor, net_cents, approval, rule_trace, quantity, unit, contract_id, material_entry_id, service_from, service_to, cost_cents,
       tax_class, supply, tax_key, tax_percent, tax_category, tax_text, revenue_group, cost_centre)
     select $1, l.id, "proposalId", p.customer_id, pos, "productId", text, coalesce(minutes, 0), coalesce("billedMinutes", 0), coalesce(billable, 'yes'),
       "unitPriceCents", coalesce("priceFactor", 1), "netCents", approval, trace, quantity, unit, "contractId", "materialEntryId",
       "serviceFrom", "serviceTo", "costCents", "taxClass", supply, tax->>'taxKey', (tax->>'percent')::numeric, tax->>'category',
       tax->>'invoiceText', "revenueGroup", "costCentre"
     from jsonb_to_recordset($2) as l(id uuid, "proposalId" uuid, pos int, "productId" uuid, text text, quantity numeric, unit text,
       "unitPriceCents" int, "netCents" bigint, "serviceFrom" date, "serviceTo" date, "taxClass" text, supply text, tax jsonb,
       "contractId" uuid, "materialEntryId" uuid, "costCents" bigint, "revenueGroup" text, "costCentre" text, minutes int,
       "billedMinutes" int, billable text, "priceFactor" numeric, approval text, trace jsonb)
     join billing_proposals p on p.tenant_id = $1 and p.id = l."proposalId"`,
    [tx.tenantId, JSON.stringify(lines)],
  );
}
