import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { taxComplaints } from "../invoices/complaints.ts";
import { readDocument } from "../invoices/document.ts";
import { billPositions, readPositions } from "../invoices/finalise.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

/** A final invoice. Its number never changes, nor does anything else in it. Money in cents. */
export interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly proposalId: string;
  /** The ticket it is about: the key of the message `billing.invoiced`. */
  readonly ticketNumber: string | null;
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
}

interface ProposalRow {
  readonly customer_id: string;
  readonly state: string;
  readonly ticket_number: string | null;
}

/**
 * Invoices proposals, one invoice each, number and final state in this transaction. The caller publishes
 * `billing.invoiced` with each ticket number.
 *
 * @throws {Refusal} `proposal.missing`, `billing.state`, `billing.unapproved`, `billing.tax` when the tax has to be decided
 * by hand, `billing.empty`
 */
export async function markInvoiced(context: Context, proposalIds: readonly string[]): Promise<readonly Invoice[]> {
  const invoices: Invoice[] = [];
  for (const id of [...new Set(proposalIds)].toSorted()) invoices.push(await invoiceProposal(context, id));
  return invoices;
}

/** `desk.billing.invoice`: the same as a job, for one proposal. */
export const invoiceOperation: Operation = async (context, given) => {
  const { proposalId } = expectInput(z.object({ proposalId: z.uuid() }), given);
  const invoice = await invoiceProposal(context, proposalId);
  return { variables: { invoice: { ...invoice } satisfies JsonObject } };
};

async function invoiceProposal(context: Context, proposalId: string): Promise<Invoice> {
  const { tx } = context;
  const proposal = await lockProposal(tx, proposalId);
  const rows = await tx.query<{ id: string; unapproved: boolean }>(
    `select id, approval is not null and decision = 'open' as unapproved from billing_lines where tenant_id = $1 and proposal_id = $2
       and billable = 'yes' and decision not in ('rejected','goodwill') and invoice_id is null`,
    [tx.tenantId, proposalId],
  );
  refuseUnready(proposal, rows);
  const lines = await readPositions(tx, rows.map(({ id }) => id)); // prettier-ignore
  const head = { customerId: proposal.customer_id, runId: null, textTop: null, requestedBy: null };
  const written = await billPositions(context, lines, head);
  await refuseUndecided(tx, written.id);
  return { ...written, proposalId, ticketNumber: proposal.ticket_number };
}

/** Nobody has tried this invoice out before; without the right tax it is not written, and no number is missing. */
async function refuseUndecided(tx: Tx, id: string): Promise<void> {
  const complaints = taxComplaints(await readDocument(tx, id)).map(({ text }) => text);
  if (complaints.length > 0)
    throw refuse("billing.tax", `Expected a tax that an invoice can show, but: ${complaints.join("; ")}`);
}

async function lockProposal(tx: Tx, id: string): Promise<ProposalRow> {
  const locked = await tx.query("select 1 from billing_proposals where tenant_id = $1 and id = $2 for update", [
    tx.tenantId,
    id,
  ]);
  const [row] = await tx.query<ProposalRow & Record<string, never>>(
    `select p.customer_id, p.state, t.number as ticket_number from billing_proposals p
     left join tickets t on p.origin = 'ticket' and t.tenant_id = p.tenant_id and t.id = p.origin_id where p.tenant_id = $1 and p.id = $2`,
    [tx.tenantId, id],
  );
  if (locked.length === 0 || row === undefined)
    throw new Refusal("missing", "proposal.missing", `Expected a proposal ${id}, but there is none`);
  return row;
}

function refuseUnready(proposal: ProposalRow, lines: readonly { readonly unapproved: boolean }[]): void {
  if (!["draft", "checked", "approved"].includes(proposal.state)) {
    throw refuse("billing.state", `Expected an open proposal, but it is ${proposal.state}`);
  }
  if (lines.length === 0) throw refuse("billing.empty", "Expected positions to invoice, but there are none");
  if (lines.some(({ unapproved }) => unapproved))
    throw refuse("billing.unapproved", "Expected all positions to be approved, but some are not");
}

function refuse(code: string, message: string): Refusal {
  return new Refusal("conflict", code, message);
}
