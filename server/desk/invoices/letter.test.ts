import { readFile } from "node:fs/promises";
import test from "ava";
import { readFonts } from "../../base/fonts/arimo.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { checkFile } from "../../documents/checkFile.ts";
import { writeInvoice } from "../../documents/einvoice/files.ts";
import type { FullDocument } from "./document.ts";
import { isLeftToPeople } from "./complaints.ts";
import { invoiceOf, objectionsTo, structured } from "./einvoice.ts";
import { letterOf, renderDocument } from "./letter.ts";

const fonts = { regular: await readFonts(400), bold: await readFonts(700) };
const seller = {
  name: "Systemhaus Müller & Söhne GmbH",
  country: "DE",
  vat_id: "DE123456789",
  street: "Industriestraße 5",
  zip: "86153",
  city: "Augsburg",
  email: "buchhaltung@systemhaus.example",
  phone: "+49821555010",
  contact_name: "Greta Pöhl",
  iban: "DE02120300000000202051",
  bank_name: "Musterbank",
  register_text: "Amtsgericht Augsburg HRB 12345, Geschäftsführer: Hans Kern",
};
const buyer = {
  name: "Bäckerei Größl & Töchter OHG",
  street: "Überführungsstraße 12a",
  zip: "80331",
  city: "München",
  country: "DE",
  vatId: "DE987654321",
  kind: "b2b",
  email: "rechnung@baeckerei.example",
  format: "zugferd",
  language: "de",
};
const taxed = (percent: number) => ({
  taxKey: `DE${percent}`,
  percent,
  category: "S",
  taxText: null,
  revenueGroup: null,
  costCentre: null,
  billingLineId: null,
  correctsPos: null,
});
const hours = {
  text: "2026-11-03 Support Level 2: Größe geprüft",
  quantity: 1.25,
  unit: "HUR",
  unitPriceCents: 12_000,
  netCents: 15_000,
  ...taxed(19),
};
const forgiven = { ...hours, text: "Öffnungszeiten geklärt (Kulanz)", unitPriceCents: 0, netCents: 0 };
const book = {
  text: "Fachbuch „Büro“",
  quantity: 3,
  unit: "C62",
  unitPriceCents: 3_990,
  netCents: 11_970,
  ...taxed(7),
};
const invoice: FullDocument = {
  kind: "invoice",
  number: "RE-2026-0117",
  originalNumber: null,
  issuedOn: "2026-11-30",
  dueOn: "2026-12-14",
  serviceFrom: "2026-11-01",
  serviceTo: "2026-11-30",
  buyerReference: null,
  orderReference: null,
  textTop: null,
  seller,
  buyer,
  lines: [hours, forgiven, book],
};
const said = (document: FullDocument): string => JSON.stringify(letterOf(document)).replaceAll("\u00a0", " ");

test("an invoice is a letter with two rates, what was forgiven at nothing, and the same sums within for machines", async (t) => {
  const letter = said(invoice);

  t.true(letter.includes("03.11.2026 Support Level 2: Größe geprüft"));
  t.true(
    letter.includes(
      '["19 % USt auf 150,00 €","28,50 €"],["7 % USt auf 119,70 €","8,38 €"],["Gesamtbetrag","306,58 €"]',
    ),
  );
  t.true(letter.includes("Zahlbar bis 14.12.2026 ohne Abzug."));
  t.true(letter.includes('"Geschäftsführer: Hans Kern"'));
  t.deepEqual(checkFile(await renderDocument(invoice, fonts)), { kind: "zugferd", breaches: [] });
});

test("whoever reads English is written to in English", (t) => {
  const letter = said({ ...invoice, buyer: { ...buyer, language: "en" } });

  t.true(letter.includes("Invoice RE-2026-0117"));
  t.true(letter.includes("03/11/2026 Support Level 2"));
  t.true(letter.includes("Payable by 14/12/2026 without deduction."));
});

