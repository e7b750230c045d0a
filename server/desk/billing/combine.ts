import { newId } from "../../base/id.ts";
import type { OperationContext, Operation } from "../operation.ts";
import { expectInput } from "../operation.ts";
import { readBill } from "./bill.ts";
import { feeOf, periodsDue } from "./fees.ts";
import type { Period, Terms } from "./fees.ts";
import { insertLines } from "./lines.ts";
import type { NewLine } from "./lines.ts";
import { quantitiesIn } from "./quantities.ts";
import type { Agreed, Stretch } from "./quantities.ts";
import { isFee, isUnbilled, partInput } from "./run.ts";

type Context = Pick<OperationContext, "tx" | "now">;

interface Part {
  readonly runId: string;
  readonly customerId: string;
  readonly cutOff: string;
}

/**
 * `desk.billing.combine`: beside the tickets' positions a customer gets the fees of the contracts' periods, with the licences
 * as reconciled, and the material. Each period and each piece comes once: a second call changes nothing.
 */
export const combineCustomer: Operation = async (context, given) => {
  const { run, customer } = expectInput(partInput, given);
  const { tx } = context;
  const [row] = await tx.query<{ cut_off: string; kind: string }>(
    "select cut_off::text as cut_off, kind from billing_runs where tenant_id = $1 and id = $2",
    [tx.tenantId, run.id],
  );
  if (row !== undefined && row.kind !== "project") {
    const part = { runId: run.id, customerId: customer.id, cutOff: row.cut_off };
    await proposeFees(context, part);
    await proposeMaterial(context, part);
  }
  // what is chosen among is told by the check, which everything passes before somebody chooses
  const { lines: _, ...bill } = await readBill(tx, run.id, customer.id);
  return { variables: { bill } };
};

interface FeeRow {
  readonly contract_id: string;
  readonly number: string;
  readonly terms: Terms;
  readonly cost_centre: string | null;
  readonly product_id: string;
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly tax_class: string;
  /** A quantity that does not change, or how that of a licence did. */
  readonly agreed: readonly Agreed[];
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly prices: readonly { readonly from: string | null; readonly cents: number }[];
}

async function proposeFees(context: Context, part: Part): Promise<void> {
  const rows = await readFees(context, part);
  const contracts = [...Map.groupBy(rows, (row) => row.contract_id)];
  const wanted = contracts.flatMap(
    ([id, lines]) => periodsDue(lines[0]!.terms, part.cutOff).map((period) => ({ id, period, lines })), // no group is empty
  );
  const opened = await openProposals(
    context,
    part,
    wanted.map(({ id, period }) => ({
      origin: "contract",
      originId: id,
      seq: Number(period.from.replaceAll("-", "").slice(0, 6)),
    })),
  );
  const fees = wanted.flatMap(({ lines, period }, index) => {
    const proposalId = opened[index];
    return proposalId === undefined
      ? []
      : lines.flatMap((row) => feeLines(context, row, period).map((line) => ({ ...line, proposalId })));
  });
  await writeLines(context, part, fees);
}

/** The price of a period is that of its first day; where its quantity changes within it, each stretch has a line. */
function feeLines(context: Context, row: FeeRow, period: Period): Omit<NewLine, "pos">[] {
  const price = row.prices.find(({ from }) => from === null || from <= period.from);
  if (price === undefined) return [];
  return quantitiesIn(row.agreed, period).flatMap((stretch) =>
    feeLine(context, row, { period, stretch, cents: price.cents }),
  );
}

interface Piece {
  readonly period: Period;
  readonly stretch: Stretch;
  readonly cents: number;
}

function feeLine({ now }: Context, row: FeeRow, { period, stretch, cents }: Piece): Omit<NewLine, "pos">[] {
  const { quantity, from, to } = stretch;
  const { valid_from: validFrom, valid_to: validTo } = row;
  const fee = feeOf({ quantity, unitPriceCents: cents, validFrom, validTo }, row.terms, { from, to });
  if (fee === undefined || fee.netCents === 0) return [];
  return [
    {
      id: newId(now),
      productId: row.product_id,
      text: `${row.name}, ${row.number}, ${fee.from} – ${fee.to}`.slice(0, 500),
      quantity: fee.quantity,
      unit: row.unit === "HUR" ? "C62" : row.unit,
      unitPriceCents: cents,
      netCents: fee.netCents,
      serviceFrom: fee.from,
      serviceTo: fee.to,
      taxClass: row.tax_class,
      supply: "service",
      tax: null,
      contractId: row.contract_id,
      revenueGroup: row.kind === "license" ? "license" : "contract",
      costCentre: row.cost_centre,
      trace: { contract: row.number, period: { ...period }, monthly: quantity },
    },
  ];
}

