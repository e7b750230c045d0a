import type { ReviewFacts, ReviewKpi } from "./facts.ts";
import { fitted, page, palette } from "./shapes.ts";
import type { Shape, Slide } from "./shapes.ts";
import { chartOr, finance, width, top } from "./finance.ts";
import { table } from "./table.ts";
import { voiceOf } from "./words.ts";
import type { Voice } from "./words.ts";

/** The slides of a review: what counts, figures, service, devices, risks, roadmap, its cost, and what is to be decided. */
export function reviewSlides(facts: ReviewFacts): readonly Slide[] {
  const voice = voiceOf(facts.language);
  return [
    cover(facts, voice),
    summary(facts, voice),
    figures(facts, voice),
    service(facts, voice),
    devices(facts, voice),
    risks(facts, voice),
    ...roadmap(facts, voice),
    finance(facts, voice),
    ...decisions(facts, voice),
  ];
}

function cover({ customer, seller, number, periodFrom, periodTo }: ReviewFacts, voice: Voice): Slide {
  const last = new Date(Date.parse(periodTo) - 86_400_000).toISOString().slice(0, 10);
  return {
    title: customer,
    isCover: true,
    shapes: [
      { kind: "rect", x: 0, y: 0, w: 0.35, h: page.height, fill: palette.accent },
      fitted({ x: 1, y: 1.7, w: 11.3, h: 0.5, text: voice.of("review"), size: 20, color: palette.accent }),
      fitted({ x: 1, y: 2.3, w: 11.3, h: 1.7, text: customer, size: 44, bold: true }),
      fitted({ x: 1, y: 4.2, w: 11.3, h: 0.5, text: `${voice.day(periodFrom)} – ${voice.day(last)}`, size: 20 }),
      fitted({ x: 1, y: 6.4, w: 11.3, h: 0.4, text: `${seller} · ${number}`, size: 14, color: palette.muted }),
    ],
  };
}

function summary({ messages, kpis }: ReviewFacts, voice: Voice): Slide {
  const said = messages.length > 0 ? messages.slice(0, 5) : [voice.of("none")];
  const colors = ["green", "amber", "red", "grey"] as const;
  return {
    title: voice.of("summary"),
    shapes: [
      ...said.flatMap((text, index): Shape[] => [
        { kind: "rect", x: page.margin, y: top + 0.2 + index * 0.95, w: 0.08, h: 0.75, fill: palette.accent },
        fitted({ x: page.margin + 0.25, y: top + 0.2 + index * 0.95, w: 8.4, h: 0.8, text, size: 20 }),
      ]),
      ...colors.flatMap((color, index): Shape[] => [
        { kind: "rect", x: 10, y: top + 0.2 + index * 1.15, w: 2.7, h: 1, fill: palette.soft },
        { kind: "dot", x: 10.2, y: top + 0.52 + index * 1.15, w: 0.36, h: 0.36, fill: palette[color] },
        fitted({
          x: 10.8,
          y: top + 0.35 + index * 1.15,
          w: 1.7,
          h: 0.7,
          text: String(kpis.filter((kpi) => kpi.color === color).length),
          size: 32,
          bold: true,
        }),
      ]),
    ],
  };
}

function figures({ kpis }: ReviewFacts, voice: Voice): Slide {
  const rows = kpis.map((kpi) => ({
    dot: palette[kpi.color],
    cells: [
      kpi.label,
      valueOf(kpi, voice),
      `${kpi.better === "higher" ? "min." : "max."} ${voice.number(kpi.target)}`,
      kpi.unit,
      voice.maybe(kpi.source),
    ],
  }));
  const columns = [
    { title: voice.of("kpi"), width: 5.2 },
    { title: voice.of("actual"), width: 2, align: "right" as const },
    { title: voice.of("target"), width: 1.6, align: "right" as const },
    { title: "", width: 1.4 },
    { title: voice.of("source"), width: 1.9 },
  ];
  return { title: voice.of("kpis"), shapes: table({ columns, rows, y: top, rowHeight: 0.43 }) };
}

/** What is not known is said in words: never nought. */
function valueOf({ value }: ReviewKpi, voice: Voice): string {
  return value === null ? voice.of("unknown") : voice.number(value);
}

function service({ months }: ReviewFacts, voice: Voice): Slide {
  return {
    title: voice.of("service"),
    shapes: chartOr(voice, { kind: "bars", x: page.margin, y: top, w: width, h: 5.3, chart: {
      title: voice.of("service"),
      isStacked: false,
      categories: months.map(({ month }) => month),
      series: [
        { name: voice.of("opened"), color: palette.accent, values: months.map(({ opened }) => opened) },
        { name: voice.of("solved"), color: palette.second, values: months.map(({ solved }) => solved) },
      ],
    } }), // prettier-ignore
  };
}

