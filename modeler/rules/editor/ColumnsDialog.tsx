import { ArrowLeft, ArrowRight, Plus, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { addColumn, changeColumn, moveColumn, nameFault, removeColumn, type Side } from "../table/columns.ts";
import { columnTypes, type Column, type RuleTable } from "../table/ruleTable.ts";
import { readValues, valuesText } from "../table/values.ts";
import css from "./Editor.module.css";

export type ColumnPlace = { readonly side: Side; readonly index: number };
export type ColumnsDialogProps = {
  readonly table: RuleTable;
  readonly place: ColumnPlace;
  readonly onPlace: (place: ColumnPlace) => void;
  readonly onChange: (table: RuleTable) => void;
  readonly onClose: () => void;
};

/** The columns of the table: their names in both languages, types, and the values that are foreseen. */
export function ColumnsDialog({ table, place, onPlace, onChange, onClose }: ColumnsDialogProps) {
  const { t, pick } = useWords();
  const column = table[place.side][place.index];
  const add = (side: Side) => {
    onChange(addColumn(table, side));
    onPlace({ side, index: table[side].length });
  };
  const move = (step: -1 | 1) => {
    const next = moveColumn(table, place.side, place.index, step);
    if (next === table) return;
    onChange(next);
    onPlace({ ...place, index: place.index + step });
  };
  const remove = () => {
    onChange(removeColumn(table, place.side, place.index));
    onPlace({ ...place, index: Math.max(0, place.index - 1) });
  };
  return (
    <Dialog
      title={t("rules.columns")}
      size="wide"
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t("column.done")}
        </Button>
      }
    >
      <div className={css["columns"]}>
        <div>
          {(["inputs", "outputs"] as const).map((side) => (
            <section key={side} aria-label={t(`column.${side}`)}>
              <h3>{t(`column.${side}`)}</h3>
              <ul>
                {table[side].map((one, index) => (
                  <li key={`${side}-${one.name}`}>
                    <button
                      type="button"
                      aria-current={side === place.side && index === place.index}
                      onClick={() => onPlace({ side, index })}
                    >
                      <span>{pick(one.label) === "" ? one.name : pick(one.label)}</span>
                      <span>{t(`type.${one.type}`)}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <Button kind="plain" icon={<Plus aria-hidden="true" />} onPress={() => add(side)}>
                {t(side === "inputs" ? "column.addInput" : "column.addOutput")}
              </Button>
            </section>
          ))}
        </div>
        {column !== undefined && (
          <div className={css["column"]} key={`${place.side}-${place.index}`}>
            <ColumnForm table={table} place={place} column={column} onChange={onChange} />
            <div className={css["row"]}>
              <Button icon={<ArrowLeft aria-hidden="true" />} onPress={() => move(-1)}>
                {t("column.left")}
              </Button>
              <Button icon={<ArrowRight aria-hidden="true" />} onPress={() => move(1)}>
                {t("column.right")}
              </Button>
              <Button kind="plain" icon={<Trash2 aria-hidden="true" />} onPress={remove}>
                {t("column.remove")}
              </Button>
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}

type ColumnFormProps = Pick<ColumnsDialogProps, "table" | "place" | "onChange"> & { readonly column: Column };

function ColumnForm({ table, place, column, onChange }: ColumnFormProps) {
  const { t } = useWords();
  const [name, setName] = useState(column.name);
  const [values, setValues] = useState(() => valuesText(column));
  useEffect(() => setName(column.name), [column.name]);
  const { side, index } = place;
  const put = (next: Column) => onChange(changeColumn(table, side, index, next));
  const fault = nameFault(table, side, index, name);
  const read = readValues(column, values);
  const takesValues = column.type !== "boolean" && column.type !== "list";
  return (
    <>
      <div className={css["pair"]}>
        <TextInput
          label={t("column.labelDe")}
          value={column.label.de}
          onChange={(de) => put({ ...column, label: { ...column.label, de } })}
        />
        <TextInput
          label={t("column.labelEn")}
          value={column.label.en}
          onChange={(en) => put({ ...column, label: { ...column.label, en } })}
        />
      </div>
      <div className={css["pair"]}>
        <TextInput
          label={t("column.name")}
          help={t("column.nameHelp")}
          value={name}
          onChange={setName}
          onBlur={() => (fault === null ? name !== column.name && put({ ...column, name }) : setName(column.name))}
          error={fault === null ? undefined : t(`column.name_${fault}`)}
        />
        <Picker
          label={t("column.type")}
          help={t(`typeHelp.${column.type}`)}
          value={column.type}
          choices={columnTypes.map((type) => ({ id: type, name: t(`type.${type}`) }))}
          onChange={(id) => put({ ...column, type: columnTypes.find((type) => type === id) ?? column.type })}
        />
      </div>
      {takesValues && (
        <TextInput
          label={t("column.values")}
          help={t("column.valuesHelp")}
          rows={5}
          value={values}
          onChange={(text) => {
            setValues(text);
            const next = readValues(column, text);
            if (next.kind === "value") put(withValues(column, next.values));
          }}
          error={read.kind === "value" ? undefined : t("column.valuesWrong", { line: read.line })}
        />
      )}
      <div className={css["checks"]}>
        {side === "inputs" && (
          <label>
            <input
              type="checkbox"
              checked={column.required === true}
              onChange={(event) => put({ ...column, required: event.target.checked })}
            />{" "}
            {t("column.isRequired")}
          </label>
        )}
        {column.type === "number" && (
          <label>
            <input
              type="checkbox"
              checked={column.integer === true}
              onChange={(event) => put({ ...column, integer: event.target.checked })}
            />{" "}
            {t("column.isInteger")}
          </label>
        )}
      </div>
    </>
  );
}

function withValues(before: Column, values: NonNullable<Column["values"]>): Column {
  const { values: _, ...column } = before;
  return values.length === 0 ? column : { ...column, values };
}
