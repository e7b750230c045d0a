import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { inHand, readBill } from "./bill.ts";
import { needsOf } from "./corrections.ts";
import type { Correction } from "./corrections.ts";
import { takeRefusals } from "./refusals.ts";
import type { RefusedClearing } from "./refusals.ts";
import { partInput } from "./run.ts";
import { readTaxFacts } from "./taxByHand.ts";
import { taxChoicesOf } from "./taxChoices.ts";

const tax = z.object({
  taxClass: z.string(),
  supply: z.string(),
  tax: z.object({
    taxKey: z.string(),
    percent: z.number().nullish(),
    category: z.string().nullish(),
    invoiceText: z.string().nullish(),
  }),
});
const input = partInput.extend({ taxes: z.array(tax).max(20).nullish() });

/**
 * `desk.billing.check`: gives the positions the tax that was decided for their case, and tells what is remarkable about the
 * bill; how grave each is, and whom it concerns, says the rule `invoice_plausibility`. What somebody has excepted in this run
 * is not told again.
 */
export const checkBill: Operation = async ({ tx, ruleSetOf }, given) => {
  const { run, customer, taxes } = expectInput(input, given);
  await applyTaxes(tx, [run.id, customer.id], taxes ?? []);
  const facts = await readTaxFacts(tx, customer.id);
  const lacksVatId = facts["buyerRegion"] === "eu" && facts["buyerKind"] !== "b2c" && facts["buyerVatValid"] !== true;
  const found = await tx.query<Found & Record<string, never>>(
    `select x.* from (${allChecks}) as x where not exists (select 1 from billing_exceptions e where e.tenant_id = $1 and e.run_id = $2
       and e.customer_id = $3 and e.finding = x.finding) order by x.finding limit 200`,
    [tx.tenantId, run.id, customer.id, lacksVatId],
  );
  const refused = await takeRefusals({ tx, runId: run.id, customerId: customer.id });
  const told = withRefusals(found, refused);
  await tx.query(
    "update billing_run_customers set findings = $4 where tenant_id = $1 and run_id = $2 and customer_id = $3",
    [tx.tenantId, run.id, customer.id, JSON.stringify(told)],
  );
  const checks = await withChoices(told, facts, ruleSetOf);
  return { variables: { checks, bill: await readBill(tx, run.id, customer.id) } };
};

/** Something remarkable: what exactly it is about, in words, and the position if it is one. */
interface Found {
  readonly check: string;
  readonly finding: string;
  readonly text: string;
  readonly lineId: string | null;
}

type Told = Found & { readonly needs: readonly Correction[] };

/** What comes back because its clearing could not be taken says why; what only the e-invoice's dry run finds is told here already. */
function withRefusals(found: readonly Found[], refused: readonly RefusedClearing[]): readonly Told[] {
  const told = found.map((each) => ({ ...each, needs: needsOf(each.check) }));
  const elsewhere = refused.filter(({ check }) => check === "einvoice_invalid");
  const all = [
    ...told,
    ...elsewhere.map(({ check, finding, text, lineId, needs }) => ({ check, finding, text, lineId, needs })),
  ];
  return all.map((each) => {
    const why = refused.find(({ finding }) => finding === each.finding)?.why;
    return why === undefined ? each : { ...each, text: `${each.text}\nNicht übernommen / not taken: ${why}` };
  });
}

/** What can be chosen goes along where something is to be chosen. */
async function withChoices(
  told: readonly Told[],
  facts: JsonObject,
  ruleSetOf: OperationContext["ruleSetOf"],
): Promise<JsonObject[]> {
  const isAsked = told.some(({ needs }) => needs.includes("tax"));
  const choices = isAsked ? taxChoicesOf(await ruleSetOf("tax_key"), facts) : [];
  const options = choices.map(({ value, label }): JsonObject => ({ value, label }));
  return told.map((each): JsonObject => ({ ...each, taxChoices: each.needs.includes("tax") ? options : [] }));
}

async function applyTaxes(
  tx: Tx,
  [runId, customerId]: readonly [string, string],
  taxes: readonly z.output<typeof tax>[],
) {
  if (taxes.length === 0) return;
  await tx.query(
    `update billing_lines b set tax_key = t.tax->>'taxKey', tax_percent = (t.tax->>'percent')::numeric, tax_category = t.tax->>'category',
       tax_text = t.tax->>'invoiceText', rule_trace = b.rule_trace || jsonb_build_object('tax', t.tax)
     from jsonb_to_recordset($4) as t("taxClass" text, supply text, tax jsonb)
     where b.tenant_id = $1 and b.tax_percent is null and b.tax_class = t."taxClass" and b.supply = t.supply and b.id in (select l.id ${inHand})`,
    [tx.tenantId, runId, customerId, JSON.stringify(taxes)],
  );
}

