import type { RuleExplanation, RuleFinding, RuleTestRun } from "../queries.ts";

/** What is to be seen at a row. */
export type RowMark = {
  /** How it stands with the facts that are tried. */
  readonly standing?: "hit" | "late";
  /** It can never decide. */
  readonly isIdle?: boolean;
  readonly severity?: RuleFinding["severity"];
  readonly says?: readonly string[];
  /** How many tests come through it; undefined: not known yet. */
  readonly tests?: number;
  /** In a comparison. */
  readonly change?: "added" | "removed" | "changed" | "moved";
  readonly cells?: readonly string[];
};

const idle: ReadonlySet<string> = new Set(["rules.row.shadowed", "rules.row.never", "rules.row.duplicate"]);
const order = { error: 0, warning: 1, hint: 2 };

type Marks = Map<string, RowMark>;

/** What checks, tests and the facts that are tried say of each row; `default` stands for the default. */
export function marksOf(
  findings: readonly RuleFinding[],
  run: RuleTestRun | null,
  told: RuleExplanation | null,
  pick: (labels: { de: string; en: string }) => string,
): ReadonlyMap<string, RowMark> {
  const marks: Marks = new Map();
  for (const finding of findings) addFinding(marks, finding, pick(finding.message));
  if (run !== null) addCoverage(marks, run.coverage);
  for (const row of told?.rows ?? []) if (row.fired) add(marks, row.id, { standing: row.hit ? "hit" : "late" });
  return marks;
}

function add(marks: Marks, id: string, mark: RowMark): void {
  marks.set(id, { ...marks.get(id), ...mark });
}

function addFinding(marks: Marks, { code, place, severity }: RuleFinding, says: string): void {
  const row = place.row ?? (code === "rules.default.never" ? "default" : undefined);
  if (row === undefined) return;
  const before = marks.get(row) ?? {};
  add(marks, row, {
    severity: before.severity === undefined || order[severity] < order[before.severity] ? severity : before.severity,
    says: [...(before.says ?? []), says],
    isIdle: before.isIdle === true || idle.has(code),
  });
}

function addCoverage(marks: Marks, coverage: RuleTestRun["coverage"]): void {
  for (const { id, tests } of coverage.rows) add(marks, id, { tests });
  if (coverage.default !== null) add(marks, "default", { tests: coverage.default });
}
