import test from "ava";
import type { QuoteFacts } from "../../documents/quote/facts.ts";
import { renderQuote } from "../../documents/quote/render.ts";
import { readFonts } from "./fonts.ts";

const fonts = await readFonts();
const line: QuoteFacts["lines"][number] = {
  pos: 1,
  text: "Managed Workplace für Łukasz & Søren",
  sku: "MW-SILVER",
  choice: "standard",
  alternativeTo: null,
  quantity: 25,
  unit: "C62",
  period: "monthly",
  unitPriceCents: 4275,
  netCents: 106_875,
};
const facts: QuoteFacts = {
  number: "AN-2026-00001",
  version: 1,
  language: "de",
  title: "Betreuung",
  seller: { name: "Systemhaus Muster GmbH", country: "DE", vatId: null },
  company: "Kanzlei Weiß",
  person: null,
  issuedOn: "2026-11-23",
  validUntil: "2026-12-23",
  intro: null,
  terms: null,
  termMonths: 36,
  lines: [line],
  amounts: { onceCents: 0, monthlyCents: 106_875, totalCents: 3_847_500 },
};

function pagesOf(pdf: Buffer): number {
  return [...pdf.toString("latin1").matchAll(/\/Type \/Page\b(?!s)/g)].length;
}

test("a quote is a PDF that says its language and number, and the same facts give the same bytes", async (t) => {
  const pdf = await renderQuote(facts, fonts);

  t.is(pagesOf(pdf), 1);
  t.regex(pdf.toString("latin1"), /\/Lang \(de\)/);
  t.true(pdf.equals(await renderQuote(facts, fonts)));
  t.false(pdf.equals(await renderQuote({ ...facts, language: "en" }, fonts)));
});

test("many positions go on over pages", async (t) => {
  const lines = Array.from({ length: 60 }, (_, index) => ({ ...line, pos: index + 1 }));

  t.true(pagesOf(await renderQuote({ ...facts, lines }, fonts)) >= 3);
});
