import type { Json, JsonObject } from "../base/json.ts";
import { comparisons, isNot, isOneOf } from "./cell.ts";
import type { Cell, Operator } from "./cell.ts";
import type { ConditionResult, TreeResult } from "./compile.ts";
import type { Decision, DecisionRow } from "./decide.ts";
import type { Verdict } from "./hits.ts";
import type { Column, RuleSet } from "./ruleSet.ts";

export type Language = "de" | "en";

/** One row's reason in one sentence. */
export interface Reason {
  readonly rowId: string;
  readonly text: string;
}

/**
 * Why each row did or did not decide, one sentence per row. `ruleSet` is the version that decided; it lends the labels.
 */
export function explain(ruleSet: RuleSet, decision: Decision, language: Language): readonly Reason[] {
  return decision.rows.map((row) => ({ rowId: row.id, text: sentence(ruleSet, row, language) }));
}

function sentence(ruleSet: RuleSet, row: DecisionRow, language: Language): string {
  const words = vocabulary[language];
  const phrase = (condition: ConditionResult) => {
    const input = ruleSet.inputs.find(({ name }) => name === condition.input);
    const label = input?.label[language] ?? condition.input;
    return words.finding(
      label,
      shown(condition.actual, input, language),
      expectation(condition.expected, input, language),
    );
  };
  const failed = row.conditions.filter((condition) => !condition.holds).map(phrase);
  if (row.where?.holds === false) failed.push(words.tree(treeInWords(ruleSet, row.where, language)));
  if (failed.length > 0) return words.failed(row.id, failed.join("; "));
  if (!row.hit) return words.beaten(row.id);
  const outcome = outputsInWords(ruleSet, row.then, language);
  const because = row.conditions.map((condition) => {
    const input = ruleSet.inputs.find(({ name }) => name === condition.input);
    return words.fact(input?.label[language] ?? condition.input, shown(condition.actual, input, language));
  });
  if (row.where !== undefined) because.push(treeInWords(ruleSet, row.where, language));
  return because.length === 0 ? words.always(row.id, outcome) : words.hit(row.id, outcome, because.join(words.and));
}

/** Outputs in words: "Priority = P1, Due = 4". */
export function outputsInWords(ruleSet: Pick<RuleSet, "outputs">, outputs: JsonObject, language: Language): string {
  return ruleSet.outputs
    .filter(({ name }) => outputs[name] !== undefined)
    .map((output) => `${output.label[language]} = ${shown(outputs[output.name] ?? null, output, language)}`)
    .join(", ");
}

/** A verdict in words; of several rows' outputs one after the other. */
export function verdictInWords(ruleSet: Pick<RuleSet, "outputs">, verdict: Verdict, language: Language): string {
  const all: readonly JsonObject[] = isList(verdict) ? verdict : verdict === null ? [] : [verdict];
  if (all.length === 0) return vocabulary[language].nothing;
  return all.map((outputs) => outputsInWords(ruleSet, outputs, language)).join("; ");
}

function isList(verdict: Verdict): verdict is readonly JsonObject[] {
  return Array.isArray(verdict);
}

/** A condition tree in words, with the facts it met. */
function treeInWords(ruleSet: RuleSet, tree: TreeResult, language: Language): string {
  const words = vocabulary[language];
  const inner = (each: TreeResult) => treeInWords(ruleSet, each, language);
  if ("all" in tree) return `(${tree.all.map(inner).join(words.and)})`;
  if ("any" in tree) return `(${tree.any.map(inner).join(words.or)})`;
  if ("not" in tree) return words.not(inner(tree.not));
  const input = ruleSet.inputs.find(({ name }) => name === tree.input);
  const label = input?.label[language] ?? tree.input;
  if (tree.holds) return words.fact(label, shown(tree.actual, input, language));
  return words.finding(label, shown(tree.actual, input, language), expectation(tree.expected, input, language));
}

