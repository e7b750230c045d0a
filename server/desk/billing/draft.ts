import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lineShape, positionsOf, verdictShape } from "./verdicts.ts";
import type { Position } from "./verdicts.ts";

const input = z.object({
  billing: z.object({
    proposalId: z.uuid(),
    seq: z.int().positive(),
    ticketId: z.uuid(),
    customerId: z.uuid().nullable(),
    lines: z.array(lineShape).max(2000),
  }),
  verdicts: z.array(verdictShape).max(2000).nullish(),
});
type Billing = z.output<typeof input>["billing"];

/**
 * `desk.billing.draft`: the proposal with its positions, each with what the rules said, and what they take from buckets.
 * Unique by ticket and solution: a second draft gives the first back.
 */
export const draftProposal: Operation = async ({ tx, now }, given) => {
  const { billing, verdicts } = expectInput(input, given);
  if (billing.customerId === null)
    return { variables: { proposal: { id: null, lines: [], totalCents: 0, anythingBillable: false } } };
  const positions = positionsOf(billing.lines, verdicts ?? []);
  if (await insertProposal(tx, billing, positions, now)) {
    for (const [index, position] of positions.entries())
      await insertLine(tx, billing.proposalId, { pos: index + 1, position, now });
  }
  return { variables: { proposal: await proposalVariable(tx, billing) } };
};

async function insertProposal(tx: Tx, billing: Billing, positions: readonly Position[], now: Date): Promise<boolean> {
  const isBillable = positions.some(({ verdict }) => verdict.billability.billable === "yes");
  const tax = positions.find(({ verdict }) => verdict.billability.billable === "yes")?.verdict.tax;
  const rows = await tx.query(
    `insert into billing_proposals (tenant_id, id, customer_id, origin, origin_id, origin_seq, state, net_cents, tax_key, tax_percent, tax_text, created_at)
     values ($1, $2, $3, 'ticket', $4, $5, $6, $7, $8, $9, $10, $11) on conflict (tenant_id, origin, origin_id, origin_seq) do nothing returning id`,
    [tx.tenantId, billing.proposalId, billing.customerId, billing.ticketId, billing.seq, isBillable ? "draft" : "not_billable",
      positions.reduce((sum, { netCents }) => sum + netCents, 0), tax?.taxKey ?? null, tax?.percent ?? null, tax?.invoiceText ?? null, now], // prettier-ignore
  );
  return rows.length > 0;
}

async function insertLine(
  tx: Tx,
  proposalId: string,
  { pos, position, now }: { pos: number; position: Position; now: Date },
): Promise<void> {
  const id = newId(now);
  const { lines, verdict, minutes, billedMinutes, unitPriceCents, netCents } = position;
  const { billability, rounding, price, tax } = verdict;
  const trace: JsonObject = { billability, rounding, price, tax, facts: lines.map((line) => ({ ...line })) };
  const approval = price.use === "error_no_price" ? "billing-manager" : (billability.approval ?? null);
  await tx.query(
    `insert into billing_lines (tenant_id, id, proposal_id, pos, product_id, text, minutes, billed_minutes, billable, unit_price_cents,
       price_factor, net_cents, approval, rule_trace) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [tx.tenantId, id, proposalId, pos, lines[0]?.productId ?? null, textOf(position), minutes, billedMinutes, billability.billable,
      unitPriceCents, billability.priceFactor, netCents, approval, JSON.stringify(trace)], // prettier-ignore
  );
  await tx.query(
    "insert into billing_line_times (tenant_id, line_id, time_entry_id) select $1, $2, unnest($3::uuid[])",
    [tx.tenantId, id, lines.map((line) => line.id)],
  );
  await draw(tx, proposalId, position, now);
}

/** Covered time of a bucket contract is taken from the bucket of the month in which the work was done. */
async function draw(tx: Tx, proposalId: string, { lines, verdict, billedMinutes }: Position, now: Date): Promise<void> {
  const first = lines[0];
  if (
    verdict.billability.billable !== "covered" ||
    first === undefined ||
    first.contractLineId === null ||
    !["bucket", "prepaid"].includes(first.contractKind)
  )
    return;
  await tx.query(
    `insert into bucket_ledger (tenant_id, id, contract_line_id, month, minutes, reason, proposal_id, at)
     values ($1, $2, $3, date_trunc('month', $4::date)::date, $5, 'draw', $6, $7)`,
    [tx.tenantId, newId(now), first.contractLineId, first.day, -billedMinutes, proposalId, now],
  );
}

function textOf({ lines }: Position): string {
  const first = lines[0];
  const notes = [...new Set(lines.flatMap((line) => (line.note ? [line.note] : [])))].join("; ");
  return `${first?.day ?? ""} ${first?.productName ?? first?.workType ?? ""}${notes === "" ? "" : `: ${notes}`}`.slice(
    0,
    500,
  );
}

async function proposalVariable(tx: Tx, billing: Billing): Promise<JsonObject> {
  const [row] = await tx.query<{ id: string; state: string; total: number; lines: number; billable: boolean }>(
    `select p.id, p.state, p.net_cents::float8 as total, count(l.id)::int as lines, coalesce(bool_or(l.billable = 'yes'), false) as billable
     from billing_proposals p left join billing_lines l on l.tenant_id = p.tenant_id and l.proposal_id = p.id
     where p.tenant_id = $1 and p.origin = 'ticket' and p.origin_id = $2 and p.origin_seq = $3 group by p.tenant_id, p.id`,
    [tx.tenantId, billing.ticketId, billing.seq],
  );
  return {
    id: row?.id ?? null,
    state: row?.state ?? null,
    lines: row?.lines ?? 0,
    totalCents: row?.total ?? 0,
    anythingBillable: row?.billable ?? false,
  };
}
