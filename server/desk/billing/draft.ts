import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { insertLines } from "./lines.ts";
import type { NewLine } from "./lines.ts";
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
    await insertPositions(tx, billing.proposalId, positions, now);
    for (const position of positions) await draw(tx, billing.proposalId, position, now);
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

async function insertPositions(tx: Tx, proposalId: string, positions: readonly Position[], now: Date): Promise<void> {
  const lines = positions.map((position, index) => ({ proposalId, ...lineOf(position, index + 1, now) }));
  await insertLines(tx, lines);
  const times = lines.flatMap(({ id }, index) =>
    (positions[index]?.lines ?? []).map((entry) => [id, entry.id] as const),
  );
  await tx.query(
    `insert into billing_line_times (tenant_id, line_id, time_entry_id) select $1, x.line, x.entry
     from unnest($2::uuid[], $3::uuid[]) as x (line, entry)`,
    [tx.tenantId, times.map(([line]) => line), times.map(([, entry]) => entry)],
  );
}

function lineOf(position: Position, pos: number, now: Date): NewLine {
  const { lines, verdict, minutes, billedMinutes, unitPriceCents, netCents } = position;
  const { billability, rounding, price, tax } = verdict;
  const days = lines.map(({ day }) => day).toSorted();
  return {
    ...commonOf(lines),
    id: newId(now),
    pos,
    text: textOf(position),
    minutes,
    billedMinutes,
    billable: billability.billable,
    quantity: Math.round((billedMinutes / 60) * 1e6) / 1e6,
    unit: "HUR",
    unitPriceCents,
    priceFactor: billability.priceFactor,
    netCents,
    serviceFrom: days[0] ?? "",
    serviceTo: days.at(-1) ?? "",
    tax,
    approval: price.use === "error_no_price" ? "billing-manager" : (billability.approval ?? null),
    trace: { billability, rounding, price, tax, facts: lines.map((line) => ({ ...line })) },
  };
}

/** What all times of a position share, and what they cost the house. */
function commonOf([first, ...others]: Position["lines"]) {
  if (first === undefined) throw new Error("Expected a position of one time at least, but it has none");
  const { productId, contractId = null, costCentre = null } = first;
  const costCents = [first, ...others].reduce((sum, line) => sum + (line.costCents ?? 0), 0);
  return {
    productId,
    contractId,
    costCentre,
    costCents,
    taxClass: first.taxClass ?? "standard",
    supply: first.supply ?? "service",
  };
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
