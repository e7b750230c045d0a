import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import { spaceOf } from "./boxes.ts";
import { checkCells } from "./checkCells.ts";
import { checkGaps } from "./checkGaps.ts";
import { checkRows } from "./checkRows.ts";
import { findingTexts } from "./checkText.ts";
import type { Finding } from "./finding.ts";
import { parseRuleSet } from "./ruleSet.ts";
import type { Labels, RuleSet } from "./ruleSet.ts";

export type { Finding };

/** How much all searches of one table may look at; some hundred milliseconds. */
const effort = 4_000_000;

/**
 * The static checks of a rule set: rows that never fire or never decide, rows that overlap, contradict or repeat each
 * other as the hit policy forbids, gaps with a case that no row covers, values and types that cannot be. Exact on values,
 * intervals and condition trees of ordinary size; what is too intricate is told as such and never guessed. Errors first.
 */
export function checkRuleSet(ruleSet: RuleSet): readonly Finding[] {
  const space = spaceOf(ruleSet);
  const budget = { left: effort };
  const findings: Finding[] = [
    ...checkCells(ruleSet),
    ...checkRows(ruleSet, space, budget),
    ...checkGaps(ruleSet, space, budget),
  ];
  if (ruleSet.rows.length === 0)
    findings.push({ severity: "warning", place: {}, code: "rules.empty", message: findingTexts.empty() });
  if (budget.left < 0 || space.rows.includes(undefined))
    findings.push({ severity: "hint", place: {}, code: "rules.intricate", message: findingTexts.intricate() });
  return findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
}

const ranks = { error: 0, warning: 1, hint: 2 } as const;

/** The same of a body that may not even be a rule set: what `parseRuleSet` refuses is told as errors. */
export function checkRuleSetBody(body: unknown): readonly Finding[] {
  try {
    return checkRuleSet(parseRuleSet(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.complaints.map((complaint) => findingOf(body, complaint));
  }
}

function findingOf(body: unknown, { place: pointer, code, message }: Complaint): Finding {
  const [part, index, , name] = pointer.split("/").slice(1);
  const list = isObject(body) ? body[part ?? ""] : undefined;
  const item: Json | undefined = Array.isArray(list) ? list[Number(index)] : undefined;
  const id = (member: string) => (isObject(item) && typeof item[member] === "string" ? item[member] : undefined);
  const row = part === "rows" ? id("id") : undefined;
  const column = part === "rows" ? name : id("name");
  return {
    severity: "error",
    place: { pointer, ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }) },
    code,
    message: { de: refusalTexts[code]?.(pointer) ?? message, en: message },
  };
}

/** German for what `parseRuleSet` refuses. */
const refusalTexts: Readonly<Record<string, (pointer: string) => Labels["de"]>> = {
  "rules.shape": (pointer) => `Die Form stimmt nicht bei ${pointer}`,
  "rules.twice": (pointer) => `Ein Name kommt mehrmals vor bei ${pointer}`,
  "rules.column": (pointer) => `Unbekannte Spalte bei ${pointer}`,
  "rules.type": (pointer) => `Ein Wert hat nicht den Typ seiner Spalte bei ${pointer}`,
  "rules.priority": () => "Die Trefferregel braucht eine Ausgabe mit Werten in ihrer Rangfolge, aber keine hat Werte",
  "rules.aggregation": () => "Zusammenfassen geht nur mit „collect“ und einer Ausgabe vom Typ Zahl",
  "rules.enum": (pointer) => `Eine Aufzählung ohne Werte bei ${pointer}`,
};
