import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { DeskEffect, Operation } from "../operation.ts";
import { inHand, readBill } from "./bill.ts";
import { fixOf, fixShape, needsOf, refuseValue } from "./corrections.ts";
import type { Fix } from "./corrections.ts";
import { correctCustomer } from "./correctCustomer.ts";
import type { Place } from "./place.ts";
import { keepRefusals } from "./refusals.ts";
import type { RefusedClearing } from "./refusals.ts";
import { partInput } from "./run.ts";
import { decideTaxAnew, taxByHand } from "./taxByHand.ts";

const clearing = z.object({
  finding: z
    .object({
      check: z.string(),
      finding: z.string(),
      lineId: z.uuid().nullish(),
      text: z.string().nullish(),
      needs: z.array(fixShape.keyof()).nullish(),
    })
    .loose(),
  action: z.enum(["fix_data", "approve_exception", "park", "goodwill"]),
  fix: fixShape.partial().nullish(),
  value: optionalText,
  reason: z.string().min(1).max(4000),
  decidedBy: z.string().min(1).max(200),
});
type Clearing = z.output<typeof clearing>;
const input = partInput.extend({ clearings: z.array(clearing).max(200).nullish() });

/**
 * `desk.billing.clear`: does what people decided about findings: puts data right, excepts them for this run with a reason,
 * or parks or forgives the positions. Taxes are decided anew where data changed. A value that is not what the finding needs
 * changes nothing: the finding comes back and says why.
 */
export const clearBill: Operation = async ({ tx, now, ruleSetOf }, given) => {
  const { run, customer, clearings } = expectInput(input, given);
  const place = { tx, now, ruleSetOf, runId: run.id, customerId: customer.id };
  const effects: DeskEffect[] = [];
  const refused: RefusedClearing[] = [];
  for (const each of clearings ?? []) {
    try {
      effects.push(...(await clear(place, each)));
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "billing.value")) throw error;
      refused.push(refusedOf(each, error.message));
    }
  }
  await keepRefusals(place, refused);
  return { variables: { bill: await readBill(tx, run.id, customer.id) }, effects };
};

function refusedOf({ finding }: Clearing, why: string): RefusedClearing {
  const { check, finding: key, text, lineId, needs } = finding;
  return { check, finding: key, text: text ?? check, lineId: lineId ?? null, needs: needs ?? needsOf(check), why };
}

async function clear(place: Place, each: Clearing): Promise<readonly DeskEffect[]> {
  switch (each.action) {
    case "fix_data":
      return fix(place, each);
    case "approve_exception":
      await except(place, each);
      return [];
    case "park":
      await decide(place, each, "rejected");
      return [];
    case "goodwill":
      await decide(place, each, "goodwill");
      return [];
  }
}

/** Without its tax, or with what its receiver declines, there is no invoice: an exception would only ask again. */
const unexceptable = new Set(["tax_undecided", "vat_id_invalid", "einvoice_invalid"]);

async function except({ tx, now, runId, customerId }: Place, { finding, reason, decidedBy }: Clearing): Promise<void> {
  if (unexceptable.has(finding.check))
    throw refuseValue(
      { de: "keine Ausnahme: ohne das gibt es keine Rechnung", en: "no exception: there is no invoice without it" },
      reason,
    );
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

/** What is put right elsewhere (the house's own data, an hour that waits) needs no value; all else does. */
async function fix(place: Place, each: Clearing): Promise<readonly DeskEffect[]> {
  const { finding, decidedBy } = each;
  const asked = finding.needs ?? needsOf(finding.check);
  const given = fixOf(asked, each);
  if (asked.length > 0 && Object.keys(given).length === 0)
    throw refuseValue({ de: "ein berichtigter Wert", en: "a corrected value" }, "");
  const changes = await apply(place, each, given);
  if (finding.check === "unapproved_time") await approve(place.tx, finding.lineId ?? null, decidedBy);
  else if (finding.check === "einvoice_invalid") await decideTaxAnew(place, asked.includes("vatId"));
  else if (asked.length === 0) await except(place, each);
  return changes;
}

/** What may be refused comes first: nothing has changed then. */
async function apply(place: Place, each: Clearing, given: Fix): Promise<readonly DeskEffect[]> {
  const { tx } = place;
  const { finding, reason, decidedBy } = each;
  const { tax, price, orderLimit, ...terms } = given;
  if (tax) await taxByHand(place, { finding: finding.finding, choice: tax, reason, decidedBy });
  const changes = await correctCustomer(place, terms, decidedBy);
  if (typeof price === "number") await setPrice(tx, finding.lineId ?? null, price, decidedBy);
  if (typeof orderLimit !== "number") return changes;
  return [...changes, ...(await raiseLimit(tx, finding.finding.split("/")[1] ?? "", orderLimit, decidedBy))];
}

async function raiseLimit(tx: Tx, id: string, cents: number, by: string): Promise<readonly DeskEffect[]> {
  await tx.query(
    "update contracts set order_limit_cents = $3, revision = revision + 1 where tenant_id = $1 and id = $2",
    [tx.tenantId, id, cents],
  );
  return [{ kind: "changed", record: "contract", id, members: ["orderLimitCents"], by }];
}

/** Whoever says the price has seen the position. */
async function setPrice(tx: Tx, lineId: string | null, cents: number, decidedBy: string): Promise<void> {
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
