import type { DecisionExplained, Labels } from "../api/types.ts";

type Row = DecisionExplained["rows"][number];
type Column = DecisionExplained["inputs"][number];
/** One condition or result with the name people know it by, and the words for its value where the rule set has them. */
export type Named = { readonly name: Labels; readonly value: unknown; readonly words: Labels | undefined };
/** A decision as it is told: what came out, and because of what. */
export type Explanation = {
  readonly verdict: readonly Named[];
  readonly reasons: readonly {
    readonly row: number;
    readonly note: Labels | undefined;
    readonly conditions: readonly Named[];
  }[];
  /** Rows that matched but did not count, because an earlier row had decided. */
  readonly shadowed: number;
};

/** What came out of a decision and which conditions of which rows led to it. */
export function explain(decision: DecisionExplained): Explanation {
  const reasons = decision.rows
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => row.hit)
    .map(({ row, index }) => ({
      row: index + 1,
      note: row.note,
      conditions: row.conditions.map(({ input, actual }) => nameIt(decision.inputs, input, actual)),
    }));
  return {
    verdict: verdictOf(decision),
    reasons,
    shadowed: decision.rows.filter((row) => row.fired && !row.hit).length,
  };
}

/** The label of a column; its name when it has none. */
export function labelOf(columns: readonly { name: string; label: Labels }[], name: string): Labels {
  return columns.find((column) => column.name === name)?.label ?? { de: name, en: name };
}

/** The words a rule set has for a value of one of its columns. */
export function wordsFor(columns: readonly Column[], name: string, value: unknown): Labels | undefined {
  return columns.find((column) => column.name === name)?.values?.find((one) => one.value === value)?.label;
}

/** How a row stands: it decided, it would have matched but came too late, or it did not match. */
export function standing(row: Row): "hit" | "shadowed" | "missed" {
  if (row.hit) return "hit";
  return row.fired ? "shadowed" : "missed";
}

function verdictOf(decision: DecisionExplained): readonly Named[] {
  const { verdict } = decision;
  if (Array.isArray(verdict)) return verdict.flatMap((one: unknown) => named(decision, one));
  return named(decision, verdict);
}

function named(decision: DecisionExplained, verdict: unknown): readonly Named[] {
  if (verdict === null || verdict === undefined) return [];
  if (typeof verdict !== "object") {
    const only = decision.outputs[0];
    if (only === undefined) return [{ name: decision.ruleSetLabel, value: verdict, words: undefined }];
    return [nameIt(decision.outputs, only.name, verdict)];
  }
  return Object.entries(verdict).map(([name, value]: [string, unknown]) => nameIt(decision.outputs, name, value));
}

function nameIt(columns: readonly Column[], name: string, value: unknown): Named {
  return { name: labelOf(columns, name), value, words: wordsFor(columns, name, value) };
}
