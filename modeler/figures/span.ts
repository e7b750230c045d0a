import type { FigureSpan } from "../search.ts";

/** A span of whole days, both included, as `2026-11-30`. */
export type Days = { readonly from: string; readonly to: string };

const dayLength = 86_400_000;

/** The days that a choice means today, and as many right before them to compare with. */
export function daysOf(span: FigureSpan, now: Date): { readonly now: Days; readonly before: Days } {
  const [year, month] = [now.getFullYear(), now.getMonth()];
  const today = Date.UTC(year, month, now.getDate()); // days are counted where no clock is put back
  const from = span === "quarter" ? Date.UTC(year, month - (month % 3), 1) : today - (Number(span) - 1) * dayLength;
  const length = today - from + dayLength;
  return {
    now: { from: textOf(from), to: textOf(today) },
    before: { from: textOf(from - length), to: textOf(from - dayLength) },
  };
}

function textOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
