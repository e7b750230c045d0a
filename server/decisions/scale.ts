import type { Json } from "../base/json.ts";
import { durationText } from "./duration.ts";
import type { Column } from "./ruleSet.ts";

/** Values of an ordered type as numbers, and back. */
export interface Scale {
  /** The distance of neighbours; 0 when between two values there is always another. */
  readonly step: 0 | 1;
  /** Round numbers that people like, the roundest first. */
  readonly units: readonly number[];
  /** `undefined` for what is not on the scale. Takes values as they are compared. */
  toNumber(comparable: Json): number | undefined;
  /** The value as a fact. */
  toValue(number: number): Json;
}

const day = 86_400_000;
const times = [day, 3_600_000, 60_000, 1_000, 1];
const calendarDay = /^\d{4}-\d{2}-\d{2}$/;

/** The scale of a column; undefined when its values have no order or are texts of any form. */
export function scaleOf(column: Column): Scale | undefined {
  switch (column.type) {
    case "number":
      return { step: column.integer === true ? 1 : 0, units: [1], toNumber: numberOf, toValue: (number) => number };
    case "duration":
      return { step: 0, units: times, toNumber: numberOf, toValue: durationText };
    case "dateTime":
      return { step: 0, units: times, toNumber: numberOf, toValue: (number) => new Date(number).toISOString() };
    case "date":
      return {
        step: 1,
        units: [1],
        toNumber: dayOf,
        toValue: (number) => new Date(number * day).toISOString().slice(0, 10),
      };
    case "string":
    case "boolean":
    case "enum":
    case "list":
    case "any":
      return undefined;
  }
}

function numberOf(value: Json): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function dayOf(value: Json): number | undefined {
  if (typeof value !== "string" || !calendarDay.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time / day;
}

/**
 * A number strictly between two others: a round one when there is one, of these the one nearest to `wanted`; undefined when
 * the scale has none.
 */
export function between(
  { step, units }: Pick<Scale, "step" | "units">,
  low: number,
  high: number,
  wanted = Number.isFinite(low) ? low : high,
): number | undefined {
  const near = Number.isFinite(wanted) ? wanted : 0;
  for (const unit of units) {
    const first = (Math.floor(low / unit) + 1) * unit;
    const last = (Math.ceil(high / unit) - 1) * unit;
    if (first <= last) return Math.min(Math.max(Math.round(near / unit) * unit, first), last);
  }
  return step === 1 ? undefined : (low + high) / 2;
}
