import { CircleDashed } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import type { RuleFinding } from "../queries.ts";
import type { Cell, Facts, RuleTable } from "../table/ruleTable.ts";
import { freeId } from "../table/ruleTable.ts";
import css from "./Editor.module.css";

export type GapProps = {
  readonly table: RuleTable;
  readonly findings: readonly RuleFinding[];
  readonly canEdit: boolean;
  readonly onTry: (facts: Facts) => void;
  readonly onChange: (table: RuleTable) => void;
  readonly onRow: (line: number) => void;
};

/** A case that no row covers, right under the table; a press makes it a row. */
export function Gap({ table, findings, canEdit, onTry, onChange, onRow }: GapProps) {
  const { t, pick } = useWords();
  const gap = findings.find(({ code }) => code === "rules.gap");
  if (gap?.facts === undefined) return null;
  const facts = gap.facts as Facts; // JSON of the server
  const add = () => {
    const when = Object.fromEntries(
      table.inputs.flatMap(({ name }) => (isScalar(facts[name]) ? [[name, facts[name]]] : [])),
    );
    onChange({ ...table, rows: [...table.rows, { id: freeId("r", table.rows), when, then: {} }] });
    onRow(table.rows.length);
  };
  return (
    <div className={css["gap"]} data-severity={gap.severity}>
      <CircleDashed size={16} aria-hidden="true" />
      <p>
        <strong>{t("rules.gap")}</strong> {pick(gap.message)}
      </p>
      <Button onPress={() => onTry(facts)}>{t("rules.tryCase")}</Button>
      {canEdit && <Button onPress={add}>{t("rules.gapRow")}</Button>}
    </div>
  );
}

function isScalar(value: unknown): value is Cell {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
