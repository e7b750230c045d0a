import { addDays, addMonths, monthStart } from "../../documents/day.ts";
import type { Day } from "../../documents/day.ts";

/** How a contract is billed. */
export interface Terms {
  readonly starts: Day;
  readonly ends: Day | null;
  readonly billingMonths: number;
  readonly isBilledInAdvance: boolean;
  /** The last day that was billed elsewhere before. */
  readonly billedUntil: Day | null;
}

/** A stretch of days, both ends included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/**
 * The periods of a contract that a run with this cut-off bills: whole ones counted from the month in which it starts, those
 * in arrears when they are over, those in advance when they begin on the day after the cut-off at the latest.
 */
export function periodsDue(terms: Terms, cutOff: Day): Period[] {
  const { ends, billingMonths, isBilledInAdvance, billedUntil } = terms;
  const last = ends ?? addMonths(cutOff, billingMonths);
  const due: Period[] = [];
  for (let from = monthStart(terms.starts), to = from; from <= last; from = addDays(to, 1)) {
    to = addDays(addMonths(from, billingMonths), -1);
    const isDue = isBilledInAdvance ? from <= addDays(cutOff, 1) : (ends !== null && ends < to ? ends : to) <= cutOff;
    if (isDue && (billedUntil === null || to > billedUntil)) due.push({ from, to });
  }
  return due;
}

/** A monthly price within a contract: how much of what, from when to when. */
export interface FeeTerms {
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** What a fee comes to in a period. Money in cents. */
export interface Fee extends Period {
  /** Monthly pieces: three months of ten licences are 30. Less than whole when the contract ran for a part only. */
  readonly quantity: number;
  readonly netCents: number;
}

/**
 * The fee of a period, day by day where the contract or its line begins or ends within a month; undefined when it does not
 * run then. Included minutes are not cut: who has a contract for a day has its bucket.
 */
export function feeOf(fee: FeeTerms, terms: Terms, period: Period): Fee | undefined {
  const from = latest([fee.validFrom, terms.starts, period.from, ...after(terms.billedUntil)]);
  const to = earliest([period.to, ...present(fee.validTo), ...present(terms.ends)]);
  if (from > to) return undefined;
  const months = monthsBetween(from, to);
  const quantity = Math.round(months * fee.quantity * 1e6) / 1e6;
  return { from, to, quantity, netCents: Math.round(Math.round(quantity * fee.unitPriceCents * 1e6) / 1e6) };
}

/** How many months there are from one day to another, parts of a month by its days. */
function monthsBetween(from: Day, to: Day): number {
  let months = 0;
  for (let start = monthStart(from); start <= to; start = addMonths(start, 1)) {
    const end = addDays(addMonths(start, 1), -1);
    const days = daysBetween(latest([start, from]), earliest([end, to]));
    months += days / daysBetween(start, end);
  }
  return months;
}

function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;
}

function latest(days: readonly Day[]): Day {
  return days.toSorted().at(-1) ?? "";
}

function earliest(days: readonly Day[]): Day {
  return days.toSorted()[0] ?? "";
}

function after(day: Day | null): Day[] {
  return day === null ? [] : [addDays(day, 1)];
}

function present(day: Day | null): Day[] {
  return day === null ? [] : [day];
}
