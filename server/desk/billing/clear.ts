import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { inHand, readBill } from "./bill.ts";
import { partInput } from "./run.ts";

const clearing = z.object({
  finding: z.object({ check: z.string(), finding: z.string(), lineId: z.uuid().nullish() }).loose(),
  action: z.enum(["fix_data", "approve_exception", "park", "goodwill"]),
  value: optionalText,
  reason: z.string().min(1).max(4000),
  decidedBy: z.string().min(1).max(200),
});
type Clearing = z.output<typeof clearing>;
const input = partInput.extend({ clearings: z.array(clearing).max(200).nullish() });

interface Place {
  readonly tx: Tx;
  readonly now: Date;
  readonly runId: string;
  readonly customerId: string;
}

/**
 * `desk.billing.clear`: does what people decided about findings: puts data right, excepts them for this run with a reason,
 * or parks or forgives the positions. Taxes are decided anew where data changed. A value that is not what the finding needs
 * changes nothing: the finding comes back.
 */
export const clearBill: Operation = async ({ tx, now }, given) => {
  const { run, customer, clearings } = expectInput(input, given);
  const place = { tx, now, runId: run.id, customerId: customer.id };
  for (const each of clearings ?? []) await clear(place, each).catch(unlessValue);
  return { variables: { bill: await readBill(tx, run.id, customer.id) } };
};

function unlessValue(error: unknown): void {
  if (!(error instanceof Refusal && error.code === "billing.value")) throw error;
}

async function clear(place: Place, each: Clearing): Promise<unknown> {
  switch (each.action) {
    case "fix_data":
      return fix(place, each);
    case "approve_exception":
      return except(place, each);
    case "park":
      return decide(place, each, "rejected");
    case "goodwill":
      return decide(place, each, "goodwill");
  }
}

async function except({ tx, now, runId, customerId }: Place, { finding, reason, decidedBy }: Clearing): Promise<void> {
  await tx.query(
    `insert into billing_exceptions (tenant_id, run_id, customer_id, finding, reason, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [tx.tenantId, runId, customerId, finding.finding, reason, decidedBy, now],
  );
  if (finding.check === "unapproved_time") await approve(tx, finding.lineId ?? null, decidedBy);
}

/** Parked positions leave the run's hand; a finding about no position concerns all. */
async function decide(
  { tx, runId, customerId }: Place,
  { finding, reason, decidedBy }: Clearing,
  decision: "rejected" | "goodwill",
): Promise<void> {
  await tx.query(
    `update billing_lines b set decision = $5, reason = $6, decided_by = $7, run_id = case when $5 = 'rejected' then null else b.run_id end,
       parked = b.parked + case when $5 = 'rejected' then 1 else 0 end
     where b.tenant_id = $1 and b.id in (select l.id ${inHand}) and ($4::uuid is null or b.id = $4)`,
    [tx.tenantId, runId, customerId, finding.lineId ?? null, decision, reason, decidedBy],
  );
}

async function fix(place: Place, each: Clearing): Promise<void> {
  const { tx, customerId } = place;
  const { finding, value, decidedBy } = each;
  switch (finding.check) {
    case "missing_price":
      return price(tx, finding.lineId ?? null, centsOf(value), decidedBy);
    case "unapproved_time":
      return approve(tx, finding.lineId ?? null, decidedBy);
    case "missing_order_reference":
      await tx.query("update customers set buyer_reference = $3 where tenant_id = $1 and id = $2", [
        tx.tenantId,
        customerId,
        textOf(value),
      ]);
      return;
    case "po_limit_exceeded":
      await tx.query("update contracts set order_limit_cents = $3 where tenant_id = $1 and id = $2", [
        tx.tenantId,
        finding.finding.split("/")[1],
        centsOf(value),
      ]);
      return;
    case "vat_id_invalid":
      await tx.query("update customers set vat_id = $3, vat_valid = true where tenant_id = $1 and id = $2", [
        tx.tenantId,
        customerId,
        textOf(value),
      ]);
      return undecide(place);
    case "tax_undecided":
      return taxByHand(place, textOf(value));
    default:
      return except(place, each);
  }
}

/** Whoever says the price has seen the position. */
async function price(tx: Tx, lineId: string | null, cents: number, decidedBy: string): Promise<void> {
  await tx.query(
    `update billing_lines set unit_price_cents = $3, net_cents = round(quantity * round($3 * price_factor)), decision = 'approved', decided_by = $4
     where tenant_id = $1 and id = $2 and invoice_id is null`,
    [tx.tenantId, lineId, cents, decidedBy],
  );
}

async function approve(tx: Tx, lineId: string | null, decidedBy: string): Promise<void> {
  await tx.query(
    "update billing_lines set decision = 'approved', decided_by = $3 where tenant_id = $1 and id = $2 and decision = 'open'",
    [tx.tenantId, lineId, decidedBy],
  );
}

async function undecide({ tx, runId, customerId }: Place): Promise<void> {
  await tx.query(
    `update billing_lines b set tax_key = null where b.tenant_id = $1 and b.tax_percent is null and b.id in (select l.id ${inHand})`,
    [tx.tenantId, runId, customerId],
  );
}

/** A key and its rate, as `DE19 19`: without tax the category is that of what is not taxed here. */
async function taxByHand({ tx, runId, customerId }: Place, value: string): Promise<void> {
  const [, key, rate] = /^([A-Z][A-Z0-9_]{1,29})\s+(\d{1,2}(?:[.,]\d{1,2})?)\s*%?$/.exec(value) ?? [];
  if (key === undefined || rate === undefined) throw refuse("a tax key and its rate as DE19 19", value);
  const percent = Number(rate.replace(",", "."));
  await tx.query(
    `update billing_lines b set tax_key = $4, tax_percent = $5, tax_category = $6 where b.tenant_id = $1 and b.tax_percent is null
       and b.id in (select l.id ${inHand})`,
    [tx.tenantId, runId, customerId, key, percent, percent > 0 ? "S" : "O"],
  );
}

function textOf(value: string | null): string {
  const text = value?.trim() ?? "";
  if (text === "") throw refuse("a corrected value", "");
  return text;
}

/** An amount as people type it: `95`, `95,50`, `1.234,50 €`. */
function centsOf(value: string | null): number {
  const text = textOf(value).replaceAll(/[€\s]|EUR/g, "");
  const plain = /,\d{1,2}$/.test(text) ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) throw refuse("an amount as 95,50", text);
  return Math.round(Number(plain) * 100);
}

function refuse(expected: string, value: string): Refusal {
  return new Refusal("unprocessable", "billing.value", `Expected ${expected}, but it is ${JSON.stringify(value)}`);
}