/** One select for each check: what it is called, what exactly it is about, in words, and the position if it is one. */
const allChecks = `
  with mine as materialized (select l.* ${inHand})
  select 'missing_price' as check, 'missing_price/' || m.id as finding, 'Preis fehlt / price missing: ' || m.text as text, m.id as "lineId"
    from mine m where m.unit_price_cents = 0 and m.approval = 'billing-manager' and m.decision = 'open'
  union all
  select 'unapproved_time', 'unapproved_time/' || m.id, 'Nicht freigegeben / not approved (' || m.approval || '): ' || m.text, m.id
    from mine m where m.approval is not null and m.approval not in ('dispatcher','billing-manager') and m.decision = 'open'
  union all
  select 'tax_undecided', 'tax_undecided/' || m.tax_class || '/' || m.supply, 'Steuer von Hand zu entscheiden / tax to be decided by hand ('
      || case m.supply when 'goods' then 'Lieferung / goods' else 'Leistung / service' end || '): ' || string_agg(distinct coalesce(m.tax_text, m.tax_key), '; '), null
    from mine m where m.tax_percent is null and m.tax_key is not null and not $4::boolean group by m.tax_class, m.supply
  union all
  select 'vat_id_invalid', 'vat_id_invalid', 'USt-IdNr. ungültig oder unbekannt / VAT id invalid or unknown: ' || coalesce(min(c.vat_id), '–'), null
    from mine m join customers c on c.tenant_id = m.tenant_id and c.id = $3
    where m.tax_percent is null and m.tax_key is not null and $4::boolean having count(*) > 0
  union all
  select 'missing_order_reference', 'missing_order_reference', 'Leitweg-ID oder Auftragsreferenz fehlt / buyer reference missing', null
    from customers c where c.tenant_id = $1 and c.id = $3 and c.kind = 'b2g' and coalesce(c.buyer_reference, '') = ''
  union all
  select 'po_limit_exceeded', 'po_limit_exceeded/' || k.id, 'Bestellwert ausgeschöpft / order exhausted: ' || k.number || ' ' || coalesce(k.order_reference, ''), null
    from contracts k join (select contract_id, sum(net_cents) as net from mine m where contract_id is not null group by contract_id) now on now.contract_id = k.id
    where k.tenant_id = $1 and k.order_limit_cents is not null and k.order_limit_cents < now.net + coalesce((select sum(b.net_cents) from billing_lines b
      where b.tenant_id = $1 and b.contract_id = k.id and b.invoice_id is not null), 0)
  union all
  select 'license_count_drift', 'license_count_drift/' || s.id, 'Lizenzen: vereinbart ' || q.quantity || ', genutzt ' || n.active || ' / licences agreed and used: ' || s.name, null
    from license_subscriptions s join lateral (select active from license_counts c where c.tenant_id = s.tenant_id and c.subscription_id = s.id
      order by counted_at desc limit 1) n on true
    join billing_runs r on r.tenant_id = $1 and r.id = $2, lateral (select license_quantity(s, r.cut_off) as quantity) q
    where s.tenant_id = $1 and s.customer_id = $3 and s.is_active and n.active <> q.quantity and not license_kept(s, r.cut_off, n.active)
  union all
  select 'deviation_over_20_percent', 'deviation_over_20_percent', 'Weicht über 20 % vom Mittel der letzten Rechnungen ab / over 20 % off the mean of the last invoices', null
    from (select avg(net_cents) as mean, count(*) as no from (select i.net_cents from invoices i where i.tenant_id = $1 and i.customer_id = $3
      and i.kind = 'invoice' and i.state <> 'draft' order by i.finalised_at desc limit 3) as last) as past,
      (select coalesce(sum(net_cents), 0) as net from mine m) as now
    where past.no >= 2 and past.mean > 0 and abs(now.net - past.mean) > past.mean * 0.2
  union all
  select 'negative_margin', 'negative_margin', 'Kosten über dem Erlös / cost above revenue', null
    from (select sum(net_cents) as net, sum(cost_cents) as cost from mine m where cost_cents is not null) as sums where sums.cost > sums.net`;