test("a credit note names its original, gives the reason and asks for no payment", async (t) => {
  const credit: FullDocument = {
    ...invoice,
    kind: "credit",
    number: "GS-2026-0003",
    originalNumber: "RE-2026-0117",
    dueOn: null,
    textTop: "Doppelt erfasst.",
    lines: [{ ...hours, quantity: 1, unit: "C62", unitPriceCents: 1_000, netCents: 1_000 }],
  };
  const letter = said(credit);

  t.true(letter.includes("Gutschrift GS-2026-0003"));
  t.true(letter.includes('["Zu Rechnung","RE-2026-0117"]'));
  t.true(letter.includes("Doppelt erfasst."));
  t.false(letter.includes("Zahlbar"));
  t.deepEqual(checkFile(await renderDocument(credit, fonts)), { kind: "zugferd", breaches: [] });
});

for (const [format, kind] of [
  ["xrechnung", "xrechnung"],
  ["peppol-ubl", "ubl"],
  ["ebinterface", "ebinterface"],
] as const) {
  test(`who wants ${format} gets it beside the letter, and it is accepted`, (t) => {
    const document = { ...invoice, buyerReference: "04011000-1234512345-06", buyer: { ...buyer, format, kind: "b2g" } };

    t.deepEqual(checkFile(structured(document)?.bytes ?? new Uint8Array()), { kind, breaches: [] });
    t.deepEqual(objectionsTo(document), []);
  });
}

test("who takes the letter as it is gets no file beside it", (t) => {
  for (const format of ["pdf", "zugferd"]) t.is(structured({ ...invoice, buyer: { ...buyer, format } }), undefined);
});

