import type { ReviewFacts, ReviewItem } from "./facts.ts";
import { fitted, page, palette } from "./shapes.ts";
import type { Shape, Slide } from "./shapes.ts";
import type { Voice } from "./words.ts";

/** Where what a slide says begins, and how wide it may be. Inches. */
export const top = 1.35;
export const width = page.width - 2 * page.margin;

/** A chart, or that there is nothing to draw. */
export function chartOr(voice: Voice, shape: Extract<Shape, { kind: "bars" }>): readonly Shape[] {
  const isEmpty = shape.chart.series.every(({ values }) => values.every((value) => value === 0));
  if (!isEmpty) return [shape];
  const { x, y, w } = shape;
  return [fitted({ x, y, w, h: 0.6, text: voice.of("unknown"), size: 18, color: palette.muted })];
}

function sum(chosen: readonly ReviewItem[], of: (item: ReviewItem) => number): number {
  return chosen.reduce((total, item) => total + of(item), 0);
}

/** What the roadmap costs: by quarter, and in all. */
export function finance({ roadmap: items }: ReviewFacts, voice: Voice): Slide {
  const quarters = [...new Set(items.flatMap(({ quarter }) => quarter ?? []))].toSorted();
  const running = (quarter: string) =>
    sum(
      items.filter((item) => item.quarter !== null && item.quarter <= quarter),
      ({ opexMonthCents }) => opexMonthCents * 3,
    );
  const totals = [
    [voice.of("capex"), voice.money(sum(items, ({ capexCents }) => capexCents))],
    [voice.of("opex"), voice.money(sum(items, ({ opexMonthCents }) => opexMonthCents))],
  ] as const;
  return {
    title: voice.of("finance"),
    shapes: [
      ...chartOr(voice, { kind: "bars", x: page.margin, y: top, w: 8.9, h: 5.3, chart: {
        title: voice.of("costs"),
        isStacked: true,
        categories: quarters,
        series: [
          { name: voice.of("capex"), color: palette.accent, values: quarters.map((quarter) => sum(items.filter((item) => item.quarter === quarter), ({ capexCents }) => capexCents) / 100) },
          { name: voice.of("running"), color: palette.second, values: quarters.map((quarter) => running(quarter) / 100) },
        ],
      } }), // prettier-ignore
      ...totals.flatMap(([label, text], index): Shape[] => [
        { kind: "rect", x: 9.9, y: top + index * 1.75, w: 2.8, h: 1.5, fill: palette.soft },
        fitted({ x: 10.05, y: top + 0.15 + index * 1.75, w: 2.5, h: 0.7, text, size: 26, bold: true }),
        fitted({ x: 10.05, y: top + 0.9 + index * 1.75, w: 2.5, h: 0.5, text: label, size: 14, color: palette.muted }),
      ]),
    ],
  };
}
