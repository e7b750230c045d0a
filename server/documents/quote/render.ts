import type { QuoteFacts, QuotedLine } from "./facts.ts";
import { openSheet } from "./sheet.ts";
import type { Fonts, Sheet } from "./sheet.ts";
import { figuresOf, quoteWords } from "./words.ts";
import type { Figures } from "./words.ts";

type Words = (typeof quoteWords)["de"] | (typeof quoteWords)["en"];

/** What the parts of the document share. */
interface Quoting {
  readonly sheet: Sheet;
  readonly facts: QuoteFacts;
  readonly words: Words;
  readonly figures: Figures;
}

/** A quote as a PDF in the customer's language: whom it is for, what runs and what is paid once, terms, and where to sign. */
export function renderQuote(facts: QuoteFacts, fonts: Fonts): Promise<Buffer> {
  const words = quoteWords[facts.language];
  const figures = figuresOf(facts.language);
  const about = {
    title: `${words.quote} ${facts.number}`,
    author: facts.seller.name,
    language: facts.language,
    createdOn: facts.issuedOn,
    footer: [facts.seller.name, facts.seller.vatId].filter((part) => part !== null && part !== "").join(" · "),
    pageOf: words.page,
  };
  const sheet = openSheet(about, fonts);
  const quoting: Quoting = { sheet, facts, words, figures };
  cover(quoting);
  positions(quoting, "monthly");
  positions(quoting, "once");
  totals(quoting);
  closing(quoting);
  return sheet.finish();
}

function cover({ sheet, facts, words, figures }: Quoting): void {
  sheet.head(facts.seller.name, `${words.quote} ${facts.number}`);
  sheet.pairs(
    [words.forWhom, [facts.company, facts.person].filter((part) => part !== null).join("\n")],
    [
      [words.issuedOn, figures.day(facts.issuedOn)],
      [words.validUntil, figures.day(facts.validUntil)],
      ["", words.version(facts.version)],
    ],
  );
  sheet.heading(facts.title);
  if (facts.intro !== null) sheet.paragraph(facts.intro);
}

function positions({ sheet, facts, words, figures }: Quoting, period: QuotedLine["period"]): void {
  const lines = facts.lines.filter((line) => line.period === period);
  if (lines.length === 0) return;
  const title = period === "monthly" ? `${words.monthly}, ${words.term(facts.termMonths)}` : words.once;
  sheet.table(
    title,
    [words.pos, words.item, words.quantity, words.unitPrice, words.net],
    lines.map((line) => rowOf(line)),
  );

  function rowOf(line: QuotedLine): { cells: string[]; note: string; isMuted: boolean } {
    const quantity = `${figures.number(line.quantity)} ${words.unit[line.unit] ?? ""}`.trim();
    const choice =
      line.choice === "optional"
        ? words.optional
        : line.alternativeTo === null
          ? ""
          : words.alternativeTo(line.alternativeTo);
    return {
      cells: [String(line.pos), line.text, quantity, figures.money(line.unitPriceCents), figures.money(line.netCents)],
      note: [line.sku, choice].filter((part) => part !== "").join(" · "),
      isMuted: line.choice !== "standard",
    };
  }
}

function totals({ sheet, facts, words, figures }: Quoting): void {
  const { onceCents, monthlyCents, totalCents } = facts.amounts;
  const rows: [string, string][] = [];
  if (monthlyCents > 0) rows.push([words.monthlyTotal, figures.money(monthlyCents)]);
  if (onceCents > 0 || monthlyCents === 0) rows.push([words.onceTotal, figures.money(onceCents)]);
  if (monthlyCents > 0 && facts.termMonths > 0)
    rows.push([words.termTotal(facts.termMonths), figures.money(totalCents)]);
  sheet.totals(rows);
  const isSplit = facts.lines.some((line) => line.choice !== "standard");
  sheet.small([...(isSplit ? [words.notIncluded] : []), words.vat].join(" "));
}

function closing({ sheet, facts, words }: Quoting): void {
  if (facts.terms !== null) {
    sheet.heading(words.terms);
    sheet.paragraph(facts.terms);
  }
  sheet.signature(words.acceptance, words.signature);
}
