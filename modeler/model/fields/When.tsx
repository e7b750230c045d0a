import { useState } from "react";
import { Picker } from "../../kit/Picker.tsx";
import kit from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import { durationIn, durationText, units, type Unit } from "../facts/durations.ts";
import { Feel } from "./Feel.tsx";
import { Line } from "./Line.tsx";
import css from "./fields.module.css";

export type WhenProps = {
  readonly label: string;
  /** An ISO 8601 duration of one unit, or FEEL, or any other text. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string;
};

/** A time as people say it: after so many minutes, hours, days or business days; or by an expression. */
export function When({ label, value, onChange, help }: WhenProps) {
  const { t } = useWords();
  const duration = durationIn(value);
  const [unit, setUnit] = useState<Unit>(duration?.unit ?? "hours");
  const isOther = value !== "" && duration === null;
  const choose = (kind: string) => {
    const next = units.find((one) => one === kind);
    if (next === undefined) return onChange(value === "" ? "=" : `=duration("${value}")`);
    setUnit(next);
    onChange(duration === null ? "" : durationText({ count: duration.count, unit: next }));
  };
  const change = (count: string) =>
    onChange(
      /^\d+$/.test(count) && Number(count) > 0
        ? durationText({ count: Number(count), unit: duration?.unit ?? unit })
        : "",
    );
  return (
    <div className={kit["field"]} role="group" aria-label={label}>
      {isOther ? (
        <Feel label={label} value={value} onChange={onChange} help={help} />
      ) : (
        <>
          <div className={css["duration"]}>
            <Line
              label={label}
              value={duration === null ? "" : String(duration.count)}
              onChange={change}
              placeholder="–"
            />
            <Picker
              isCompact
              label={t("when.unit")}
              value={duration?.unit ?? unit}
              choices={[...units.map((id) => ({ id, name: t(`unit.${id}`) })), { id: "feel", name: t("when.feel") }]}
              onChange={choose}
            />
          </div>
          {help !== undefined && <span className={kit["help"]}>{help}</span>}
        </>
      )}
    </div>
  );
}
