import { Asterisk } from "lucide-react";
import { useWords } from "../../words/language.tsx";
import type { SheetColumn } from "../table/places.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import { policySign } from "../table/policies.ts";
import css from "./Header.module.css";

export type HeaderProps = {
  readonly table: RuleTable;
  readonly columns: readonly SheetColumn[];
  readonly onColumn: ((side: "inputs" | "outputs", index: number) => void) | undefined;
};

/** What stands above the rows: the hit policy in the corner, WHEN, THEN, annotation. */
export function Header({ table, columns, onColumn }: HeaderProps) {
  const { t, pick } = useWords();
  return (
    <div role="row" aria-rowindex={1} className={css["header"]}>
      <div role="columnheader" className={css["corner"]} title={t(`hit.${table.hitPolicy}Text`)}>
        <abbr>{policySign(table)}</abbr>
      </div>
      {columns.map((sheet, at) => {
        if (sheet.kind === "note")
          return (
            <div role="columnheader" key="note" className={css["head"]} data-kind="note" data-column={at}>
              <strong>{t("rules.note")}</strong>
            </div>
          );
        const { column, kind, index } = sheet;
        const group = index > 0 ? null : t(kind === "input" ? "rules.when" : "rules.then");
        const side = kind === "input" ? "inputs" : "outputs";
        return (
          <div
            role="columnheader"
            key={`${kind}-${index}`}
            className={css["head"]}
            data-kind={kind}
            data-column={at}
            data-open={onColumn !== undefined}
            title={`${pick(column.label)} (${column.name}): ${t(`type.${column.type}`)}`}
            onDoubleClick={() => onColumn?.(side, index)}
          >
            <span className={css["over"]}>
              {group !== null && <span className={css["group"]}>{group}</span>}
              <span className={css["type"]}>{t(`type.${column.type}`)}</span>
            </span>
            <span className={css["name"]}>
              <strong>{pick(column.label) === "" ? column.name : pick(column.label)}</strong>
              {column.required === true && <Asterisk size={12} aria-label={t("column.required")} />}
            </span>
          </div>
        );
      })}
    </div>
  );
}
