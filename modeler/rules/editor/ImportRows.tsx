import { FileUp } from "lucide-react";
import { useMemo, useState } from "react";
import { readRows } from "../../../server/decisions/paste.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { openFile } from "../../processes/exporting.ts";
import { useWords } from "../../words/language.tsx";
import type { RuleRow, RuleTable } from "../table/ruleTable.ts";
import css from "./Panel.module.css";

export type ImportRowsProps = {
  readonly table: RuleTable;
  readonly onChange: (table: RuleTable) => void;
  readonly onClose: () => void;
};

/** Rows from a spreadsheet or a CSV file: first what is understood of them, then they replace the rows or are added. */
export function ImportRows({ table, onChange, onClose }: ImportRowsProps) {
  const { t, pick } = useWords();
  const [text, setText] = useState("");
  const read = useMemo(() => readRows(table, text), [table, text]);
  const rows = read.rows as readonly RuleRow[]; // the same shape, in the server's words
  const none = rows.length === 0 ? t("importRows.none") : undefined;
  const take = (kept: readonly RuleRow[]) => {
    onChange({ ...table, rows: [...kept, ...rows] });
    onClose();
  };
  const choose = async () => {
    const file = await openFile(".csv,.tsv,.txt,text/csv");
    if (file !== null) setText(file.text.replace(/^\uFEFF/, ""));
  };
  return (
    <Dialog
      title={t("rules.importRows")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button declined={none} onPress={() => take([])}>
            {t("importRows.replace")}
          </Button>
          <Button kind="primary" declined={none} onPress={() => take(table.rows)}>
            {t("importRows.append", { count: rows.length })}
          </Button>
        </>
      }
    >
      <p>{t("importRows.text")}</p>
      <div>
        <Button icon={<FileUp aria-hidden="true" />} onPress={() => void choose()}>
          {t("importRows.choose")}
        </Button>
      </div>
      <TextInput label={t("importRows.paste")} rows={9} value={text} onChange={setText} />
      <p role="status">{t("importRows.read", { count: rows.length })}</p>
      {read.findings.length > 0 && (
        <ul className={css["lost"]} tabIndex={0} aria-label={t("importRows.lost")}>
          {read.findings.slice(0, 100).map((finding) => (
            <li key={`${finding.place.pointer ?? ""} ${finding.place.column ?? ""}`} className={css["bad"]}>
              {pick(finding.message)}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
