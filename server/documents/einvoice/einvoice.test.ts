import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { randomDraft, seller } from "../../test/documents/invoices.ts";
import { randomOf } from "../../test/random.ts";
import type { Breach } from "../breach.ts";
import { postingsOf } from "../ledger/postings.ts";
import { parseXml } from "../xml/parse.ts";
import { checkDocument, checkInvoice } from "./check.ts";
import { checkEbInterface } from "./checkEbInterface.ts";
import { compose } from "./compose.ts";
import type { Draft } from "./compose.ts";
import { readEbInterface, writeEbInterface } from "./ebInterface.ts";
import { readInvoice, writeInvoice } from "./files.ts";

const read = (name: string): Promise<Buffer> =>
  readFile(path.join(import.meta.dirname, "../../test/documents/samples", name));
const errors = (breaches: readonly Breach[]): string[] =>
  breaches.filter(({ severity }) => severity === "error").map(({ rule }) => rule);

const draft: Draft = {
  kind: "invoice",
  number: "RE-2026-0117",
  issuedOn: "2026-11-30",
  dueOn: "2026-12-14",
  currency: "EUR",
  seller,
  buyer: {
    name: "Muster GmbH",
    vatId: "ATU87654321",
    address: { line1: "Weg 5", zip: "1010", city: "Wien", country: "AT" },
  },
  buyerReference: "04011000-1234512345-06",
  period: { from: "2026-11-01", to: "2026-11-30" },
  account: { iban: "DE02 1203 0000 0000 2020 51" },
  lines: [
    { name: "Wartung", quantity: "3", unit: "C62", price: "1.03", netCents: 309, tax: { category: "S", percent: 19 } },
    { name: "Fachbuch", quantity: "1", unit: "C62", price: "9.99", netCents: 999, tax: { category: "S", percent: 7 } },
  ],
};

test("a document is summed up once for each rate, as the ledger's rows are", (t) => {
  const { totals, taxes } = compose(draft);
  const rows = postingsOf(
    draft.lines.map(({ netCents, tax }) => ({
      taxKey: `DE${tax.percent}`,
      percent: tax.percent,
      netCents,
      revenueGroup: null,
      costCentre: null,
      text: "",
    })),
  );

  t.deepEqual(totals, { lines: "13.08", net: "13.08", vat: "1.29", gross: "14.37", due: "14.37" });
  t.deepEqual(
    taxes?.map(({ amount }) => amount),
    ["0.59", "0.70"],
  );
  t.is(
    rows.reduce((sum, row) => sum + row.netCents + row.vatCents, 0),
    1437,
  );
});

for (const syntax of ["ubl", "cii", "xrechnung-ubl", "xrechnung-cii"] as const) {
  test(`random invoices written as ${syntax} break no rule and say the same again`, (t) => {
    for (let seed = 0; seed < 150; seed += 1) {
      const invoice = compose(randomDraft(randomOf(seed)));
      const root = parseXml(writeInvoice(invoice, syntax));
      const { specification: _, process: __, ...again } = readInvoice(root);

      // countries and categories are drawn apart from each other, so that a strange pair is no surprise
      const breaches = checkDocument(root).filter(({ rule }) => rule !== "reverseCharge");
      t.deepEqual(breaches, [], `seed ${seed}`);
      // a credit note in UBL has no due date without a payment, and CII keeps a project's id only
      t.deepEqual(sorted(again), sorted(invoice), `seed ${seed}`);
    }
  });
}

test("random invoices written as ebInterface keep its schema and their sums", (t) => {
  for (let seed = 0; seed < 150; seed += 1) {
    const invoice = compose(randomDraft(randomOf(seed)));
    const root = parseXml(writeEbInterface(invoice));
    const again = readEbInterface(root);

    t.deepEqual(errors(checkEbInterface(root)), [], `seed ${seed}`);
    t.like(again, { number: invoice.number, issuedOn: invoice.issuedOn }, `seed ${seed}`);
    t.is(again.totals?.due, invoice.totals?.due, `seed ${seed}`);
  }
});

