import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

/** A billing proposal in a list. Money in cents. */
export interface ListedProposal {
  readonly id: string;
  readonly customer: string;
  readonly ticketNumber: string | null;
  readonly state: string;
  readonly netCents: number;
  readonly taxKey: string | null;
  /** Whether positions wait for approval. */
  readonly needsApproval: boolean;
  readonly invoiceNumber: string | null;
  /** The cancelled invoice whose positions are billed again. */
  readonly replaces: string | null;
  /** What it was proposed from: `ticket`, `project`, `contract`, `material`, or by hand (`manual`). */
  readonly origin: string;
  readonly createdAt: Date;
}

/** One position with what the rules said about it. */
export interface ProposalLine {
  readonly pos: number;
  readonly text: string;
  readonly quantity: number;
  readonly minutes: number;
  readonly billedMinutes: number;
  readonly billable: string;
  readonly unitPriceCents: number;
  readonly priceFactor: number;
  readonly netCents: number;
  readonly approval: string | null;
  readonly decision: string;
  readonly ruleTrace: Json;
}

const columns = `p.id, c.name as customer, t.number as "ticketNumber", p.state, p.net_cents::float8 as "netCents", p.tax_key as "taxKey",
  exists (select 1 from billing_lines l where l.tenant_id = p.tenant_id and l.proposal_id = p.id and l.approval is not null and l.decision = 'open') as "needsApproval",
  (select i.number from invoices i join invoice_lines il on il.tenant_id = i.tenant_id and il.invoice_id = i.id
   join billing_lines l on l.tenant_id = il.tenant_id and l.id = il.billing_line_id where l.tenant_id = p.tenant_id and l.proposal_id = p.id limit 1) as "invoiceNumber",
  p.origin, (select i.number from invoices i where p.origin = 'manual' and i.tenant_id = p.tenant_id and i.id = p.origin_id) as replaces,
  p.created_at as "createdAt"
  from billing_proposals p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
  left join tickets t on p.origin = 'ticket' and t.tenant_id = p.tenant_id and t.id = p.origin_id`;

/** Proposals, newest first; of one state or one ticket when asked. @throws {Refusal} `query.limit` */
export function listProposals(
  tx: Tx,
  filter: { readonly state?: string | undefined; readonly ticketNumber?: string | undefined },
  page: Page,
): Promise<ListedProposal[]> {
  return tx.query<ListedProposal>(
    `select ${columns} where p.tenant_id = $1 and ($3::timestamptz is null or (p.created_at, p.id) < ($3, $4::uuid))
       and ($5::text is null or p.state = $5) and ($6::text is null or t.number = $6)
     order by p.created_at desc, p.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.state ?? null, filter.ticketNumber ?? null],
  );
}

/** A proposal with its positions and their rule trace. @throws {Refusal} `proposal.missing` */
export async function readProposal(
  tx: Tx,
  id: string,
): Promise<ListedProposal & { readonly lines: readonly ProposalLine[] }> {
  const [proposal] = await tx.query<ListedProposal>(`select ${columns} where p.tenant_id = $1 and p.id = $2`, [
    tx.tenantId,
    id,
  ]);
  if (proposal === undefined)
    throw new Refusal("missing", "proposal.missing", `Expected a proposal ${id}, but there is none`);
  const lines = await tx.query<ProposalLine>(
    `select pos, text, quantity::float8 as quantity, minutes, billed_minutes as "billedMinutes", billable, unit_price_cents as "unitPriceCents",
       price_factor::float8 as "priceFactor", net_cents::float8 as "netCents", approval, decision, rule_trace as "ruleTrace"
     from billing_lines where tenant_id = $1 and proposal_id = $2 order by pos`,
    [tx.tenantId, id],
  );
  return { ...proposal, lines };
}
