import type { ProcessFigures } from "../../server/http/wireFigures.ts";
import type { Heat } from "../diagram/look.ts";

export type HeatBy = "time" | "count";

/** What an element's heat is: how long tokens waited there in the middle, or how many came. Null: it has none. */
export function amountOf(element: ProcessFigures["elements"][number], by: HeatBy): number | null {
  if (by === "count") return element.entered === 0 ? null : element.entered;
  return element.waited === 0 ? null : element.median;
}

/**
 * The heat of the elements on a scale of five. Times are spread over orders of magnitude, so their logarithm counts: a
 * day beside a minute must not make an hour look like nothing.
 */
export function heatOf(
  elements: ProcessFigures["elements"],
  by: HeatBy,
  write: (amount: number) => string,
): ReadonlyMap<string, Heat> {
  const amounts = elements.flatMap((element) => {
    const amount = amountOf(element, by);
    return amount === null
      ? []
      : [{ id: element.elementId, amount, scaled: Math.log1p(by === "time" ? amount / 60_000 : amount) }];
  });
  const most = Math.max(...amounts.map(({ scaled }) => scaled), 0);
  return new Map(
    amounts.map(({ id, amount, scaled }) => [id, { level: levelOf(scaled, most), text: write(amount) }] as const),
  );
}

/** The heat of elements by how long one instance stayed there, in milliseconds; where it only passed through there is none. */
export function heatOfTimes(
  times: ReadonlyMap<string, number>,
  write: (milliseconds: number) => string,
): ReadonlyMap<string, Heat> {
  const stays = [...times].filter(([, time]) => time >= 1000);
  const most = Math.max(...stays.map(([, time]) => Math.log1p(time / 60_000)), 0);
  return new Map(
    stays.map(([id, time]) => [id, { level: levelOf(Math.log1p(time / 60_000), most), text: write(time) }]),
  );
}

/** The level of an amount on a scale whose most is hottest. */
export function levelOf(scaled: number, most: number): Heat["level"] {
  const levels = [0, 1, 2, 3, 4] as const;
  return levels[Math.min(4, Math.floor((most === 0 ? 0 : scaled / most) * 5))] ?? 0;
}
