import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { leavesOf } from "./condition.ts";
import type { Verdict } from "./hits.ts";
import { plainly } from "./plain.ts";
import type { Labels, RuleRow, RuleSet } from "./ruleSet.ts";

/** A decision that was made, as the trail of decisions keeps it. */
export interface RecordedDecision {
  /** The inputs of the version that decided; what was missing is null. */
  readonly facts: JsonObject;
  readonly verdict: Json;
}

/** What a draft would have made of a recorded decision. */
export type Replay =
  /** The same outputs, maybe by another row. */
  | { readonly kind: "same"; readonly verdict: Verdict; readonly rows: readonly string[] }
  | { readonly kind: "changed"; readonly verdict: Verdict; readonly rows: readonly string[] }
  /** The draft's hit policy would have refused: the instance would stand still. */
  | { readonly kind: "refused"; readonly code: string }
  /** The draft asks for facts that were not recorded, and they would have mattered. */
  | { readonly kind: "unreplayable"; readonly code: "impact.factMissing"; readonly inputs: readonly string[] };

/**
 * Replays recorded decisions against a draft, on a plain walk that says what the engine says. Outputs that only one of
 * both has are not compared: a new output alone makes no decision different.
 */
export function replayer(draft: RuleSet): (recorded: RecordedDecision) => Replay {
  const plain = plainly(draft);
  const lenient = new Map<string, Lenient>();
  return ({ facts, verdict: before }): Replay => {
    const missing = draft.inputs.map(({ name }) => name).filter((name) => facts[name] === undefined);
    if (missing.length > 0) {
      const key = missing.join();
      const walk = lenient.get(key) ?? lenientOf(draft, missing);
      lenient.set(key, walk);
      const inputs = walk(facts);
      if (inputs.length > 0) return { kind: "unreplayable", code: "impact.factMissing", inputs };
    }
    try {
      const { verdict, rows } = plain.decide(facts);
      return { kind: isSame(draft, before, verdict) ? "same" : "changed", verdict, rows };
    } catch (error) {
      if (error instanceof Refusal) return { kind: "refused", code: error.code };
      throw error;
    }
  };
}

/** Gives the missing inputs that would have mattered. */
type Lenient = (facts: JsonObject) => readonly string[];

/**
 * Looks at the rows as if all conditions on missing facts held: a row that does not fire even so never would, and one that
 * does hangs on what is missing. With `first` only the rows before one that surely fires count.
 */
function lenientOf(draft: RuleSet, missing: readonly string[]): Lenient {
  const rows = draft.rows.map((row) => ({ asked: askedOf(row).filter((name) => missing.includes(name)), row }));
  const open = rows.map(({ row, asked }) => {
    const when = Object.fromEntries(Object.entries(row.when).filter(([name]) => !missing.includes(name)));
    const { where, ...rest } = row;
    const isKnown = where === undefined || !leavesOf(where).some(({ input }) => missing.includes(input));
    return { asked, row: { ...rest, when, ...(isKnown && where !== undefined ? { where } : {}) } };
  });
  const plain = plainly({ ...draft, rows: open.map(({ row }) => row) });
  return (facts) => {
    const comparables = plain.comparablesOf(facts);
    const names = new Set<string>();
    for (const { asked, row } of open) {
      if (!plain.fires(row, comparables)) continue;
      for (const name of asked) names.add(name);
      if (draft.hitPolicy === "first") break;
    }
    return [...names];
  };
}

function askedOf(row: RuleRow): readonly string[] {
  const inTree = row.where === undefined ? [] : leavesOf(row.where).map(({ input }) => input);
  return [...Object.keys(row.when), ...inTree];
}

function isSame(draft: RuleSet, before: Json, after: Verdict): boolean {
  const common = new Set(draft.outputs.map(({ name }) => name).filter((name) => !isUnknown(before, name)));
  return canonical(only(before, common)) === canonical(only(after, common));
}

function isUnknown(verdict: Json, output: string): boolean {
  const all: readonly Json[] = Array.isArray(verdict) ? verdict : [verdict];
  return all.some((each) => isObject(each) && each[output] === undefined);
}

function only(verdict: Json, names: ReadonlySet<string>): Json {
  if (Array.isArray(verdict)) return verdict.map((each: Json) => only(each, names));
  if (!isObject(verdict)) return verdict;
  return Object.fromEntries(Object.entries(verdict).filter(([name]) => names.has(name)));
}

/** Why a decision could not be replayed, in words. */
export function whyUnreplayable(draft: RuleSet, inputs: readonly string[]): Labels {
  const labels = inputs.map(
    (name) => draft.inputs.find((input) => input.name === name)?.label ?? { de: name, en: name },
  );
  return {
    de: `Damals nicht festgehalten: ${labels.map(({ de }) => de).join(", ")}`,
    en: `Not recorded at the time: ${labels.map(({ en }) => en).join(", ")}`,
  };
}
