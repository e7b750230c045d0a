import { coverage } from "../coverage.ts";
import { nameOf, processOf } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** One rule per construct that the coverage table refuses. */
export const coverageRules: readonly Rule[] = coverage.flatMap((entry): readonly Rule[] => {
  if (entry.status !== "refused" || !entry.types) return [];
  return [
    {
      code: "coverage.refused",
      reference: entry.clause,
      on: entry.types,
      check(element) {
        if (!processOf(element)) return undefined;
        return `Expected something that runs, but ${nameOf(element)} is ${element.$type}: ${entry.remark ?? entry.construct}.`;
      },
    },
  ];
});