test("the worked samples are accepted, and UBL and CII mean the same invoice", async (t) => {
  const [ubl, xubl, xcii] = (
    await Promise.all(["UBL", "XRECHNUNG-UBL", "XRECHNUNG-CII"].map((kind) => read(`RE-2026-0117.${kind}.xml`)))
  ).map((bytes) => parseXml(bytes));
  const eb = parseXml(await read("AR-2026-0311.ebinterface61.xml"));

  for (const root of [ubl, xubl, xcii]) t.deepEqual(root && checkDocument(root), []);
  t.deepEqual(checkEbInterface(eb), []);
  t.deepEqual(sorted(xubl && readInvoice(xubl)), sorted(xcii && readInvoice(xcii)));
  t.like(readEbInterface(eb), { number: "AR-2026-0311", order: "4500012345", totals: { gross: "1200.00" } });
});

/** With keys in one order, since the syntaxes have different ones. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** The draft with all of it taxed as one category. */
function taxed(category: "O" | "K" | "AE"): Draft {
  return { ...draft, lines: draft.lines.map((line) => ({ ...line, tax: { category, percent: 0 } })) };
}

test("what is not subject to VAT names no VAT id, and a supply within the EU says when and whereto", (t) => {
  t.deepEqual(errors(checkInvoice({ ...compose(taxed("O")), specification: "urn:cen.eu:en16931:2017" })), []);
  t.is(compose(taxed("O")).seller?.vatId, undefined);
  t.like(compose(taxed("K")).delivery, { on: "2026-11-30", address: { country: "AT" } });
  t.like(compose(taxed("AE")).taxes?.[0], { amount: "0.00", reasonCode: "VATEX-EU-AE" });
});

type Edit = readonly [name: string, from: string | RegExp, to: string, rule: string];

