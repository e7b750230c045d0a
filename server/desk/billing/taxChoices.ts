import type { JsonObject } from "../../base/json.ts";
import { holds } from "../../decisions/cell.ts";
import type { RuleRow, RuleSet } from "../../decisions/ruleSet.ts";
import type { LineTax } from "./lines.ts";

/** A tax that people may decide for: what `tax_key` says somewhere about this seller. */
export interface TaxChoice {
  readonly value: string;
  readonly label: { readonly de: string; readonly en: string };
  readonly tax: Required<LineTax>;
}

/** What of the facts holds for everything that a house sells. */
const ofSeller = ["sellerCountry", "sellerIsSmallBusiness"];

/**
 * What can be chosen where no row decides: the outputs of the rule set that are whole, each once, of rows that are not about
 * another seller. Key, rate, category and text stay together as the rule set has them. A key that stands for several of them is
 * told apart by its row.
 */
export function taxChoicesOf(ruleSet: RuleSet, facts: JsonObject): TaxChoice[] {
  const rows = ruleSet.rows.filter((row) => isAbout(row, facts)).flatMap((row) => wholeOf(row));
  const texts = rows.map(({ tax }) => JSON.stringify(tax));
  const distinct = rows.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
  return distinct.map(({ id, tax }) => {
    const isOnly = distinct.filter((other) => other.tax.taxKey === tax.taxKey).length === 1;
    return { value: isOnly ? tax.taxKey : `${tax.taxKey} ${id}`, label: labelOf(ruleSet, tax), tax };
  });
}

function isAbout({ when }: RuleRow, facts: JsonObject): boolean {
  return ofSeller.every((name) => when[name] === undefined || holds(when[name], facts[name] ?? null));
}

function wholeOf({ id, then }: RuleRow): { readonly id: string; readonly tax: TaxChoice["tax"] }[] {
  const { taxKey, percent, category, invoiceText } = then;
  if (typeof taxKey !== "string" || typeof percent !== "number" || typeof category !== "string") return [];
  return [
    { id, tax: { taxKey, percent, category, invoiceText: typeof invoiceText === "string" ? invoiceText : null } },
  ];
}

function labelOf(ruleSet: RuleSet, { taxKey, percent, category }: TaxChoice["tax"]): TaxChoice["label"] {
  const [key, kind] = [wordsOf(ruleSet, "taxKey", taxKey), wordsOf(ruleSet, "category", category ?? "")];
  const rate = { de: String(percent).replace(".", ","), en: String(percent) };
  return { de: `${key.de}: ${rate.de} %, ${kind.de}`, en: `${key.en}: ${rate.en} %, ${kind.en}` };
}

function wordsOf({ outputs }: RuleSet, name: string, value: string): { readonly de: string; readonly en: string } {
  const column = outputs.find((each) => each.name === name);
  const known = column?.values?.find((each) => each.value === value)?.label;
  return known ?? { de: value, en: value };
}
