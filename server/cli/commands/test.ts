import path from "node:path";
import type { Json } from "../../base/json.ts";
import { compileRuleSet } from "../../decisions/compile.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { runRuleTests } from "../../decisions/ruleTests.ts";
import type { RuleTestRun } from "../../decisions/ruleTests.ts";
import type { Counted } from "../../scenarios/coverage.ts";
import { runInThread } from "../../scenarios/inThread.ts";
import type { SuiteReport } from "../../scenarios/suite.ts";
import type { Call, Command } from "../command/command.ts";
import { exit, usage } from "../command/failure.ts";
import type { Terminal } from "../command/terminal.ts";
import { readProject } from "../project/read.ts";
import type { Project } from "../project/read.ts";
import { projectBundle } from "../project/surroundings.ts";

/** `ablauf test` */
export const testCommand: Command = {
  name: "test",
  takes: "[FOLDER]",
  does: {
    de: "Szenarien und Regeltests ausführen und zeigen, was sie abdecken",
    en: "run scenarios and rule tests and show what they cover",
  },
  options: {
    process: {
      type: "string",
      multiple: true,
      value: "KEY",
      means: { de: "nur Szenarien dieses Prozesses (mehrfach)", en: "only scenarios of this process (repeatable)" },
    },
    least: {
      type: "string",
      value: "N",
      means: {
        de: "mindestens N % der Elemente, Flüsse und Regelzeilen abgedeckt",
        en: "at least N % of elements, flows and rule rows covered",
      },
    },
    missed: { type: "boolean", means: { de: "aufzählen, was nicht abgedeckt ist", en: "list what is not covered" } },
    json: { type: "boolean", means: { de: "als JSON schreiben", en: "write JSON" } },
  },
  count: [0, 1],
  run,
};

/** How long one scenario may take, in milliseconds: a build machine may be busy with other things. */
const patience = 120_000;

interface RuleRun {
  readonly key: string;
  readonly run: RuleTestRun;
}

async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const least = leastOf(call.text("least"));
  const project = await readProject(path.resolve(terminal.cwd, call.positionals[0] ?? "."));
  const processes = call.texts("process");
  const rules = processes.length > 0 ? [] : await testRules(project);
  const scenarios: Json[] = project.parts.filter(({ kind }) => kind === "scenario").map(({ body }) => body);
  const work = { bundle: projectBundle(project), scenarios, ...(processes.length > 0 ? { processes } : {}) };
  const report = await runInThread(work, () => undefined, patience);
  if (call.isSet("json"))
    terminal.out(
      JSON.stringify(
        { rules: rules.map(({ key, run: result }) => ({ key, ...result })), scenarios: report },
        undefined,
        2,
      ),
    );
  else write(rules, report, { terminal, isListing: call.isSet("missed") });
  const isRed = report.failed > 0 || rules.some(({ run: { failed } }) => failed > 0);
  const isThin = lowest(rules, report) < least;
  if (isThin)
    terminal.err(
      terminal.paint(
        "red",
        terminal.pick({ de: `Weniger als ${least} % abgedeckt.`, en: `Less than ${least} % covered.` }),
      ),
    );
  return isRed || isThin ? exit.no : exit.fine;
}

function leastOf(text: string | undefined): number {
  const least = Number(text ?? 0);
  if (Number.isFinite(least) && least >= 0 && least <= 100) return least;
  throw usage(
    `Erwartet eine Zahl von 0 bis 100 für --least; angegeben ist ${text}.`,
    `Expected a number from 0 to 100 for --least, but got ${text}.`,
  );
}

async function testRules(project: Project): Promise<readonly RuleRun[]> {
  const runs: RuleRun[] = [];
  for (const { kind, key, body } of project.parts)
    if (kind === "ruleSet") runs.push({ key, run: await runRuleTests(compileRuleSet(parseRuleSet(body))) });
  return runs;
}

function lowest(rules: readonly RuleRun[], { coverage }: SuiteReport): number {
  return Math.min(
    100,
    ...rules.map(({ run: { coverage: rows } }) => percentOf(rows)),
    ...coverage.flatMap(({ elements, flows }) => [elements.percent, flows.percent]),
  );
}

function percentOf({ covered, total }: { covered: number; total: number }): number {
  return total === 0 ? 100 : (covered / total) * 100;
}

function write(
  rules: readonly RuleRun[],
  report: SuiteReport,
  { terminal, isListing }: { terminal: Terminal; isListing: boolean },
): void {
  writeFailures(rules, report, terminal);
  const rows = [
    ...report.coverage.map(({ process, elements, flows }) => [
      process,
      scenarioCount(report, process),
      shareOf(elements),
      shareOf(flows),
      "",
    ]),
    ...rules.map(({ key, run: { coverage, results } }) => [
      key,
      String(results.length),
      "",
      "",
      shareOf({ ...coverage, percent: percentOf(coverage) }),
    ]),
  ];
  const head = [
    { de: "Prozess oder Regelwerk", en: "process or rule set" },
    { de: "Tests", en: "tests" },
    { de: "Elemente", en: "elements" },
    { de: "Flüsse", en: "flows" },
    { de: "Zeilen", en: "rows" },
  ].map((words) => terminal.pick(words));
  for (const [index, line] of columns([head, ...rows]).entries())
    terminal.out(index === 0 ? terminal.paint("bold", line) : line);
  if (isListing) writeMissed(report, terminal);
  const tests = rules.flatMap(({ run: { results } }) => results);
  const failed = report.failed + tests.filter(({ passed }) => !passed).length;
  const passed = report.passed + tests.filter((test) => test.passed).length;
  const sum = terminal.pick({ de: `${passed} grün, ${failed} rot`, en: `${passed} green, ${failed} red` });
  terminal.out(terminal.paint(failed > 0 ? "red" : "green", `${failed > 0 ? "✖" : "✔"} ${sum}`));
}

function writeFailures(rules: readonly RuleRun[], report: SuiteReport, { out, pick, paint }: Terminal): void {
  for (const { process, key, title, deviations, passed } of report.reports) {
    if (passed) continue;
    out(`${paint("red", "✖")} ${paint("bold", `${process}:${key}`)} ${pick(title)}`);
    for (const { place, message } of deviations) out(`    ${paint("dim", place)} ${pick(message)}`);
  }
  for (const {
    key,
    run: { results },
  } of rules) {
    for (const { id, name, message, passed } of results) {
      if (!passed)
        out(
          `${paint("red", "✖")} ${paint("bold", `${key}:${id}`)} ${pick(name)}${message ? `\n    ${pick(message)}` : ""}`,
        );
    }
  }
}

function writeMissed({ coverage }: SuiteReport, { out, pick, paint }: Terminal): void {
  for (const { process, elements, flows } of coverage) {
    const missed = [...elements.missed, ...flows.missed];
    if (missed.length > 0)
      out(`${paint("yellow", process)} ${pick({ de: "nicht abgedeckt", en: "not covered" })}: ${missed.join(", ")}`);
  }
}

function scenarioCount({ reports }: SuiteReport, process: string): string {
  return String(reports.filter((report) => report.process === process).length);
}

function shareOf({ covered, total, percent }: Pick<Counted, "covered" | "total" | "percent">): string {
  return total === 0 ? "" : `${covered}/${total} ${Math.floor(percent)} %`;
}

/** Rows as lines: the first column to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