/** Each is the worked XRechnung in UBL with one thing spoiled, and the rule that has to be told. */
const spoiledUbl: readonly Edit[] = [
  ["no specification", /<cbc:CustomizationID>.*?<\/cbc:CustomizationID>/, "", "BR-01"],
  ["no number", /<cbc:ID>RE-2026-0117<\/cbc:ID>/, "", "BR-02"],
  ["no date", /<cbc:IssueDate>.*?<\/cbc:IssueDate>/, "", "BR-03"],
  ["a day that does not exist", "2026-11-30</cbc:IssueDate>", "2026-11-31</cbc:IssueDate>", "xsd.date"],
  ["no type", /<cbc:InvoiceTypeCode>.*?<\/cbc:InvoiceTypeCode>/, "", "BR-04"],
  ["an unknown type", ">380<", ">999<", "BR-CL-01"],
  ["a credit note as an invoice", ">380<", ">381<", "BR-CL-01"],
  ["no currency", /<cbc:DocumentCurrencyCode>.*?<\/cbc:DocumentCurrencyCode>/, "", "BR-05"],
  ["an unknown currency", "<cbc:DocumentCurrencyCode>EUR", "<cbc:DocumentCurrencyCode>EUX", "BR-CL-04"],
  ["no Leitweg-ID", /<cbc:BuyerReference>.*?<\/cbc:BuyerReference>/, "", "BR-DE-15"],
  ["no seller's name", /<cbc:RegistrationName>Demo.*?<\/cbc:RegistrationName>/, "", "BR-06"],
  ["no buyer's name", /<cbc:RegistrationName>Muster.*?<\/cbc:RegistrationName>/, "", "BR-07"],
  ["no seller's country", /<cac:Country>[^]*?<\/cac:Country>/, "", "BR-09"],
  ["an unknown country", ">DE</cbc:IdentificationCode>", ">XY</cbc:IdentificationCode>", "BR-CL-14"],
  ["no seller's contact", /<cac:Contact>[^]*?<\/cac:Contact>/, "", "BR-DE-2"],
  ["no telephone", /<cbc:Telephone>.*?<\/cbc:Telephone>/, "", "BR-DE-6"],
  ["no seller's VAT id", /<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>/, "", "BR-S-02"],
  ["a VAT id without country", ">DE123456789<", ">123456789<", "BR-CO-09"],
  ["no scheme of the address", '<cbc:EndpointID schemeID="EM">rechnung', "<cbc:EndpointID>rechnung", "BR-62"],
  ["no payment", /<cac:PaymentMeans>[^]*?<\/cac:PaymentMeans>/, "", "BR-DE-1"],
  ["no account", /<cac:PayeeFinancialAccount>[^]*?<\/cac:PayeeFinancialAccount>/, "", "BR-DE-23-a"],
  ["an unknown payment", ">58<", ">999<", "BR-CL-16"],
  [
    "no due date and no terms",
    /<cbc:DueDate>.*?<\/cbc:DueDate>|<cac:PaymentTerms>[^]*?<\/cac:PaymentTerms>/g,
    "",
    "BR-CO-25",
  ],
  ["no breakdown", /<cac:TaxSubtotal>[^]*?<\/cac:TaxSubtotal>/, "", "BR-CO-18"],
  ["a wrong tax", /190\.00/g, "160.00", "BR-CO-17"],
  [
    "a wrong sum of taxes",
    '<cbc:TaxAmount currencyID="EUR">190.00',
    '<cbc:TaxAmount currencyID="EUR">190.01',
    "BR-CO-14",
  ],
  [
    "a wrong sum of lines",
    '<cbc:LineExtensionAmount currencyID="EUR">1000.00',
    '<cbc:LineExtensionAmount currencyID="EUR">1000.01',
    "BR-CO-10",
  ],
  [
    "a wrong net",
    '<cbc:TaxExclusiveAmount currencyID="EUR">1000.00',
    '<cbc:TaxExclusiveAmount currencyID="EUR">1100.00',
    "BR-CO-13",
  ],
  [
    "a wrong gross",
    '<cbc:TaxInclusiveAmount currencyID="EUR">1190.00',
    '<cbc:TaxInclusiveAmount currencyID="EUR">1190.10',
    "BR-CO-15",
  ],
  [
    "a wrong amount due",
    '<cbc:PayableAmount currencyID="EUR">1190.00',
    '<cbc:PayableAmount currencyID="EUR">119.00',
    "BR-CO-16",
  ],
  ["no amount due", /<cbc:PayableAmount.*?<\/cbc:PayableAmount>/, "", "BR-15"],
  [
    "a comma",
    '<cbc:PayableAmount currencyID="EUR">1190.00',
    '<cbc:PayableAmount currencyID="EUR">1190,00',
    "xsd.decimal",
  ],
  [
    "three decimals",
    '<cbc:PayableAmount currencyID="EUR">1190.00',
    '<cbc:PayableAmount currencyID="EUR">1190.001',
    "BR-DEC-18",
  ],
  ["a rate that is no number", "<cbc:Percent>19</cbc:Percent>", "<cbc:Percent>neunzehn</cbc:Percent>", "xsd.decimal"],
  ["a tax id without its kind", /(<cac:TaxScheme>\s*)<cbc:ID>VAT<\/cbc:ID>/, "$1", "UBL-SR-53"],
  ["no lines", /<cac:InvoiceLine>[^]*<\/cac:InvoiceLine>/, "", "BR-16"],
  ["no quantity", /<cbc:InvoicedQuantity.*?<\/cbc:InvoicedQuantity>/, "", "BR-22"],
  ["an unknown unit", 'unitCode="HUR"', 'unitCode="Std"', "BR-CL-23"],
  ["no item name", /<cbc:Name>Managed.*?<\/cbc:Name>/, "", "BR-25"],
  ["no price", /<cac:Price>[^]*?<\/cac:Price>/, "", "BR-26"],
  ["a negative price", ">40.00<", ">-40.00<", "BR-27"],
  ["a line of another category", /(<cac:ClassifiedTaxCategory>\s*<cbc:ID>)S/, "$1Z", "BR-Z-01"],
  ["an unknown category", /(<cac:ClassifiedTaxCategory>\s*<cbc:ID>)S/, "$1X", "BR-CL-18"],
  ["no rate", /(<cac:ClassifiedTaxCategory>\s*<cbc:ID>S<\/cbc:ID>)\s*<cbc:Percent>19<\/cbc:Percent>/, "$1", "BR-S-05"],
  ["reverse charge without reason", /<cbc:ID>S<\/cbc:ID>/g, "<cbc:ID>AE</cbc:ID>", "BR-AE-10"],
  ["an end before the beginning", "<cbc:EndDate>2026-11-30", "<cbc:EndDate>2026-10-30", "BR-29"],
  [
    "elements out of order",
    /(<cbc:IssueDate>.*?<\/cbc:IssueDate>)(\s*)(<cbc:DueDate>.*?<\/cbc:DueDate>)/,
    "$3$2$1",
    "xsd.order",
  ],
];