/** Lines with the quantity of their licences, and their prices, the newest first. */
function readFees({ tx }: Context, { customerId, cutOff }: Part): Promise<FeeRow[]> {
  return tx.query<FeeRow & Record<string, never>>(
    `select k.id as contract_id, k.number, k.cost_centre, p.id as product_id, p.name, p.kind, p.unit, p.tax_class,
       jsonb_build_object('starts', k.starts, 'ends', k.ends, 'billingMonths', k.billing_months, 'isBilledInAdvance', k.is_billed_in_advance,
         'billedUntil', k.billed_until) as terms,
       case when l.included_minutes is not null and p.kind = 'service_time' or s.id is null
         then jsonb_build_array(jsonb_build_object('from', null, 'isCounted', false,
           'quantity', case when l.included_minutes is not null and p.kind = 'service_time' then 1 else coalesce(l.quantity, 1) end))
         else jsonb_build_array(jsonb_build_object('from', null, 'isCounted', false, 'quantity', license_quantity(s, '-infinity')))
           || coalesce((select jsonb_agg(jsonb_build_object('from', h.effective_on, 'quantity', h.to_quantity,
               'isCounted', h.run_id is not null and h.effective_on = $3::date) order by h.effective_on, h.decided_at, h.id)
             from license_changes h where h.tenant_id = s.tenant_id and h.subscription_id = s.id and h.kind <> 'kept'), '[]') end as agreed,
       l.valid_from::text as valid_from, l.valid_to::text as valid_to,
       (select jsonb_agg(x order by x->>'from' desc nulls last) from (
          select jsonb_build_object('from', c.valid_from, 'cents', c.unit_price_cents) as x from contract_prices c
            where c.tenant_id = l.tenant_id and c.contract_line_id = l.id
          union all select jsonb_build_object('from', null, 'cents', l.unit_price_cents)) as all_prices) as prices
     from contracts k join contract_lines l on l.tenant_id = k.tenant_id and l.contract_id = k.id
     join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
     left join license_subscriptions s on s.tenant_id = l.tenant_id and s.contract_line_id = l.id and s.is_active
     where k.tenant_id = $1 and k.customer_id = $2 and ${isFee} order by k.number, p.sku, l.id`,
    [tx.tenantId, customerId, cutOff],
  );
}

interface Origin {
  readonly origin: string;
  readonly originId: string;
  readonly seq: number;
}

/** Opens a proposal for each origin; what was proposed before stays undefined. */
async function openProposals(
  { tx, now }: Context,
  part: Part,
  origins: readonly Origin[],
): Promise<(string | undefined)[]> {
  const wanted = origins.map((each) => ({ ...each, id: newId(now) }));
  const rows = await tx.query<{ id: string }>(
    `insert into billing_proposals (tenant_id, id, customer_id, origin, origin_id, origin_seq, state, created_at)
     select $1, id, $2, origin, "originId", seq, 'draft', $3 from jsonb_to_recordset($4) as o(id uuid, origin text, "originId" uuid, seq int)
     on conflict (tenant_id, origin, origin_id, origin_seq) do nothing returning id`,
    [tx.tenantId, part.customerId, now, JSON.stringify(wanted)],
  );
  const made = new Set(rows.map(({ id }) => id));
  return wanted.map(({ id }) => (made.has(id) ? id : undefined));
}

async function writeLines(
  { tx }: Context,
  { runId }: Part,
  lines: readonly (Omit<NewLine, "pos"> & { readonly proposalId: string })[],
): Promise<void> {
  const counted = [...Map.groupBy(lines, (line) => line.proposalId).values()].flatMap((group) =>
    group.map((line, index) => ({ ...line, pos: index + 1 })),
  );
  await insertLines(tx, counted);
  await tx.query("update billing_lines set run_id = $3 where tenant_id = $1 and id = any($2::uuid[])", [
    tx.tenantId,
    lines.map(({ id }) => id),
    runId,
  ]);
  await tx.query(
    `update billing_proposals p set net_cents = s.net from (select proposal_id, sum(net_cents) as net from billing_lines
       where tenant_id = $1 and proposal_id = any($2::uuid[]) group by proposal_id) s where p.tenant_id = $1 and p.id = s.proposal_id`,
    [tx.tenantId, [...new Set(lines.map(({ proposalId }) => proposalId))]],
  );
}

interface MaterialRow {
  readonly id: string;
  readonly product_id: string | null;
  readonly text: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unit_price_cents: number;
  readonly cost_cents: number | null;
  readonly tax_class: string;
  readonly supply: string;
  readonly serial: string | null;
  readonly delivered_on: string;
}

async function proposeMaterial(context: Context, part: Part): Promise<void> {
  const { tx, now } = context;
  const rows = await tx.query<MaterialRow & Record<string, never>>(
    `select m.id, m.product_id, m.text, m.quantity::float8 as quantity, m.unit, m.unit_price_cents, m.cost_cents, m.tax_class, m.supply,
       m.serial, m.delivered_on::text as delivered_on from material_entries m
     where m.tenant_id = $1 and m.customer_id = $2 and m.delivered_on <= $3::date and ${isUnbilled} order by m.delivered_on, m.id for update`,
    [tx.tenantId, part.customerId, part.cutOff],
  );
  const opened = await openProposals(
    context,
    part,
    rows.map(({ id }) => ({ origin: "material", originId: id, seq: 1 })),
  );
  const lines = rows.flatMap((row, index) => {
    const proposalId = opened[index];
    return proposalId === undefined ? [] : [{ ...materialLine(row, now), proposalId }];
  });
  await writeLines(context, part, lines);
}

function materialLine(row: MaterialRow, now: Date): Omit<NewLine, "pos"> {
  return {
    id: newId(now),
    productId: row.product_id,
    text: [row.delivered_on, row.text, row.serial && `S/N ${row.serial}`].filter(Boolean).join(" ").slice(0, 500),
    quantity: row.quantity,
    unit: row.unit,
    unitPriceCents: row.unit_price_cents,
    netCents: Math.sign(row.quantity) * Math.round(Math.abs(row.quantity * row.unit_price_cents)),
    serviceFrom: row.delivered_on,
    serviceTo: row.delivered_on,
    taxClass: row.tax_class,
    supply: row.supply,
    tax: null,
    materialEntryId: row.id,
    costCents: row.cost_cents === null ? null : Math.round(row.cost_cents * row.quantity),
    revenueGroup: row.supply === "goods" ? "hardware" : "service",
    trace: { material: row.id },
  };
}