test("what its receiver would decline is told in both languages before a number is drawn", (t) => {
  const nameless = { ...seller, contact_name: null, phone: null };
  const document = { ...invoice, seller: nameless, buyerReference: "04011000-1234512345-06", buyer: { ...buyer, format: "xrechnung" } }; // prettier-ignore

  const [first, second] = objectionsTo(document).map(({ text }) => text);

  t.regex(first ?? "", /BR-DE-5: Erwartet: den Namen des Ansprechpartners; .* \/ .* Expected the contact's name/);
  t.regex(second ?? "", /BR-DE-6/);
  t.deepEqual(objectionsTo({ ...invoice, seller: { ...seller, street: null } }), [
    {
      text: "Anschrift des Verkäufers fehlt: in den Stammdaten des Hauses / the seller's address is missing: in the house's own record",
      needs: [],
    },
  ]);
});

const needs = (document: FullDocument) => objectionsTo(document).flatMap((each) => each.needs);
const told = (document: FullDocument) => objectionsTo(document).map(({ text }) => text.replace(/.* \/ /s, ""));

test("what of the customer's record is missing is told by its terms", (t) => {
  const wants = (format: string, kind: string) => ({ ...invoice, buyer: { ...buyer, format, kind } });

  t.deepEqual(needs(wants("xrechnung", "b2b")), ["buyerReference"]);
  t.deepEqual(needs(wants("ebinterface", "b2g")), ["buyerReference"]);
  t.deepEqual(needs({ ...invoice, buyer: { ...buyer, street: null, city: " " } }), ["street", "city"]);
});

const reverse = {
  ...taxed(0),
  taxKey: "EU_RC_SERVICE",
  category: "AE",
  taxText: "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge",
};
const paris = {
  ...buyer,
  street: "1 rue de la Paix",
  zip: "75002",
  city: "Paris",
  country: "FR",
  vatId: "FR40303265045",
};
const abroad = { ...invoice, buyer: paris, lines: [{ ...hours, ...reverse }] };

test("a reverse charge is refused without its words or without both VAT ids, and so is a tax that was left to people", (t) => {
  const line = abroad.lines[0] as FullDocument["lines"][number]; // the only one

  t.deepEqual(told(abroad), []);
  t.deepEqual(told({ ...abroad, lines: [{ ...line, taxText: null }] }), [
    "the words of the reverse charge or the exemption are missing",
  ]);
  t.deepEqual(told({ ...abroad, buyer: { ...paris, vatId: null } }), ["the customer's VAT id is missing"]);
  t.deepEqual(told({ ...abroad, seller: { ...seller, vat_id: null, tax_number: "103/123/45678" } }), [
    "the seller's VAT id is missing: in the house's own record",
  ]);
  for (const taxText of [
    "von Hand entscheiden / manual decision",
    "von Hand: keine gültige USt-IdNr. / manual: no valid VAT id",
  ])
    t.deepEqual(told({ ...abroad, lines: [{ ...line, taxKey: "X", category: "O", taxText }] }), [
      "the tax has not been decided",
    ]);
  t.deepEqual(told({ ...abroad, kind: "credit", lines: [{ ...line, taxText: null }] }), []);
});

test("every text of the rule set that leaves the tax to people is known as one, and no other is", async (t) => {
  const file = await readFile(new URL("../../../rules/tax_key.json", import.meta.url), "utf8");
  const { rows } = parseRuleSet(JSON.parse(file));

  for (const { id, then } of rows)
    t.is(isLeftToPeople(then["invoiceText"] as string | null), then["taxKey"] === "CHECK", id);
});

for (const format of ["xrechnung", "peppol-ubl", "ebinterface", "zugferd"]) {
  test(`${format}: a reverse charge shows its category, its words and both VAT ids`, async (t) => {
    const document = { ...abroad, buyerReference: "PO-7", buyer: { ...paris, format } };
    const within = structured(document)?.bytes ?? (await renderDocument(document, fonts));
    const text = Buffer.from(structured(document)?.bytes ?? writeInvoice(invoiceOf(document), "cii")).toString("utf8");

    const { breaches } = checkFile(within, `x.${format === "zugferd" ? "pdf" : "xml"}`);
    t.deepEqual(
      breaches.filter(({ severity }) => severity === "error"),
      [],
    );
    for (const expected of ["DE123456789", "FR40303265045", "Reverse charge", "AE"])
      t.true(text.includes(expected), expected);
  });
}

const rulesOf = (document: FullDocument) =>
  checkFile(writeInvoice(invoiceOf(document), "cii")).breaches.map(({ rule, severity }) => `${severity} ${rule}`);

test("a file that says a service within the EU is outside the scope of VAT makes its receiver stumble", (t) => {
  const [line] = abroad.lines;
  const outside = { ...abroad, lines: [{ ...line, category: "O" }] } as FullDocument;

  t.deepEqual(rulesOf(outside), ["warning reverseCharge"]);
  t.deepEqual(rulesOf(abroad), []);
  t.deepEqual(rulesOf({ ...outside, buyer: { ...outside.buyer, country: "CH", vatId: null } }), []);
});

test("a small business says why it charges no tax, and the zero rate needs no reason, in every format", (t) => {
  const small = { ...taxed(0), taxKey: "SMALL_BUSINESS", category: "E", taxText: "Kleinunternehmer (§ 19 UStG)" };
  const zero = { ...taxed(0), taxKey: "DE0", category: "Z" };

  for (const format of ["zugferd", "xrechnung", "peppol-ubl", "ebinterface"]) {
    const document = { ...invoice, buyerReference: "PO-7", buyer: { ...buyer, format } };
    for (const tax of [small, zero])
      t.deepEqual(objectionsTo({ ...document, lines: [{ ...hours, ...tax }] }), [], `${format} ${tax.category}`);
  }
  t.regex(JSON.stringify(letterOf({ ...invoice, lines: [{ ...hours, ...small }] })), /Kleinunternehmer \(§ 19 UStG\)/);
});

test("the letter prints the reverse charge and both VAT ids", async (t) => {
  const shown = JSON.stringify(letterOf(abroad));

  for (const expected of ["DE123456789", "FR40303265045", "Reverse charge"]) t.true(shown.includes(expected), expected);
});
