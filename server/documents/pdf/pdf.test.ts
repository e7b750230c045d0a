import test from "ava";
import { readFonts } from "../../base/fonts/arimo.ts";
import { randomDraft } from "../../test/documents/invoices.ts";
import { randomOf } from "../../test/random.ts";
import { checkFile } from "../checkFile.ts";
import { compose } from "../einvoice/compose.ts";
import { readInvoice } from "../einvoice/files.ts";
import { parseXml } from "../xml/parse.ts";
import { embeddedFiles, metadataOf } from "./attachments.ts";
import { piecesOf } from "./blocks.ts";
import { invoiceLetter } from "./invoice.ts";
import { renderLetter } from "./letter.ts";
import { dayText, money, quantity } from "./money.ts";
import { openPaper } from "./paper.ts";
import { renderZugferd } from "./zugferd.ts";

const fonts = { regular: await readFonts(400), bold: await readFonts(700) };
const createdAt = new Date("2026-11-30T10:00:00Z");
const words = { language: "de", createdAt } as const;
const draft = { ...randomDraft(randomOf(5)), kind: "invoice" as const };
const pages = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type \/Page\b/g)?.length ?? 0;

test("a hybrid invoice holds the invoice that it shows, and is accepted", async (t) => {
  const invoice = compose(draft);
  const pdf = await renderZugferd(invoice, words, fonts);
  const [file] = embeddedFiles(pdf);

  t.deepEqual(checkFile(pdf), { kind: "zugferd", breaches: [] });
  t.like(file, { name: "factur-x.xml", relationship: "Alternative" });
  t.deepEqual(readInvoice(parseXml(file?.bytes ?? new Uint8Array())).totals, invoice.totals);
  t.regex(metadataOf(pdf), /<fx:ConformanceLevel>EN 16931</);
  t.regex(metadataOf(pdf), /<pdfaid:part>3</);
});

test("the same invoice is the same file", async (t) => {
  const [one, two] = await Promise.all([1, 2].map(() => renderZugferd(compose(draft), words, fonts)));

  t.deepEqual(one, two);
});

test("sixty lines go over several pages, one line stays on one", async (t) => {
  const [line] = draft.lines;
  const many = compose({ ...draft, lines: Array.from({ length: 60 }, () => line as (typeof draft.lines)[number]) });
  const one = compose({ ...draft, adjustments: [], lines: draft.lines.slice(0, 1) });

  t.true(pages(await renderZugferd(many, words, fonts)) > 2);
  t.is(pages(await renderLetter(invoiceLetter(one, words), fonts)), 1);
});

test("a letter says what the law wants: reverse charge, the original of a credit note, the country of others", (t) => {
  const credit = compose({
    ...draft,
    kind: "credit",
    adjustments: [],
    preceding: { number: "RE-2026-00099" },
    buyer: { name: "Alpen-IT GmbH", vatId: "ATU12345678", address: { zip: "1010", city: "Wien", country: "AT" } },
    lines: draft.lines.map((line) => ({ ...line, tax: { category: "AE", percent: 0 } })),
  });
  const letter = invoiceLetter(credit, { ...words, language: "en" });

  t.is(letter.title, `Credit note ${draft.number}`);
  t.deepEqual(letter.recipient, ["Alpen-IT GmbH", "1010 Wien", "AUSTRIA"]);
  t.true(letter.facts.some(([label, value]) => label === "On invoice" && value === "RE-2026-00099"));
  t.true(letter.blocks.some((block) => block.kind === "note" && block.text.includes("Reverse charge")));
});

test("text breaks between words, and words that are longer than any line are cut", (t) => {
  const paper = openPaper(fonts, { title: "a", ...words });

  t.deepEqual(paper.lines("aaa bbb\nccc", 1000), ["aaa bbb", "ccc"]);
  t.true(paper.lines("Donaudampfschifffahrtsgesellschaft", 40).length > 3);
  t.true(paper.lines("ein zwei drei vier fünf sechs", 50).every((line) => paper.widthOf(line) <= 50));
  t.is(
    piecesOf(paper, { kind: "table", columns: [{ title: "a", share: 1 }], rows: [["x"], ["y"]] }, 100).filter(
      ({ head }) => head,
    ).length,
    2,
  );
});

test("money, quantities and days are written as readers write them", (t) => {
  t.is(money("1190.00", "EUR", "de"), "1.190,00\u00a0€");
  t.is(money("-1190.5", "EUR", "en"), "-€1,190.50");
  t.is(quantity("0.25", "de"), "0,25");
  t.is(dayText("2026-11-30", "de"), "30.11.2026");
  t.is(dayText(undefined, "en"), "");
});