/** What a cell expects, in words: "at least 60", "one of P1, P2". */
export function expectation(cell: Cell, column: Column | undefined, language: Language): string {
  const words = vocabulary[language];
  const one = (value: Json) => shown(value, column, language);
  if (cell === null || typeof cell !== "object") return one(cell);
  const [only, ...others] = isOneOf(cell) ? cell.map((each) => expectation(each, column, language)) : [];
  if (isOneOf(cell)) return others.length === 0 ? (only ?? "") : words.oneOf([only, ...others].join(", "));
  if (isNot(cell)) return words.not(expectation(cell.not, column, language));
  return comparisons(cell)
    .map(({ operator, limit }) => `${words.operators[operator]} ${one(limit)}`)
    .join(words.and);
}

/** A value in words: its label, yes and no, numbers as the language writes them. */
export function shown(value: Json, column: Column | undefined, language: Language): string {
  const words = vocabulary[language];
  const label = column?.values?.find((each) => each.value === value)?.label[language];
  if (label !== undefined) return label;
  if (value === null) return words.empty;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return value.toLocaleString(words.locale);
  return typeof value === "string" ? value : JSON.stringify(value);
}

interface Vocabulary {
  readonly locale: string;
  readonly empty: string;
  readonly yes: string;
  readonly no: string;
  readonly and: string;
  readonly or: string;
  readonly nothing: string;
  readonly operators: Readonly<Record<Operator, string>>;
  fact(label: string, actual: string): string;
  finding(label: string, actual: string, expected: string): string;
  oneOf(values: string): string;
  not(expected: string): string;
  tree(condition: string): string;
  hit(row: string, outcome: string, because: string): string;
  always(row: string, outcome: string): string;
  failed(row: string, why: string): string;
  beaten(row: string): string;
}

const vocabulary: Readonly<Record<Language, Vocabulary>> = {
  de: {
    locale: "de-AT",
    empty: "leer",
    yes: "ja",
    no: "nein",
    and: " und ",
    or: " oder ",
    nothing: "nichts",
    operators: { ">=": "mindestens", ">": "mehr als", "<": "weniger als", "<=": "höchstens" },
    fact: (label, actual) => `${label} ist ${actual}`,
    finding: (label, actual, expected) => `${label} ist ${actual}, erwartet war ${expected}`,
    oneOf: (values) => `eines von ${values}`,
    not: (expected) => `nicht ${expected}`,
    tree: (condition) => `die Zusatzbedingung gilt nicht: ${condition}`,
    hit: (row, outcome, because) => `Zeile ${row} entscheidet (${outcome}), denn ${because}.`,
    always: (row, outcome) => `Zeile ${row} entscheidet (${outcome}), denn sie stellt keine Bedingung.`,
    failed: (row, why) => `Zeile ${row} trifft nicht zu: ${why}.`,
    beaten: (row) => `Zeile ${row} trifft zu, aber eine andere hat Vorrang.`,
  },
  en: {
    locale: "en-GB",
    empty: "empty",
    yes: "yes",
    no: "no",
    and: " and ",
    or: " or ",
    nothing: "nothing",
    operators: { ">=": "at least", ">": "more than", "<": "less than", "<=": "at most" },
    fact: (label, actual) => `${label} is ${actual}`,
    finding: (label, actual, expected) => `${label} is ${actual}, expected was ${expected}`,
    oneOf: (values) => `one of ${values}`,
    not: (expected) => `not ${expected}`,
    tree: (condition) => `the further condition does not hold: ${condition}`,
    hit: (row, outcome, because) => `Row ${row} decides (${outcome}), because ${because}.`,
    always: (row, outcome) => `Row ${row} decides (${outcome}), because it sets no condition.`,
    failed: (row, why) => `Row ${row} does not apply: ${why}.`,
    beaten: (row) => `Row ${row} applies, but another one takes precedence.`,
  },
};
