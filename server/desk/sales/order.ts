import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { createContact, createCustomer } from "../records/parties.ts";
import { amountsOf, leftOut } from "./amounts.ts";
import { changeOpportunity, lockOpportunity, remember } from "./opportunity.ts";
import type { Opportunity } from "./opportunity.ts";
import { lockQuote } from "./quote.ts";
import type { Quote, QuoteLine } from "./quote.ts";

const input = z.object({ quoteId: z.uuid() });
const decision = z.object({
  positions: z.array(z.int()).min(1),
  name: z.string(),
  reference: z.string().nullable(),
});

/**
 * `desk.order.create`: the order of what was accepted, with its number; whoever was no customer yet becomes one. The
 * opportunity is won. What was left out is given back in `order.rest`, for an opportunity of its own.
 *
 * @throws {Refusal} `quote.open` when nobody accepted the quote
 */
export const createOrder: Operation = async (context, given) => {
  const { quoteId } = expectInput(input, given);
  const { tx } = context;
  const quote = await lockQuote(tx, quoteId);
  if (quote.state !== "accepted" && quote.state !== "partly_accepted")
    throw new Refusal("conflict", "quote.open", `Expected an accepted quote, but ${quote.number} is ${quote.state}`);
  const { positions, name, reference } = expectInput(decision, quote.decision);
  const chosen = new Set(positions);
  const opportunity = await lockOpportunity(tx, quote.opportunityId);
  const customerId = opportunity.customerId ?? (await becomeCustomer(context, opportunity));
  const { onceCents, monthlyCents, totalCents } = amountsOf(quote.lines, chosen, quote.termMonths);
  const sums = { termMonths: quote.termMonths, onceCents, monthlyCents };
  const { id, number } = await insertOrder(context, { quote, customerId, name, reference, ...sums });
  await copyLines(tx, { id, quoteId, positions });
  await win(context, opportunity, { customerId, number, totalCents });
  const order = {
    id,
    number,
    customerId,
    customerName: opportunity.customerName ?? opportunity.company,
    acceptedBy: name,
    reference,
    quoteNumber: quote.number,
    opportunityNumber: opportunity.number,
    title: opportunity.title,
    language: quote.language,
    totalCents,
    ...sums,
    ...partsOf(quote.lines.filter((line) => chosen.has(line.pos))),
    rest: restOf(quote, chosen),
  };
  return { variables: { order } };
};

interface NewOrder {
  readonly quote: Quote;
  readonly customerId: string;
  readonly name: string;
  readonly reference: string | null;
  readonly termMonths: number;
  readonly onceCents: number;
  readonly monthlyCents: number;
}

async function insertOrder(context: OperationContext, order: NewOrder): Promise<{ id: string; number: string }> {
  const { tx, now } = context;
  const { quote } = order;
  const id = newId(now);
  const year = Number((await businessDay(context)).slice(0, 4));
  const number = await drawNumber(tx, "AB", { kind: "order", id, year, now });
  await tx.query(
    `insert into orders (tenant_id, id, number, quote_id, opportunity_id, customer_id, accepted_by, customer_reference, is_partial,
       term_months, once_cents, monthly_cents, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [tx.tenantId, id, number, quote.id, quote.opportunityId, order.customerId, order.name, order.reference,
      quote.state === "partly_accepted", order.termMonths, order.onceCents, order.monthlyCents, now], // prettier-ignore
  );
  return { id, number };
}

async function copyLines(
  tx: Tx,
  order: { readonly id: string; readonly quoteId: string; readonly positions: readonly number[] },
): Promise<void> {
  await tx.query(
    `insert into order_lines (tenant_id, order_id, pos, product_id, sku, text, kind, quantity, unit, period, unit_price_cents, net_cents)
     select tenant_id, $3, pos, product_id, sku, text, kind, quantity, unit, period, unit_price_cents, net_cents
     from quote_lines where tenant_id = $1 and quote_id = $2 and pos = any ($4::int[])`,
    [tx.tenantId, order.quoteId, order.id, order.positions],
  );
}

async function becomeCustomer({ tx, now }: OperationContext, opportunity: Opportunity): Promise<string> {
  const { company, country, language, person, email, phone } = opportunity;
  const [known] = await tx.query<{ id: string }>(
    "select id from customers where tenant_id = $1 and lower(name) = lower($2)",
    [tx.tenantId, company],
  );
  if (known !== undefined) return known.id;
  const id = await createCustomer(tx, { name: company, country, language, invoiceEmail: email }, now);
  const [taken] = await tx.query("select 1 from contacts where tenant_id = $1 and lower(email) = lower($2)", [
    tx.tenantId,
    email,
  ]);
  if (taken === undefined)
    await createContact(
      tx,
      {
        customerId: id,
        name: person,
        email,
        phone: phone !== null && /^\+[1-9]\d{5,14}$/.test(phone) ? phone : null,
        role: "approver",
      },
      now,
    );
  return id;
}

async function win(
  { tx, now }: OperationContext,
  opportunity: Opportunity,
  {
    customerId,
    number,
    totalCents,
  }: { readonly customerId: string; readonly number: string; readonly totalCents: number },
): Promise<void> {
  await changeOpportunity(tx, opportunity.id, {
    now,
    assignments:
      "stage = 'won', closed_at = $3, probability = 100, customer_id = $4, expected_cents = $5, next_step = null, next_step_on = null",
    values: [customerId, totalCents],
  });
  await remember(tx, opportunity.id, now, { kind: "won", actor: opportunity.owner, details: { order: number } });
}

/** What an order sets off: a contract, a project, a purchase; with the positions that belong to each. */
function partsOf(lines: readonly QuoteLine[]): JsonObject {
  const contract = lines.filter((line) => line.period === "monthly");
  const hardware = lines.filter((line) => line.period === "once" && line.kind === "hardware");
  const project = lines.filter((line) => line.period === "once" && line.kind !== "hardware");
  return {
    lines: lines.map(told),
    project: project.map(told),
    hardware: hardware.map(told),
    hasContract: contract.length > 0,
    hasProject: project.length > 0,
    hasHardware: hardware.length > 0,
  };
}

function told(line: QuoteLine): JsonObject {
  const { pos, sku, text, kind, quantity, unit, period, unitPriceCents, netCents } = line;
  return { pos, sku, text, kind, quantity, unit, period, unitPriceCents, netCents };
}

/** Positions of the offer that nothing chosen stands for, as a new opportunity would want them. */
function restOf(quote: Quote, chosen: ReadonlySet<number>): JsonObject[] {
  const missing = leftOut(quote.lines, chosen);
  return quote.lines
    .filter((line) => missing.includes(line.pos))
    .map(({ sku, quantity, text, period }) => ({ sku, quantity, text, period }));
}
