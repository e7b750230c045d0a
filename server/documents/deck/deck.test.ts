import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import test from "ava";
import { fromWoff } from "../../base/fonts/woff.ts";
import type { ReviewFacts } from "./facts.ts";
import { writePdf } from "./pdf.ts";
import { writePptx } from "./pptx.ts";
import { page } from "./shapes.ts";
import { reviewSlides } from "./slides.ts";

const longest =
  "Österreichische Gesellschaft für außergewöhnliche Übergrößenlogistik mit beschränkter Haftung & Co. KG ".repeat(3);
const item = {
  title: longest,
  theme: "lifecycle",
  quarter: "2027-Q1",
  priority: "high",
  capexCents: 1_250_000,
  opexMonthCents: 12_900,
  risk: longest,
  evidence: 3,
} as const;
const facts: ReviewFacts = {
  language: "de",
  seller: "Systemhaus Muster GmbH",
  customer: longest,
  number: "QBR-2026-00001",
  periodFrom: "2026-07-01",
  periodTo: "2026-10-01",
  kpis: [
    {
      label: "Patch-Compliance",
      unit: "%",
      value: null,
      target: 95,
      better: "higher",
      color: "grey",
      source: "monitoring",
    },
    {
      label: "Mittlere Lösungszeit",
      unit: "min",
      value: 431.5,
      target: 480,
      better: "lower",
      color: "green",
      source: "tickets",
    },
  ],
  messages: [longest],
  risks: [longest],
  gaps: [{ source: "monitoring", reason: longest }],
  months: [{ month: "2026-07", opened: 3, solved: 2 }],
  assets: { total: 3, withoutWarranty: 1, unsupported: 0, ending: [{ quarter: "2027-Q1", count: 2 }] },
  roadmap: Array.from({ length: 20 }, (_, index) => ({
    ...item,
    quarter: index === 19 ? null : `${2026 + (index % 4)}-Q1`,
  })),
};
const empty: ReviewFacts = {
  ...facts,
  language: "en",
  kpis: [],
  messages: [],
  risks: [],
  gaps: [],
  months: [],
  assets: null,
  roadmap: [],
};

async function fonts() {
  const { resolve } = createRequire(import.meta.url);
  const font = async (weight: number) =>
    fromWoff(await readFile(resolve(`@fontsource/arimo/files/arimo-latin-${weight}-normal.woff`)));
  return { regular: await font(400), bold: await font(700) };
}

test("everything stays on its slide, however long names and lists are", (t) => {
  for (const slide of [...reviewSlides(facts), ...reviewSlides(empty)]) {
    for (const { x, y, w, h } of slide.shapes) {
      t.true(x >= 0 && y >= 0 && x + w <= page.width + 0.001 && y + h <= page.height + 0.001, slide.title);
    }
  }
});

test("a figure without data is said in words and never nought", (t) => {
  const [, , figures] = reviewSlides(facts);
  const texts = figures?.shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

  t.true(texts?.includes("keine Daten"));
  t.false(texts?.includes("0"));
});

test("the PowerPoint has charts of its own, the PDF a page per slide", async (t) => {
  const slides = reviewSlides(facts);
  const title = { title: "QBR", author: "Systemhaus" };
  const loaded = await fonts();
  const pptx = await writePptx(slides, title);
  const pdf = await writePdf(slides, title, loaded);

  t.is(new Set(pptx.toString("latin1").match(/ppt\/charts\/chart\d+\.xml/g)).size, 3);
  t.is(pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length, slides.length);
});
