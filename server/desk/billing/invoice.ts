import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
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
  readonly id: string;
  readonly customer_id: string;
  readonly state: string;
  readonly tax_key: string | null;
  readonly tax_percent: number | null;
  readonly tax_text: string | null;
  readonly payment_days: number;
  readonly ticket_number: string | null;
}

interface LineRow {
  readonly id: string;
  readonly text: string;
  readonly billed_minutes: number;
  readonly unit_price_cents: number;
  readonly price_factor: number;
  readonly net_cents: number;
  readonly needs_approval: boolean;
  readonly tax_key: string | null;
  readonly first_day: string;
  readonly last_day: string;
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
  const lines = await readLines(tx, proposalId, (await context.calendarOf()).timeZone);
  refuseUnready(proposal, lines);
  const id = newId(context.now);
  const sums = await insertDraft(tx, id, proposal, lines);
  const number = await finalise(context, id, proposal.payment_days);
  await tx.query("update billing_proposals set state = 'invoiced' where tenant_id = $1 and id = $2", [
    tx.tenantId,
    proposalId,
  ]);
  return { id, number, proposalId, ticketNumber: proposal.ticket_number, ...sums };
}

async function insertDraft(
  tx: Tx,
  id: string,
  proposal: ProposalRow,
  lines: readonly LineRow[],
): Promise<Pick<Invoice, "netCents" | "vatCents" | "grossCents">> {
  const netCents = lines.reduce((sum, line) => sum + line.net_cents, 0);
  const percent = proposal.tax_percent ?? 0;
  const vatCents = Math.round((netCents * percent) / 100);
  const grossCents = netCents + vatCents;
  const days = lines.flatMap((line) => [line.first_day, line.last_day]).toSorted();
  await tx.query(
    `insert into invoices (tenant_id, id, customer_id, service_from, service_to, net_cents, vat_cents, gross_cents, tax_key, tax_text)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenantId,
      id,
      proposal.customer_id,
      days[0],
      days.at(-1),
      netCents,
      vatCents,
      grossCents,
      proposal.tax_key,
      proposal.tax_text,
    ],
  );
  await tx.query(
    `insert into invoice_lines (tenant_id, invoice_id, pos, text, quantity, unit, unit_price_cents, net_cents, vat_percent, billing_line_id)
     select $1, $2, row_number() over (order by pos), text, round(billed_minutes / 60.0, 2), 'HUR',
       round(unit_price_cents * price_factor), net_cents, $4, id
     from billing_lines where tenant_id = $1 and proposal_id = $3 and billable = 'yes' and decision <> 'rejected'`,
    [tx.tenantId, id, proposal.id, percent],
  );
  return { netCents, vatCents, grossCents };
}

/** The number is drawn as late as can be, so that others wait for it as short as can be. */
async function finalise(context: Context, id: string, paymentDays: number): Promise<string> {
  const { tx, now } = context;
  const day = await businessDay(context);
  const number = await drawNumber(tx, "RE", { kind: "invoice", id, year: Number(day.slice(0, 4)), now });
  await tx.query(
    `update invoices set number = $3, state = 'final', issued_on = $4::date, due_on = $4::date + $5::int, finalised_at = $6
     where tenant_id = $1 and id = $2 and state = 'draft'`,
    [tx.tenantId, id, number, day, paymentDays, now],
  );
  return number;
}

async function lockProposal(tx: Tx, id: string): Promise<ProposalRow> {
  const locked = await tx.query("select 1 from billing_proposals where tenant_id = $1 and id = $2 for update", [
    tx.tenantId,
    id,
  ]);
  const [row] = await tx.query<ProposalRow>(
    `select p.id, p.customer_id, p.state, p.tax_key, p.tax_percent::float8 as tax_percent, p.tax_text, c.payment_days, t.number as ticket_number
     from billing_proposals p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
     left join tickets t on p.origin = 'ticket' and t.tenant_id = p.tenant_id and t.id = p.origin_id where p.tenant_id = $1 and p.id = $2`,
    [tx.tenantId, id],
  );
  if (locked.length === 0 || row === undefined)
    throw new Refusal("missing", "proposal.missing", `Expected a proposal ${id}, but there is none`);
  return row;
}

function readLines(tx: Tx, proposalId: string, timeZone: string): Promise<LineRow[]> {
  return tx.query<LineRow>(
    `select l.id, l.text, l.billed_minutes, l.unit_price_cents, l.price_factor::float8 as price_factor, l.net_cents::float8 as net_cents,
       l.approval is not null and l.decision = 'open' as needs_approval, l.rule_trace -> 'tax' ->> 'taxKey' as tax_key,
       min((e.started_at at time zone $3)::date)::text as first_day, max((e.started_at at time zone $3)::date)::text as last_day
     from billing_lines l join billing_line_times x on x.tenant_id = l.tenant_id and x.line_id = l.id
     join time_entries e on e.tenant_id = x.tenant_id and e.id = x.time_entry_id
     where l.tenant_id = $1 and l.proposal_id = $2 and l.billable = 'yes' and l.decision <> 'rejected' group by l.tenant_id, l.id order by l.pos`,
    [tx.tenantId, proposalId, timeZone],
  );
}

function refuseUnready(proposal: ProposalRow, lines: readonly LineRow[]): void {
  if (!["draft", "checked", "approved"].includes(proposal.state)) {
    throw refuse("billing.state", `Expected an open proposal, but it is ${proposal.state}`);
  }
  if (lines.length === 0) throw refuse("billing.empty", "Expected positions to invoice, but there are none");
  if (lines.some((line) => line.needs_approval))
    throw refuse("billing.unapproved", "Expected all positions to be approved, but some are not");
  if (
    proposal.tax_percent === null ||
    proposal.tax_key === null ||
    lines.some((line) => line.tax_key !== proposal.tax_key)
  ) {
    throw refuse("billing.tax", "Expected one tax key for the invoice, but it has to be decided by hand");
  }
}

function refuse(code: string, message: string): Refusal {
  return new Refusal("conflict", code, message);
}