for (const [name, from, to, rule] of spoiledUbl) {
  test(`spoiled XRechnung: ${name}`, async (t) => {
    const text = (await read("RE-2026-0117.XRECHNUNG-UBL.xml")).toString();
    const spoiled = text.replace(from, to);
    t.not(spoiled, text);

    const found = errors(checkDocument(parseXml(Buffer.from(spoiled))));

    t.true(found.includes(rule), found.join(", "));
  });
}

const spoiledEb: readonly Edit[] = [
  ["no number", /<InvoiceNumber>.*?<\/InvoiceNumber>/, "", "xsd.missing"],
  ["no currency", ' InvoiceCurrency="EUR"', "", "xsd.attribute"],
  ["an unknown kind", 'DocumentType="Invoice"', 'DocumentType="Rechnung"', "xsd.DocumentType"],
  ["an unknown element", "<Comment>", "<Remark>", "xsd.unknown"],
  [
    "elements out of order",
    /(<Biller>[^]*<\/Biller>)(\s*)(<InvoiceRecipient>[^]*<\/InvoiceRecipient>)/,
    "$3$2$1",
    "xsd.order",
  ],
  ["no VAT id", /<VATIdentificationNumber>ATU1.*?<\/VATIdentificationNumber>/, "", "xsd.missing"],
  ["a date in another form", "<InvoiceDate>2026-11-30", "<InvoiceDate>30.11.2026", "xsd.InvoiceDate"],
  ["a day that does not exist", "<InvoiceDate>2026-11-30", "<InvoiceDate>2026-11-31", "xsd.InvoiceDate"],
  ["no unit", ' Unit="C62"', "", "xsd.attribute"],
  ["no category", ' TaxCategoryCode="S"', "", "xsd.attribute"],
  ["a comma", "<UnitPrice>100.00", "<UnitPrice>100,00", "xsd.UnitPrice"],
  ["three decimals", "<PayableAmount>1200.00", "<PayableAmount>1200.001", "xsd.PayableAmount"],
  ["a wrong line", "<LineItemAmount>1000.00", "<LineItemAmount>900.00", "ebInterface.sum"],
  ["a wrong tax", "<TaxAmount>200.00", "<TaxAmount>190.00", "ebInterface.tax"],
  ["a wrong gross", "<TotalGrossAmount>1200.00", "<TotalGrossAmount>1210.00", "ebInterface.sum"],
  ["a wrong amount to pay", "<PayableAmount>1200.00", "<PayableAmount>120.00", "ebInterface.sum"],
  ["a country that is none", 'CountryCode="AT"', 'CountryCode="XY"', "ebInterface.country"],
];

for (const [name, from, to, rule] of spoiledEb) {
  test(`spoiled ebInterface: ${name}`, async (t) => {
    const text = (await read("AR-2026-0311.ebinterface61.xml"))
      .toString()
      .replace("</Invoice>", "<Comment>Danke</Comment></Invoice>");
    const spoiled = text.replace(from, to).replace("</Comment>", to === "<Remark>" ? "</Remark>" : "</Comment>");
    t.not(spoiled, text);

    const found = errors(checkEbInterface(parseXml(Buffer.from(spoiled))));

    t.true(found.includes(rule), found.join(", "));
  });
}
