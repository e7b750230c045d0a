import test from "ava";
import { readFonts } from "../../base/fonts/arimo.ts";
import { checkFile } from "../../documents/checkFile.ts";
import type { FullDocument } from "./document.ts";
import { objectionsTo, structured } from "./einvoice.ts";
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

  const [first = "", second = ""] = objectionsTo(document);

  t.regex(first, /BR-DE-5: Erwartet: den Namen des Ansprechpartners; .* \/ .* Expected the contact's name/);
  t.regex(second, /BR-DE-6/);
  t.deepEqual(objectionsTo({ ...invoice, seller: { ...seller, street: null } }), [
    "Anschrift des Verkäufers fehlt / the seller's address is missing",
  ]);
});
