import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { inHand } from "../billing/bill.ts";
import { releaseLines, partInput } from "../billing/run.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { writeDocument } from "./write.ts";
import type { DocumentHead, DocumentLine, Written } from "./write.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

const input = partInput.extend({ textTop: optionalText, requestedBy: optionalText });

/**
 * `desk.invoice.finalise`: makes the approved positions of a customer a final invoice, number and all, in this transaction.
 * What could not be billed any more (its ticket was reopened) stays out; what is left over goes back into the pot.
 *
 * @throws {Refusal} `billing.empty`, `billing.tax`, `billing.twice`
 */
export const finaliseInvoice: Operation = async (context, given) => {
  const { run, customer, textTop, requestedBy } = expectInput(input, given);
  const { tx } = context;
  const ids = await tx.query<{ id: string }>(
    `select l.id ${inHand} and l.decision in ('approved','goodwill') order by l.id for update of l, p`,
    [tx.tenantId, run.id, customer.id],
  );
  const lines = await readPositions(tx, ids.map(({ id }) => id)); // prettier-ignore
  const written = await billPositions(context, lines, { customerId: customer.id, runId: run.id, textTop, requestedBy });
  await releaseLines(tx, run.id, customer.id);
  await tx.query(
    "update billing_run_customers set state = 'invoiced', invoice_id = $4 where tenant_id = $1 and run_id = $2 and customer_id = $3",
    [tx.tenantId, run.id, customer.id, written.id],
  );
  const { id, number, netCents, grossCents } = written;
  return { variables: { invoice: { ...(await recipientOf(tx, id)), id, number, netCents, grossCents } } };
};

/** A position with what the invoice shows of it. Money in cents. */
export interface Position extends DocumentLine {
  readonly lineId: string;
  readonly proposalId: string;
  readonly isTaxKnown: boolean;
  readonly decision: string;
  readonly serviceFrom: string;
  readonly serviceTo: string;
  readonly contractNumber: string | null;
  readonly orderReference: string | null;
  readonly project: JsonObject | null;
}

/** Positions as they would be invoiced: what is forgiven stands there at nothing. */
export function readPositions(tx: Tx, lineIds: readonly string[]): Promise<Position[]> {
  return tx.query<Position & Record<string, never>>(
    `select l.id as "lineId", l.proposal_id as "proposalId", l.decision, l.tax_key is not null and l.tax_percent is not null as "isTaxKnown",
       l.text || case when l.decision <> 'goodwill' then '' when c.language = 'en' then ' (goodwill)' else ' (Kulanz)' end as text,
       case when l.unit = 'HUR' and l.quantity = 0 then round(l.billed_minutes / 60.0, 6) else l.quantity end::float8 as quantity, l.unit,
       case when l.decision = 'goodwill' then 0 else round(l.unit_price_cents * l.price_factor)::int end as "unitPriceCents",
       case when l.decision = 'goodwill' then 0 else l.net_cents::float8 end as "netCents", l.tax_key as "taxKey",
       l.tax_percent::float8 as percent, coalesce(l.tax_category, 'S') as category, l.tax_text as "taxText", l.revenue_group as "revenueGroup",
       l.cost_centre as "costCentre", l.id as "billingLineId", null as "correctsPos", l.service_from::text as "serviceFrom",
       l.service_to::text as "serviceTo", k.number as "contractNumber", k.order_reference as "orderReference", p.project
     from billing_lines l join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
     join customers c on c.tenant_id = l.tenant_id and c.id = l.customer_id
     left join contracts k on k.tenant_id = l.tenant_id and k.id = l.contract_id
     where l.tenant_id = $1 and l.id = any($2::uuid[]) order by l.service_from, p.created_at, p.id, l.pos`,
    [tx.tenantId, lineIds],
  );
}

/**
 * Bills positions of one customer with one invoice, and marks them and their hours as billed for good.
 *
 * @throws {Refusal} `billing.empty` nothing to pay for, `billing.tax` a tax that has to be decided by hand, `billing.twice`
 */
