import { X } from "lucide-react";
import { useState } from "react";
import { DayInput } from "../../kit/DayInput.tsx";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import { ClosedFile } from "./ClosedFile.tsx";
import admin from "../Admin.module.css";
import css from "./Calendars.module.css";
import { tags } from "../../words/tags.ts";

type ClosedProps = { readonly days: readonly string[]; readonly onChange: (days: readonly string[]) => void };

/** Days on which the house is closed besides holidays. */
export function ClosedDays({ days, onChange }: ClosedProps) {
  const { t, language } = useWords();
  const [day, setDay] = useState<string>();
  const write = (one: string) =>
    new Intl.DateTimeFormat(tags[language], { dateStyle: "medium", timeZone: "UTC" }).format(
      new Date(`${one}T00:00:00Z`),
    );
  const add = () => {
    if (day !== undefined) onChange([...new Set([...days, day])].toSorted());
    setDay(undefined);
  };
  return (
    <section>
      <h3>{t("calendar.closed")}</h3>
      {days.length === 0 && <p className={admin["about"]}>{t("calendar.noClosed")}</p>}
      <ul className={css["days"]}>
        {days.map((one) => (
          <li key={one}>
            {write(one)}
            <button
              type="button"
              aria-label={t("calendar.dropClosed", { day: write(one) })}
              onClick={() => onChange(days.filter((each) => each !== one))}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <div className={css["addDay"]}>
        <DayInput label={t("calendar.day")} value={day} onChange={setDay} />
        <Button onPress={add}>{t("calendar.addClosed")}</Button>
        <ClosedFile days={days} onTake={(more) => onChange([...new Set([...days, ...more])].toSorted())} />
      </div>
    </section>
  );
}
