import { useCallback } from "react";
import { useWords } from "../../words/language.tsx";
import { valueText } from "../table/cellText.ts";
import type { Column, Json, RuleTable } from "../table/ruleTable.ts";

/** Verdicts in words: `P1`, or `Frist: 4 · Stufe: hoch` where there are several outputs; a list for collecting policies. */
export function useVerdictText(table: Pick<RuleTable, "outputs">): (verdict: unknown) => string {
  const { language, pick, t } = useWords();
  const { outputs } = table;
  return useCallback(
    (verdict: unknown): string => {
      if (verdict === null || verdict === undefined) return t("why.nothing");
      if (Array.isArray(verdict))
        return verdict.length === 0
          ? t("why.nothing")
          : verdict.map((one: unknown) => oneText(outputs, one, language, pick)).join(" | ");
      return oneText(outputs, verdict, language, pick);
    },
    [outputs, language, pick, t],
  );
}

function oneText(
  outputs: readonly Column[],
  verdict: unknown,
  language: "de" | "en",
  pick: (labels: { de: string; en: string }) => string,
): string {
  if (typeof verdict !== "object" || verdict === null) return String(verdict);
  const said = outputs.flatMap((column) => {
    const value = Reflect.get(verdict, column.name) as Json | undefined; // JSON of the server
    if (value === undefined) return [];
    const text = valueText(column, value, language);
    return [outputs.length === 1 ? text : `${pick(column.label)}: ${text}`];
  });
  return said.length === 0 ? JSON.stringify(verdict) : said.join(" · ");
}
