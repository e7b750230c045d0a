import type { ChartProps, Series, Tone } from "./Chart.tsx";
import { ticksOf } from "./scale.ts";

/** The drawing's own units; it grows and shrinks with its place. */
export const frame = { width: 640, height: 220, left: 44, top: 10, bottom: 26 } as const;

type Bar = {
  readonly key: string;
  readonly tone: Tone;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
type Line = { readonly key: string; readonly tone: Tone; readonly line: string; readonly area: string };
type Shapes = {
  readonly ticks: readonly number[];
  /** The width of one place on the axis. */
  readonly slot: number;
  readonly y: (value: number) => number;
  readonly bars: readonly Bar[];
  readonly lines: readonly Line[];
};

/** Where everything of a chart is. */
export function shapesOf({ kind, categories, series }: Pick<ChartProps, "kind" | "categories" | "series">): Shapes {
  const columns = categories.map((_, index) => series.map(({ values }) => values[index] ?? 0));
  const heights = columns.map((values) => (kind === "stacked" ? sum(values) : Math.max(...values, 0)));
  const ticks = ticksOf(Math.max(...heights, 0));
  const base = frame.height - frame.bottom;
  const y = (value: number) => base - (value / (ticks.at(-1) ?? 1)) * (base - frame.top);
  const slot = (frame.width - frame.left) / Math.max(categories.length, 1);
  const place: Place = { slot, y, base };
  return {
    ticks,
    slot,
    y,
    bars: kind === "line" ? [] : columns.flatMap((values, index) => barsOf({ values, index, series }, kind, place)),
    lines: kind === "line" ? series.map((each) => lineOf(each, place)) : [],
  };
}

type Place = { readonly slot: number; readonly y: (value: number) => number; readonly base: number };
type Column = { readonly values: readonly number[]; readonly index: number; readonly series: readonly Series[] };

function barsOf({ values, index, series }: Column, kind: "bars" | "stacked", { slot, y, base }: Place): Bar[] {
  const room = Math.min(slot * 0.76, 64);
  const left = frame.left + slot * index + (slot - room) / 2;
  const width = kind === "stacked" ? room : room / values.length;
  return series.flatMap(({ name, tone }, each) => {
    const value = values[each] ?? 0;
    const below = kind === "stacked" ? sum(values.slice(0, each)) : 0;
    const height = base - y(value);
    const x = kind === "stacked" ? left : left + width * each;
    return height <= 0 ? [] : [{ key: `${name} ${index}`, tone, x, y: y(below + value), width, height }];
  });
}

function lineOf({ name, tone, values }: Series, { slot, y, base }: Place): Line {
  const points = values.map((value, index) => `${round(frame.left + slot * (index + 0.5))},${round(y(value))}`);
  const [first, last] = [frame.left + slot * 0.5, frame.left + slot * (values.length - 0.5)].map(round);
  const line = `M${points.join("L")}`;
  return { key: name, tone, line, area: `${line}L${last},${base}L${first},${base}Z` };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
