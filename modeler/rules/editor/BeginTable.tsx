import { Table2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { addColumn } from "../table/columns.ts";
import type { RuleTable } from "../table/ruleTable.ts";
import type { ColumnPlace } from "./ColumnsDialog.tsx";

export type BeginTableProps = {
  readonly table: RuleTable;
  readonly onChange: (table: RuleTable) => void;
  readonly onColumns: (place: ColumnPlace) => void;
};

/** A table without columns: what it needs first. */
export function BeginTable({ table, onChange, onColumns }: BeginTableProps) {
  const { t } = useWords();
  const begin = () => {
    const asked = table.inputs.length > 0 ? table : addColumn(table, "inputs");
    onChange(asked.outputs.length > 0 ? asked : addColumn(asked, "outputs"));
    onColumns({ side: "inputs", index: 0 });
  };
  return (
    <Empty
      title={t("rules.noColumns")}
      text={t("rules.noColumnsText")}
      icon={<Table2 aria-hidden="true" />}
      action={
        <Button kind="primary" onPress={begin}>
          {t("rules.beginColumns")}
        </Button>
      }
    />
  );
}