export async function billPositions(
  context: Context,
  lines: readonly Position[],
  head: Pick<DocumentHead, "customerId" | "runId" | "textTop" | "requestedBy">,
): Promise<Written> {
  const { tx } = context;
  if (lines.every(({ decision }) => decision === "goodwill"))
    throw refuse("billing.empty", "Expected positions to invoice, but there are none");
  if (lines.some(({ isTaxKnown }) => !isTaxKnown))
    throw refuse("billing.tax", "Expected a tax for each position, but for some it has to be decided by hand");
  const days = lines.flatMap(({ serviceFrom, serviceTo }) => [serviceFrom, serviceTo]).toSorted();
  const written = await writeDocument(
    context,
    {
      ...head,
      kind: "invoice",
      correctsId: null,
      serviceFrom: days[0] ?? "",
      serviceTo: days.at(-1) ?? "",
      orderReference: onlyOne(lines.map((line) => line.orderReference)),
      contractNumber: onlyOne(lines.map((line) => line.contractNumber)),
      project: projectOf(lines),
    },
    lines,
  );
  await markBilled(tx, written.id, lines);
  return written;
}

/** An hour that is on another invoice already is refused by its key, whatever came in between. */
async function markBilled(tx: Tx, invoiceId: string, lines: readonly Position[]): Promise<void> {
  const lineIds = lines.map(({ lineId }) => lineId);
  const hours = await tx.query<{ fresh: boolean }>(
    `with hours as (select distinct time_entry_id as id from billing_line_times where tenant_id = $1 and line_id = any($2::uuid[])),
     marked as (insert into billed_times (tenant_id, time_entry_id, invoice_id) select $1, id, $3 from hours on conflict do nothing returning 1)
     select (select count(*) from hours) = (select count(*) from marked) as fresh`,
    [tx.tenantId, lineIds, invoiceId],
  );
  if (hours[0]?.fresh !== true)
    throw refuse("billing.twice", "Expected time that was never billed, but some of it is on another invoice");
  await tx.query("update billing_lines set invoice_id = $3 where tenant_id = $1 and id = any($2::uuid[])", [
    tx.tenantId,
    lineIds,
    invoiceId,
  ]);
  await tx.query("update billing_proposals set state = 'invoiced' where tenant_id = $1 and id = any($2::uuid[])", [
    tx.tenantId,
    [...new Set(lines.map(({ proposalId }) => proposalId))],
  ]);
}

/** To whom a document goes, in which language, and which tickets and projects it is about. */
export async function recipientOf(tx: Tx, invoiceId: string): Promise<JsonObject> {
  const [row] = await tx.query<{ recipient: JsonObject }>(
    `select jsonb_build_object('to', i.buyer->>'email', 'language', i.buyer->>'language', 'customerName', i.buyer->>'name', 'kind', i.kind,
       'format', i.buyer->>'format', 'dueOn', i.due_on, 'serviceFrom', i.service_from, 'serviceTo', i.service_to, 'tickets', coalesce((
         select jsonb_agg(distinct t.number) from invoice_lines x join billing_lines l on l.tenant_id = x.tenant_id and l.id = x.billing_line_id
         join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id and p.origin = 'ticket'
         join tickets t on t.tenant_id = p.tenant_id and t.id = p.origin_id where x.tenant_id = i.tenant_id and x.invoice_id = i.id), '[]')) as recipient
     from invoices i where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, invoiceId],
  );
  return row?.recipient ?? {};
}

function onlyOne(values: readonly (string | null)[]): string | null {
  const distinct = new Set(values.filter((value) => value !== null && value !== ""));
  return distinct.size === 1 ? ([...distinct][0] ?? null) : null;
}

/** An invoice is a project's only when all of it is. */
function projectOf(lines: readonly Position[]): JsonObject | null {
  const [first] = lines;
  const number = first?.project?.["number"];
  return number !== undefined && lines.every(({ project }) => project?.["number"] === number)
    ? (first?.project ?? null)
    : null;
}

function refuse(code: string, message: string): Refusal {
  return new Refusal("conflict", code, message);
}
