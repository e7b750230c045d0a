import test from "ava";
import { transact } from "../db/transact.ts";
import { readFile } from "../desk/files/files.ts";
import { checkFile } from "../documents/checkFile.ts";
import { monthEnd } from "../documents/day.ts";
import { billingOffice } from "./billingOffice.ts";
import type { BillingOffice, OpenTask } from "./billingOffice.ts";

let office: BillingOffice;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  office = await billingOffice();
  await office.approveAll("esommer");
});
test.after.always(() => office.close());

const today = new Date().toISOString().slice(0, 10);
const known = { zip: "75002", city: "Paris", language: "en", invoiceEmail: "factures@client.example" };

/** A customer who got a service that waits for the next run. */
async function served(customer: { readonly name: string; readonly [more: string]: unknown }): Promise<string> {
  const { id } = await office.ask("admin", "POST", "/api/customers", { ...known, country: "FR", ...customer });
  const service = {
    customerId: id,
    text: `Migration ${customer.name}`,
    quantity: 4,
    unit: "HUR",
    unitPriceCents: 12_000,
  };
  await office.ask("esommer", "POST", "/api/material", { ...service, supply: "service", deliveredOn: today });
  return String(id);
}

async function approve(name: string): Promise<void> {
  await office.complete("esommer", await office.task("billing_approval", name), {});
}

/** The next clearing whose finding says so, since the former one may still be there for a moment. */
function clearing(name: string, says: RegExp): Promise<OpenTask> {
  return office.eventually(`a finding ${says} of ${name}`, async () => {
    const task = await office.task("billing_clearing", name);
    return says.test(String(valueOf(task, "finding"))) ? task : undefined;
  });
}

const valueOf = (task: OpenTask, key: string): unknown => task.form.fields.find((field) => field.key === key)?.default;

/** The invoice that was sent, what its lines say, and all its files as text. */
async function sent(id: string) {
  const [invoice] = await office.eventually("the invoice to be sent", async () => {
    const found = await office.rows("select id, number from invoices where customer_id = $1 and state = 'sent'", [id]);
    return found.length > 0 ? found : undefined;
  });
  const lines = await office.rows(
    "select tax_key, tax_category, vat_percent::int as percent, tax_text from invoice_lines where invoice_id = $1",
    [invoice?.["id"]],
  );
  const files = await office.rows("select id, name from files where subject_kind = 'invoice' and subject_id = $1", [invoice?.["id"]]); // prettier-ignore
  const read = files.map(async (file) => {
    const { body, name } = await transact(office.house.database, "main", (tx) => readFile(tx, String(file["id"])));
    return { ...checkFile(body, name), text: body.toString("utf8") };
  });
  return { lines, files: await Promise.all(read) };
}

const reverse = {
  tax_key: "EU_RC_SERVICE",
  tax_category: "AE",
  percent: 0,
  tax_text: "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge",
};

test.serial("a French company owes the tax itself; what its XRechnung lacks is put right by its terms", async (t) => {
  t.timeout(180_000);
  const id = await served({ name: "Lumière SARL", vatId: "FR40303265045", invoiceFormat: "xrechnung" });
  await office.startRun(monthEnd(today));
  await approve("Lumière");

  const address = await clearing("Lumière", /address is missing/);
  t.deepEqual(valueOf(address, "needs"), ["street"]);
  await t.throwsAsync(office.complete("gpohl", address, { action: "fix_data", reason: "?" }), {
    message: /422.*street/s,
  });
  await office.complete("gpohl", address, { action: "fix_data", street: "1 rue de la Paix", reason: "Website" });
  await approve("Lumière");
  const reference = await clearing("Lumière", /BT-10/);
  await office.complete("gpohl", reference, { action: "fix_data", buyerReference: "PO-4711", reason: "Mail" });
  await approve("Lumière");

  const { lines, files } = await sent(id);
  t.deepEqual(
    lines.map((line) => ({ ...line })),
    [reverse],
  );
  t.deepEqual(new Set(files.map(({ kind }) => kind)), new Set(["zugferd", "xrechnung"]));
  t.deepEqual(
    files.flatMap(({ breaches }) => breaches.filter(({ severity }) => severity === "error")),
    [],
  );
  const xml = files.find(({ kind }) => kind === "xrechnung")?.text ?? "";
  for (const expected of ["FR40303265045", "Reverse charge", ">AE<", "VATEX-EU-AE", ">PO-4711<", ">1 rue de la Paix<"])
    t.true(xml.includes(expected), expected);
  const [seller] = await office.rows("select vat_id from sellers");
  t.true(xml.includes(`>${String(seller?.["vat_id"])}<`));
  const told = await office.rows("select actor, data->'members' as members from trail where stream_id = $1 and type = 'changeCustomer' order by seq", [`customer:${id}`]); // prettier-ignore
  t.deepEqual(
    told.map((each) => ({ ...each })),
    [
      { actor: "gpohl", members: ["street"] },
      { actor: "gpohl", members: ["buyerReference"] },
    ],
  );
});

test.serial(
  "a tax is chosen from the rule set, with its words; without a VAT id a reverse charge does not leave",
  async (t) => {
    t.timeout(180_000);
    const id = await served({ name: "Atelier Nord", street: "2 rue du Nord" });
    await office.startRun(monthEnd(today));

    const asked = await clearing("Atelier", /VAT id invalid or unknown/);
    const options = asked.form.fields.find(({ key }) => key === "chosenTax")?.options ?? [];
    t.true(options.some(({ value, label }) => value === "EU_RC_SERVICE" && label.en.includes("reverse charge")));
    const fix = { action: "fix_data", reason: "Firma" };
    await t.throwsAsync(office.complete("gpohl", asked, { ...fix, chosenTax: "EU_RC_SERVICE 0" }), {
      message: /422.*chosenTax/s,
    });
    await office.complete("gpohl", asked, { ...fix, vatId: "unbekannt" });
    await office.complete("gpohl", await clearing("Atelier", /not taken: .*VAT id/s), {
      ...fix,
      chosenTax: "EU_RC_SERVICE",
    });
    await approve("Atelier");
    const refused = await clearing("Atelier", /the customer's VAT id is missing/);
    t.is((await office.rows("select 1 from invoices where customer_id = $1", [id])).length, 0);
    await office.complete("gpohl", refused, { ...fix, vatId: "fr 83 404 833 048" });
    await approve("Atelier");

    const { lines, files } = await sent(id);
    t.deepEqual(
      lines.map((line) => ({ ...line })),
      [reverse],
    );
    t.deepEqual(
      files.flatMap(({ breaches }) => breaches),
      [],
    );
  },
);
