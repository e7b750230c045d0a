import { ArrowDown, ArrowDownToLine, ArrowUp, Columns3Cog, Copy, Plus, Trash2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import { deleteRows, duplicateRows, fillDown, insertRow, moveRows } from "../table/edits.ts";
import { rectangleOf, type Selection } from "../table/places.ts";
import { policySign } from "../table/policies.ts";
import { aggregations, hitPolicies, type RuleTable } from "../table/ruleTable.ts";
import css from "./Editor.module.css";

export type ToolBarProps = {
  readonly table: RuleTable;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onChange: (table: RuleTable) => void;
  readonly onColumns: () => void;
};

/** The hit policy at the corner of the table, and what can be done with rows by pointer. */
export function ToolBar({ table, selection, onSelect, onChange, onColumns }: ToolBarProps) {
  const { t } = useWords();
  const { top, bottom } = rectangleOf(selection);
  const hasRow = top < table.rows.length;
  const none = hasRow ? undefined : t("rules.chooseRow");
  const go = (line: number) => onSelect({ anchor: { line, at: 0 }, cursor: { line, at: 0 } });
  const insert = () => {
    onChange(insertRow(table, bottom + 1));
    go(Math.min(bottom + 1, table.rows.length));
  };
  const move = (step: -1 | 1) => {
    const next = moveRows(table, top, bottom, step);
    if (next === table) return;
    onChange(next);
    onSelect({
      anchor: { ...selection.anchor, line: selection.anchor.line + step },
      cursor: { ...selection.cursor, line: selection.cursor.line + step },
    });
  };
  return (
    <div className={css["toolBar"]} role="toolbar" aria-label={t("rules.tools")}>
      <HitPolicy table={table} onChange={onChange} />
      <Button icon={<Plus aria-hidden="true" />} onPress={insert}>
        {t("rules.addRow")}
      </Button>
      <Button icon={<Columns3Cog aria-hidden="true" />} onPress={onColumns}>
        {t("rules.columns")}
      </Button>
      <span className={css["space"]} />
      <Button
        kind="plain"
        label={t("rules.duplicate")}
        declined={none}
        icon={<Copy aria-hidden="true" />}
        onPress={() => onChange(duplicateRows(table, top, bottom))}
      />
      <Button
        kind="plain"
        label={t("rules.fill")}
        declined={none}
        icon={<ArrowDownToLine aria-hidden="true" />}
        onPress={() => onChange(fillDown(table, rectangleOf(selection)))}
      />
      <Button
        kind="plain"
        label={t("rules.up")}
        declined={none}
        icon={<ArrowUp aria-hidden="true" />}
        onPress={() => move(-1)}
      />
      <Button
        kind="plain"
        label={t("rules.down")}
        declined={none}
        icon={<ArrowDown aria-hidden="true" />}
        onPress={() => move(1)}
      />
      <Button
        kind="plain"
        label={t("rules.delete")}
        declined={none}
        icon={<Trash2 aria-hidden="true" />}
        onPress={() => onChange(deleteRows(table, top, bottom))}
      />
    </div>
  );
}

/** Which rows count when several match (DMN 1.3, 8.2.11), with what it means. */
function HitPolicy({ table, onChange }: Pick<ToolBarProps, "table" | "onChange">) {
  const { t } = useWords();
  const value = table.aggregation === undefined ? table.hitPolicy : `collect:${table.aggregation}`;
  const plain = hitPolicies.map((id) => ({
    id: id as string,
    name: `${policySign({ hitPolicy: id })} · ${t(`hit.${id}`)}`,
  }));
  const gathered = aggregations.map((id) => ({
    id: `collect:${id}`,
    name: `${policySign({ hitPolicy: "collect", aggregation: id })} · ${t(`aggregation.${id}`)}`,
  }));
  const choose = (id: string) => {
    const { aggregation: _, ...rest } = table;
    const aggregation = aggregations.find((one) => `collect:${one}` === id);
    const hitPolicy = hitPolicies.find((one) => one === id) ?? "collect";
    onChange({ ...rest, hitPolicy, ...(aggregation === undefined ? {} : { aggregation }) });
  };
  return (
    <div className={css["policy"]}>
      <Picker
        isCompact
        label={t("rules.hitPolicy")}
        value={value}
        choices={[...plain, ...gathered]}
        onChange={choose}
      />
      <span>{t(`hit.${table.hitPolicy}Text`)}</span>
    </div>
  );
}
