import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { openOffice } from "../../test/office.ts";
import { createCustomer } from "../records/parties.ts";
import { recordMaterial } from "../records/prices.ts";

const office = await openOffice();
test.after.always(() => office.close());

interface Told {
  readonly check: string;
  readonly finding: string;
  readonly text: string;
  readonly needs: readonly string[];
  readonly taxChoices: readonly { readonly value: string }[];
}

/** A customer with material in hand of a run, and what a check of the bill tells after a clearing. */
async function billOf(customer: { name: string; country: string; kind?: "b2b" | "b2c" | "b2g" }) {
  const id = await office.within(async (tx) => {
    const made = await createCustomer(tx, { kind: "b2b", ...customer }, office.clock.now);
    const material = { customerId: made, quantity: 1, unitPriceCents: 5_000, deliveredOn: "2026-11-20" };
    await recordMaterial(tx, { ...material, text: "Router" }, office.clock.now);
    await recordMaterial(tx, { ...material, text: "Fernwartung", supply: "service" }, office.clock.now);
    return made;
  });
  const { run } = await office.run("desk.billing.open", { kind: "manual" });
  await office.run("desk.billing.gather", { run: run ?? null });
  const part = { run: run ?? null, customer: { id } };
  await office.run("desk.billing.combine", part);
  const undecided = { taxKey: "CHECK", percent: null, category: null, invoiceText: "von Hand / manual" };
  const check = async (): Promise<readonly Told[]> => {
    const taxes = ["goods", "service"].map((supply) => ({ taxClass: "standard", supply, tax: undecided }));
    return (await office.run("desk.billing.check", { ...part, taxes }))["checks"] as unknown as readonly Told[]; // by contract
  };
  const clear = (finding: Told, action: string, more: JsonObject = {}) =>
    office.run("desk.billing.clear", {
      ...part,
      clearings: [{ finding: { ...finding }, action, reason: "geprüft", decidedBy: "dora", ...more }],
    });
  const lines = () =>
    office.rows("select tax_key, tax_percent::int as percent, tax_category, tax_text, rule_trace from billing_lines where customer_id = $1 order by text", [id]); // prettier-ignore
  return { id, check, clear, lines };
}

const of = (told: readonly Told[], finding: string): Told => {
  const found = told.find((each) => each.finding === finding);
  if (found === undefined) throw new Error(`Expected a finding ${finding}, but there are ${JSON.stringify(told)}`);
  return found;
};

test.serial(
  "a tax by hand is one of the rule set, with its category and words, for the case that was asked about only",
  async (t) => {
    const { check, clear, lines } = await billOf({ name: "Zürich AG", country: "CH" });
    const service = of(await check(), "tax_undecided/standard/service");

    await clear(service, "fix_data", { fix: { tax: "EU_RC_SERVICE" } });

    t.deepEqual(service.needs, ["tax"]);
    t.true(service.taxChoices.some(({ value }) => value === "EU_RC_SERVICE"));
    const [done, open] = await lines();
    t.like(done, { tax_key: "EU_RC_SERVICE", percent: 0, tax_category: "AE" });
    t.is(done?.["tax_text"], "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge");
    t.like(done?.["rule_trace"], { tax: { taxKey: "EU_RC_SERVICE", decidedBy: "dora", reason: "geprüft" } });
    t.like(open, { tax_key: "CHECK", percent: null });
    const left = (await check()).map(({ finding }) => finding).filter((finding) => finding.startsWith("tax"));
    t.deepEqual(left, ["tax_undecided/standard/goods"]);
  },
);

test.serial(
  "a tax that the rule set does not have is refused and told, and so is an exception from having one",
  async (t) => {
    const { check, clear, lines } = await billOf({ name: "Basel AG", country: "CH" });
    const finding = "tax_undecided/standard/service";

    await clear(of(await check(), finding), "fix_data", { fix: { tax: "DE21" } });
    const unknown = of(await check(), finding).text;
    await clear(of(await check(), finding), "approve_exception");
    const excepted = of(await check(), finding).text;

    t.regex(unknown, /Nicht übernommen \/ not taken: Erwartet: eine Steuer aus dem Regelwerk: DE19, .* is "DE21"/s);
    t.regex(excepted, /not taken: .*there is no invoice without it/);
    t.notRegex(of(await check(), finding).text, /not taken/);
    t.true((await lines()).every((line) => line["percent"] === null));
  },
);

test.serial("a VAT id is put right at the customer, with its trail; what is none is told", async (t) => {
  const { id, check, clear } = await billOf({ name: "Lyon SARL", country: "FR" });
  const first = of(await check(), "vat_id_invalid");

  await clear(first, "fix_data", { fix: { vatId: "keine" } });
  const again = of(await check(), "vat_id_invalid");
  await clear(again, "fix_data", { fix: { vatId: "FR 40 303 265 045" } });

  t.deepEqual(first.needs, ["vatId", "tax"]);
  t.regex(again.text, /not taken: .*a VAT id that begins with its country/);
  t.deepEqual(office.effects(), [{ kind: "changed", record: "customer", id, members: ["vatId"], by: "dora" }]);
  const [customer] = await office.rows("select vat_id, vat_valid, revision from customers where id = $1", [id]);
  t.like(customer, { vat_id: "FR40303265045", vat_valid: true, revision: 2 });
  t.false((await check()).some(({ check: kind }) => kind === "vat_id_invalid"));
});

test.serial(
  "what the e-invoice lacks is put right by its terms, and taxes are decided anew; without a value it comes back",
  async (t) => {
    const { id, check, clear, lines } = await billOf({ name: "Nice SA", country: "FR" });
    await office.rows("update billing_lines set tax_key = 'DE19', tax_percent = 19, tax_category = 'S' where customer_id = $1", [id]); // prettier-ignore
    const needs = ["buyerReference", "street"];
    const invalid = { check: "einvoice_invalid", finding: "einvoice_invalid", text: "BT-10", needs, taxChoices: [] };

    await clear(invalid, "fix_data");
    const told = of(await check(), "einvoice_invalid");
    await clear(invalid, "fix_data", { fix: { buyerReference: "PO-77", street: "1 rue de la Paix" } });

    t.regex(told.text, /^BT-10\nNicht übernommen/);
    t.deepEqual(told.needs, needs);
    const [customer] = await office.rows("select buyer_reference, street from customers where id = $1", [id]);
    t.like(customer, { buyer_reference: "PO-77", street: "1 rue de la Paix" });
    t.true((await lines()).every((line) => line["tax_key"] === null));
  },
);

test.serial("a form of one field, as tenants may still have it, means what the finding needs", async (t) => {
  const { id, check, clear } = await billOf({ name: "Stadt Metz", country: "FR", kind: "b2g" });

  await clear(of(await check(), "missing_order_reference"), "fix_data", { value: "04011000-1234512345-06" });

  const [customer] = await office.rows("select buyer_reference from customers where id = $1", [id]);
  t.is(customer?.["buyer_reference"], "04011000-1234512345-06");
});
