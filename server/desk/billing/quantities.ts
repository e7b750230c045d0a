import { addDays } from "../../documents/day.ts";
import type { Day } from "../../documents/day.ts";
import type { Period } from "./fees.ts";

/** What was agreed from a day on; without one from the beginning. */
export interface Agreed {
  readonly from: Day | null;
  readonly quantity: number;
  /** By the reconciliation of the run that bills: it counted what was used, and holds for the whole period. */
  readonly isCounted: boolean;
}

/** Days on which a quantity holds. */
export interface Stretch extends Period {
  readonly quantity: number;
}

/** How many there are in a period, day by day; `agreed` is by the day from which on it holds, what was agreed later behind. */
export function quantitiesIn(agreed: readonly Agreed[], period: Period): Stretch[] {
  const starts: { from: Day; quantity: number }[] = [];
  for (const { from, quantity, isCounted } of agreed) {
    if (from !== null && from > period.to) break;
    const day = from === null || from <= period.from || isCounted ? period.from : from;
    while ((starts.at(-1)?.from ?? "") >= day) starts.pop();
    if (starts.at(-1)?.quantity !== quantity) starts.push({ from: day, quantity });
  }
  return starts.map(({ from, quantity }, index) => {
    const next = starts[index + 1];
    return { from, to: next === undefined ? period.to : addDays(next.from, -1), quantity };
  });
}
