/** What a run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Nothing has run yet. */
export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Counts one line of a report in the Test Anything Protocol (version 13). Skipped and promised tests are no passes. */
export function tally(sum: Tally, line: string): Tally {
  if (!/^(not )?ok\b/.test(line)) return sum;
  if (/ # (SKIP|TODO)\b/i.test(line)) return { ...sum, skipped: sum.skipped + 1 };
  return line.startsWith("ok") ? { ...sum, passed: sum.passed + 1 } : { ...sum, failed: sum.failed + 1 };
}

/** The line as a person wants to read it; none for what only machines need. Details of failures stay as they are. */
export function readable(line: string): string | undefined {
  if (/^(TAP version|1\.\.|# (tests|pass|skip|fail) |$)/.test(line)) return undefined;
  const found = /^(not )?ok \d+ - (.*)$/.exec(line);
  if (found === null) return line;
  const mark = / # (SKIP|TODO)\b/i.test(line) ? "-" : found[1] === undefined ? "✔" : "✘";
  return `${mark} ${found[2]}`;
}

/** Whether a run proves anything: something passed, nothing failed, nothing was left out. */
export function isGreen({ passed, failed, skipped }: Tally): boolean {
  return passed > 0 && failed === 0 && skipped === 0;
}
