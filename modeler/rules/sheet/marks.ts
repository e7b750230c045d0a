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

/** What checks, tests and the facts that are tried say of each row; `default` stands for the default. */
export function marksOf(
  findings: readonly RuleFinding[],
  run: RuleTestRun | null,
  told: RuleExplanation | null,
  pick: (labels: { de: string; en: string }) => string,
): ReadonlyMap<string, RowMark> {
  const marks = new Map<string, RowMark>();
  const add = (id: string, mark: RowMark) => marks.set(id, { ...marks.get(id), ...mark });
  for (const finding of findings) {
    const row = finding.place.row ?? (finding.code === "rules.default.never" ? "default" : undefined);
    if (row === undefined) continue;
    const before = marks.get(row);
    const severity =
      before?.severity !== undefined && order[before.severity] < order[finding.severity]
        ? before.severity
        : finding.severity;
    add(row, {
      severity,
      says: [...(before?.says ?? []), pick(finding.message)],
      isIdle: before?.isIdle === true || idle.has(finding.code),
    });
  }
  for (const { id, tests } of run?.coverage.rows ?? []) add(id, { tests });
  if (run !== null && run.coverage.default !== null) add("default", { tests: run.coverage.default });
  for (const row of told?.rows ?? []) if (row.fired) add(row.id, { standing: row.hit ? "hit" : "late" });
  return marks;
}
