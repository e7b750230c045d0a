import type { Aggregation, HitPolicy, RuleTable } from "./ruleTable.ts";

const letters: Readonly<Record<HitPolicy, string>> = {
  first: "F",
  unique: "U",
  any: "A",
  priority: "P",
  collect: "C",
  ruleOrder: "R",
  outputOrder: "O",
};
const signs: Readonly<Record<Aggregation, string>> = { sum: "+", min: "<", max: ">", count: "#" };

/** The hit policy as DMN writes it into the corner (DMN 1.3, 8.2.11): `F`, `C+`. */
export function policySign({ hitPolicy, aggregation }: Pick<RuleTable, "hitPolicy" | "aggregation">): string {
  return aggregation === undefined ? letters[hitPolicy] : `${letters[hitPolicy]}${signs[aggregation]}`;
}
