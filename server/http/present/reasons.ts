import type { JsonObject } from "../../base/json.ts";
import { smallestChange } from "../../decisions/change.ts";
import type { SmallestChange } from "../../decisions/change.ts";
import type { DecisionRow } from "../../decisions/decide.ts";
import { explain } from "../../decisions/explain.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import type { Labels } from "../../decisions/ruleSet.ts";

/** Why a decision came out as it did: a sentence for each row, and what would have changed it. */
export interface Reasons {
  readonly byRow: ReadonlyMap<string, Labels>;
  readonly smallestChange: SmallestChange | null;
}

/** A decision as stored, with the body of the version that decided. */
interface Stored {
  readonly body: unknown;
  readonly facts: JsonObject;
  readonly explanation: readonly Pick<DecisionRow, "id" | "fired" | "hit" | "conditions" | "where">[];
}

/** Reasons of a stored decision, from what was recorded and the version that decided; nothing is decided anew. */
export function reasonsOf({ body, facts, explanation }: Stored): Reasons {
  const ruleSet = parseRuleSet(body);
  const outcomes = new Map(ruleSet.rows.map(({ id, then }) => [id, then]));
  const { key: ruleSetKey, version: ruleSetVersion, hitPolicy } = ruleSet;
  const rows = explanation.map((row) => ({ ...row, then: outcomes.get(row.id) ?? {} }));
  const decision = { ruleSetKey, ruleSetVersion, hitPolicy, facts, verdict: null, rows };
  const german = explain(ruleSet, decision, "de");
  const english = explain(ruleSet, decision, "en");
  return {
    byRow: new Map(german.map(({ rowId, text }, at) => [rowId, { de: text, en: english[at]?.text ?? "" }])),
    smallestChange: smallestChange(ruleSet, facts) ?? null,
  };
}
