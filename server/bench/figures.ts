/** One goal with what was measured. */
export interface Goal {
  readonly goal: string;
  readonly value: string;
  readonly isMet: boolean;
}

/** What one part of the benchmark found: goals, and all numbers by name for the file. */
export interface Findings {
  readonly goals: readonly Goal[];
  readonly figures: Readonly<Record<string, unknown>>;
}

/** A goal that is met when the value is small enough. */
export function atMost(limit: number, value: number, unit: string, what: string): Goal {
  return { goal: `${what} ≤ ${limit} ${unit}`, value: `${rounded(value)} ${unit}`, isMet: value <= limit };
}

/** A goal that is met when the value is large enough. */
export function atLeast(limit: number, value: number, unit: string, what: string): Goal {
  return { goal: `${what} ≥ ${limit} ${unit}`, value: `${rounded(value)} ${unit}`, isMet: value >= limit };
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

/** The number below which `share` (0 to 1) of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Three digits that count. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
