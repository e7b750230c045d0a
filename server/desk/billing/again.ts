import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { DocumentLine } from "../invoices/write.ts";
import type { OperationContext } from "../operation.ts";
import { insertLines } from "./lines.ts";
import type { NewLine } from "./lines.ts";

/** What a position was billed from, as far as it is known. Days ISO 8601. */
interface Source {
  readonly pos: number;
  readonly productId: string | null;
  readonly contractId: string | null;
  readonly costCents: number | null;
  readonly taxClass: string | null;
  readonly supply: string | null;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly project: JsonObject | null;
}

/**
 * Proposes once more what a credit note has taken back, for the next billing run: each position can be corrected until then, and
 * its tax is decided anew, with the customer as it is now. The hours and the material stay billed with the document they were
 * billed with first, so that neither a reopened ticket nor a run takes them up a second time. Tells the proposal's id.
 */
export async function proposeAgain(
  { tx, now }: Pick<OperationContext, "tx" | "now">,
  invoice: { readonly id: string; readonly number: string; readonly customerId: string },
  lines: readonly DocumentLine[],
): Promise<string> {
  const sources = await sourcesOf(tx, invoice.id);
  const proposalId = newId(now);
  const netCents = lines.reduce((sum, line) => sum + line.netCents, 0);
  const project = sources.find((each) => each.project !== null)?.project ?? null;
  await tx.query(
    `insert into billing_proposals (tenant_id, id, customer_id, origin, origin_id, origin_seq, state, net_cents, project, created_at)
     values ($1, $2, $3, 'manual', $4, 1, 'draft', $5, $6, $7)`,
    [tx.tenantId, proposalId, invoice.customerId, invoice.id, netCents, JSON.stringify(project), now],
  );
  const again = lines.flatMap((line, index) => {
    const source = sources.find(({ pos }) => pos === line.correctsPos);
    if (source === undefined) return [];
    return { ...positionOf(line, source, invoice.number), id: newId(now), proposalId, pos: index + 1 };
  });
  await insertLines(tx, again);
  return proposalId;
}

function positionOf(line: DocumentLine, source: Source, invoice: string): Omit<NewLine, "id" | "pos"> {
  const { text, quantity, unit, unitPriceCents, netCents, revenueGroup, costCentre } = line;
  const { pos, taxClass, supply, project: _, ...from } = source;
  return {
    text,
    quantity,
    unit,
    unitPriceCents,
    netCents,
    revenueGroup,
    costCentre,
    ...from,
    taxClass: taxClass ?? "standard",
    supply: supply ?? "service",
    tax: null,
    approval: "billing-manager",
    trace: { again: { invoice, pos } },
  };
}

function sourcesOf(tx: Tx, invoiceId: string): Promise<Source[]> {
  return tx.query<Source & Record<string, never>>(
    `select x.pos, b.product_id as "productId", b.contract_id as "contractId", b.cost_cents::float8 as "costCents", b.tax_class as "taxClass", b.supply,
       coalesce(b.service_from, i.service_from)::text as "serviceFrom", coalesce(b.service_to, i.service_to)::text as "serviceTo", p.project
     from invoices i join invoice_lines x on x.tenant_id = i.tenant_id and x.invoice_id = i.id
     left join billing_lines b on b.tenant_id = x.tenant_id and b.id = x.billing_line_id
     left join billing_proposals p on p.tenant_id = b.tenant_id and p.id = b.proposal_id
     where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, invoiceId],
  );
}
