import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { inHand } from "./bill.ts";
import { refuseValue } from "./corrections.ts";
import type { Place } from "./place.ts";
import { taxChoicesOf } from "./taxChoices.ts";
import { taxFactsOf, taxParties } from "./taxFacts.ts";
import type { TaxParties } from "./taxFacts.ts";

/** The facts of `tax_key` about a customer, and who sells. */
export async function readTaxFacts(tx: Tx, customerId: string): Promise<JsonObject> {
  const [parties] = await tx.query<TaxParties & Record<string, never>>(
    `select ${taxParties} from customers c left join sellers s on s.tenant_id = c.tenant_id where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, customerId],
  );
  return parties === undefined ? {} : taxFactsOf(parties);
}

/** A tax that somebody chose, why, and for which finding: `tax_undecided/standard/service` is about one case only. */
export interface ChosenTax {
  readonly finding: string;
  readonly choice: string;
  readonly reason: string;
  readonly decidedBy: string;
}

/**
 * Gives positions that nobody could decide the tax that was chosen: key, rate, category and text as the rule set has them, with
 * who chose it and why in their trace.
 *
 * @throws {Refusal} `billing.value` when the rule set has no such tax for this seller
 */
export async function taxByHand(
  { tx, ruleSetOf, runId, customerId }: Place,
  { finding, choice, reason, decidedBy }: ChosenTax,
): Promise<void> {
  const choices = taxChoicesOf(await ruleSetOf("tax_key"), await readTaxFacts(tx, customerId));
  const chosen = choices.find(({ value }) => value === choice);
  if (chosen === undefined) {
    const all = choices.map(({ value }) => value).join(", ");
    throw refuseValue({ de: `eine Steuer aus dem Regelwerk: ${all}`, en: `a tax of the rule set: ${all}` }, choice);
  }
  const [, taxClass = null, supply = null] = finding.split("/");
  await tx.query(
    `update billing_lines b set tax_key = $6::jsonb->>'taxKey', tax_percent = ($6::jsonb->>'percent')::numeric, tax_category = $6::jsonb->>'category',
       tax_text = $6::jsonb->>'invoiceText', rule_trace = b.rule_trace || jsonb_build_object('tax', $6::jsonb || $7::jsonb)
     where b.tenant_id = $1 and b.tax_percent is null and ($4::text is null or b.tax_class = $4) and ($5::text is null or b.supply = $5)
       and b.id in (select l.id ${inHand})`,
    [
      tx.tenantId,
      runId,
      customerId,
      taxClass,
      supply,
      JSON.stringify(chosen.tax),
      JSON.stringify({ decidedBy, reason }),
    ],
  );
}

/**
 * Lets the rule set decide again what it has decided before, since the customer's data are others now; what was chosen by hand
 * only where that choice is in question.
 */
export async function decideTaxAnew({ tx, runId, customerId }: Place, isChoiceInQuestion: boolean): Promise<void> {
  await tx.query(
    `update billing_lines b set tax_key = null, tax_percent = null, tax_category = null, tax_text = null
     where b.tenant_id = $1 and b.id in (select l.id ${inHand}) and ($4 or b.rule_trace->'tax'->>'decidedBy' is null)`,
    [tx.tenantId, runId, customerId, isChoiceInQuestion],
  );
}