function devices({ assets }: ReviewFacts, voice: Voice): Slide {
  const title = voice.of("assets");
  if (assets === null) {
    const text = voice.of("unknown");
    return {
      title,
      shapes: [fitted({ x: page.margin, y: top, w: width, h: 0.6, text, size: 18, color: palette.muted })],
    };
  }
  const tiles = [
    [assets.total, voice.of("total"), palette.ink],
    [assets.withoutWarranty, voice.of("noWarranty"), palette.amber],
    [assets.unsupported, voice.of("unsupported"), palette.red],
  ] as const;
  return {
    title,
    shapes: [
      ...tiles.flatMap(([count, label, color], index): Shape[] => [
        { kind: "rect", x: page.margin, y: top + index * 1.75, w: 3.6, h: 1.5, fill: palette.soft },
        fitted({ x: page.margin + 0.2, y: top + 0.15 + index * 1.75, w: 3.2, h: 0.7, text: voice.number(count), size: 34, bold: true, color: count === 0 ? palette.ink : color }),
        fitted({ x: page.margin + 0.2, y: top + 0.9 + index * 1.75, w: 3.2, h: 0.5, text: label, size: 14, color: palette.muted }),
      ]), // prettier-ignore
      ...chartOr(voice, { kind: "bars", x: 4.6, y: top, w: 8.1, h: 5.3, chart: {
        title: voice.of("ending"),
        isStacked: false,
        categories: assets.ending.map(({ quarter }) => quarter),
        series: [{ name: voice.of("ending"), color: palette.second, values: assets.ending.map(({ count }) => count) }],
      } }), // prettier-ignore
    ],
  };
}

function risks({ risks: given, gaps }: ReviewFacts, voice: Voice): Slide {
  const found = given.length > 0 ? given.slice(0, 3) : [voice.of("none")];
  const missing =
    gaps.length > 0 ? gaps.map((gap) => `${voice.maybe(gap.source)}: ${gap.reason}`) : [voice.of("noGaps")];
  return {
    title: voice.of("risks"),
    shapes: [
      ...found.flatMap((text, index): Shape[] => [
        fitted({ x: page.margin, y: top + 0.1 + index * 1.05, w: 0.6, h: 0.7, text: given.length > 0 ? String(index + 1) : "–", size: 30, bold: true, color: palette.red }),
        fitted({ x: page.margin + 0.7, y: top + 0.15 + index * 1.05, w: width - 0.7, h: 0.9, text, size: 18 }),
      ]), // prettier-ignore
      { kind: "rect", x: page.margin, y: 4.75, w: width, h: 0.02, fill: palette.line },
      fitted({ x: page.margin, y: 4.85, w: width, h: 0.4, text: voice.of("gaps"), size: 16, bold: true }),
      fitted({ x: page.margin, y: 5.25, w: width, h: 1.4, text: missing.join("\n"), size: 14, color: palette.muted }),
    ],
  };
}

const perSlide = 8;

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(items.length / perSlide));
  return Array.from({ length: count }, (_, index) => items.slice(index * perSlide, (index + 1) * perSlide));
}

function numbered(title: string, index: number, count: number): string {
  return count > 1 ? `${title} (${index + 1}/${count})` : title;
}

function roadmap({ roadmap: items }: ReviewFacts, voice: Voice): readonly Slide[] {
  const parts = chunks(items);
  const columns = [
    { title: voice.of("quarter"), width: 1.2 },
    { title: voice.of("measure"), width: 4.6 },
    { title: voice.of("theme"), width: 1.6 },
    { title: voice.of("priority"), width: 1.1 },
    { title: voice.of("risk"), width: 3.6 },
  ];
  return parts.map((part, index) => ({
    title: numbered(voice.of("roadmap"), index, parts.length),
    shapes: table({
      columns,
      rows: part.map((item) => ({
        cells: [
          item.quarter ?? voice.of("open"),
          item.title,
          voice.maybe(item.theme),
          voice.of(item.priority),
          item.risk,
        ],
      })),
      y: top,
      rowHeight: 0.62,
      empty: voice.of("none"),
    }),
  }));
}

function decisions({ roadmap: items }: ReviewFacts, voice: Voice): readonly Slide[] {
  const parts = chunks(items);
  const columns = [
    { title: voice.of("measure"), width: 6.6 },
    { title: voice.of("quarter"), width: 1.5 },
    { title: voice.of("capex"), width: 2, align: "right" as const },
    { title: voice.of("opex"), width: 2, align: "right" as const },
  ];
  return parts.map((part, index) => ({
    title: numbered(voice.of("decisions"), index, parts.length),
    shapes: [
      fitted({ x: page.margin, y: 1.15, w: width, h: 0.35, text: voice.of("decide"), size: 14, color: palette.muted }),
      ...table({
        columns,
        rows: part.map((item) => ({
          cells: [
            item.title,
            item.quarter ?? voice.of("open"),
            voice.money(item.capexCents),
            voice.money(item.opexMonthCents),
          ],
        })),
        y: 1.6,
        rowHeight: 0.58,
        empty: voice.of("none"),
      }),
    ],
  }));
}
