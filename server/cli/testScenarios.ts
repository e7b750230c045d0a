import { prepare } from "../scenarios/repertoire.ts";
import type { ScenarioReport } from "../scenarios/report.ts";
import { runSuite } from "../scenarios/suite.ts";
import type { SuiteReport } from "../scenarios/suite.ts";
import type { Coverage } from "../scenarios/coverage.ts";
import { readFolders } from "./scenarioFolders.ts";

/** What `ablauf test` is told. */
export interface TestOptions {
  readonly language?: "de" | "en";
  /** Where lines go. */
  readonly write: (line: string) => void;
}

/**
 * Plays all scenarios below some folders and prints a table by process, failures with their reason, what is not covered,
 * and `N passed, N failed`.
 *
 * @throws {Refusal} a file cannot be read, a process cannot be run
 */
export async function testFolders(
  roots: readonly string[],
  { language = "en", write }: TestOptions,
): Promise<SuiteReport> {
  const { bundle, scenarios } = await readFolders(...roots);
  const suite = await runSuite(await prepare(bundle), scenarios);
  const words = vocabulary[language];
  write(row([words.process, words.passed, words.elements, words.flows, words.rows]));
  for (const coverage of suite.coverage) write(row(cells(coverage, suite.reports)));
  for (const report of suite.reports.filter((each) => !each.passed)) tellFailure(report, language, write);
  for (const coverage of suite.coverage) tellMissed(coverage, words.missed, write);
  write("");
  write(words.summary(suite.passed, suite.failed));
  return suite;
}

const widths = [24, 10, 16, 16, 16];

function row(texts: readonly string[]): string {
  return texts
    .map((text, index) => (index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0)))
    .join("  ");
}

function cells({ process, elements, flows, rows }: Coverage, reports: readonly ScenarioReport[]): string[] {
  const own = reports.filter((report) => report.process === process);
  return [
    process,
    `${own.filter((each) => each.passed).length}/${own.length}`,
    share(elements),
    share(flows),
    share(rows),
  ];
}

function share({ covered, total, percent }: Coverage["rows"]): string {
  return `${covered}/${total} ${percent.toFixed(1)} %`;
}

function tellFailure(report: ScenarioReport, language: "de" | "en", write: TestOptions["write"]): void {
  write("");
  write(`✘ ${report.process}/${report.key}: ${report.title[language]}`);
  for (const { place, message, code } of report.deviations) write(`    ${place} ${message[language]} (${code})`);
}

function tellMissed({ process, elements, flows, rules }: Coverage, word: string, write: TestOptions["write"]): void {
  const rows = Object.entries(rules).flatMap(([key, { missed }]) =>
    missed.length === 0 ? [] : [`${key}: ${missed.join(", ")}`],
  );
  const parts = [
    ...[elements.missed, flows.missed].filter((ids) => ids.length > 0).map((ids) => ids.join(", ")),
    ...rows,
  ];
  if (parts.length > 0) write(`  ${process}, ${word}: ${parts.join("; ")}`);
}

const vocabulary = {
  de: {
    process: "Prozess",
    passed: "bestanden",
    elements: "Elemente",
    flows: "Flüsse",
    rows: "Regelzeilen",
    missed: "nicht durchlaufen",
    summary: (passed: number, failed: number) => `${passed} bestanden, ${failed} gescheitert`,
  },
  en: {
    process: "Process",
    passed: "passed",
    elements: "elements",
    flows: "flows",
    rows: "rule rows",
    missed: "not covered",
    summary: (passed: number, failed: number) => `${passed} passed, ${failed} failed`,
  },
} as const;
