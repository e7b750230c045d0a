import { useState } from "react";
import { Picker } from "../../kit/Picker.tsx";
import kit from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import type { Pick } from "../catalogue/catalogue.ts";
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
  /** Moments that have a name: the expression of each. */
  readonly moments?: readonly Pick[];
};

/** A time as people say it: after so many minutes, hours, days or business days; at a moment with a name; or by an expression. */
export function When(props: WhenProps) {
  const { label, value, onChange, help, moments = [] } = props;
  const isSaid = value === "" || durationIn(value) !== null || moments.some(({ id }) => id === value);
  return (
    <div className={kit["field"]} role="group" aria-label={label}>
      {isSaid ? <Said {...props} moments={moments} /> : <Feel {...{ label, value, onChange, help }} />}
      {isSaid && help !== undefined && <span className={kit["help"]}>{help}</span>}
    </div>
  );
}

function Said({ label, value, onChange, moments }: WhenProps & { moments: readonly Pick[] }) {
  const { t } = useWords();
  const duration = durationIn(value);
  const [unit, setUnit] = useState<Unit>(duration?.unit ?? "hours");
  const moment = moments.find(({ id }) => id === value);
  const choose = (kind: string) => {
    const next = units.find((one) => one === kind);
    if (moments.some(({ id }) => id === kind)) return onChange(kind);
    if (next === undefined) return onChange(duration === null ? "=" : `=duration("${value}")`);
    setUnit(next);
    onChange(duration === null ? "" : durationText({ count: duration.count, unit: next }));
  };
  const change = (count: string) =>
    onChange(
      /^\d+$/.test(count) && Number(count) > 0
        ? durationText({ count: Number(count), unit: duration?.unit ?? unit })
        : "",
    );
  const choices = [
    ...units.map((id) => ({ id, name: t(`unit.${id}`) })),
    ...moments,
    { id: "feel", name: t("when.feel") },
  ];
  if (moment !== undefined) return <Picker label={label} value={moment.id} choices={choices} onChange={choose} />;
  return (
    <div className={css["duration"]}>
      <Line label={label} value={duration === null ? "" : String(duration.count)} onChange={change} placeholder="–" />
      <Picker isCompact label={t("when.unit")} value={duration?.unit ?? unit} choices={choices} onChange={choose} />
    </div>
  );
}
