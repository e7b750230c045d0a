import type { FactChange } from "./change.ts";
import { shown, verdictInWords } from "./explain.ts";
import type { Language } from "./explain.ts";
import type { PlainDecision } from "./plain.ts";
import type { Labels, RuleSet } from "./ruleSet.ts";

/** "If Impact were high instead of medium, it would be Priority = P1 (row r3)." */
export function changeInWords(ruleSet: RuleSet, changes: readonly FactChange[], decision: PlainDecision): Labels {
  return { de: sentence(ruleSet, changes, decision, "de"), en: sentence(ruleSet, changes, decision, "en") };
}

function sentence(
  ruleSet: RuleSet,
  changes: readonly FactChange[],
  decision: PlainDecision,
  language: Language,
): string {
  const facts = changes.map(({ input, from, to }) => {
    const column = ruleSet.inputs.find(({ name }) => name === input);
    const label = column?.label[language] ?? input;
    const [was, would] = [shown(from, column, language), shown(to, column, language)];
    return language === "de" ? `${label} ${would} statt ${was}` : `${label} were ${would} instead of ${was}`;
  });
  const verdict = verdictInWords(ruleSet, decision.verdict, language);
  const rows = decision.rows.join(", ");
  if (language === "de") {
    const by = rows === "" ? "" : ` (Zeile ${rows})`;
    return `Wäre ${facts.join(" und ")}, käme ${verdict} heraus${by}.`;
  }
  return `If ${facts.join(" and ")}, it would be ${verdict}${rows === "" ? "" : ` (row ${rows})`}.`;
}
