import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import { yearQuery, type CalendarDay, type Definition } from "./queries.ts";
import admin from "../Admin.module.css";
import css from "./Calendars.module.css";
import { tags } from "../../words/tags.ts";

const kinds = ["open", "rest", "holiday", "closed", "extra"] as const;

/** The year of a calendar, month by month, with its holidays by name. */
export function YearPreview({ definition }: { definition: Definition }) {
  const { t, language } = useWords();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const { data, error } = useQuery(yearQuery(definition, year, language));
  const days = data?.days ?? [];
  const open = days.filter(({ minutes }) => minutes > 0);
  const hours = Math.round(open.reduce((sum, { minutes }) => sum + minutes, 0) / 60);
  return (
    <section aria-label={t("calendar.year", { year })}>
      <div className={css["yearHead"]}>
        <h3>{t("calendar.year", { year })}</h3>
        <Button
          kind="plain"
          label={t("calendar.yearBefore")}
          icon={<ChevronLeft aria-hidden="true" />}
          onPress={() => setYear(year - 1)}
        />
        <Button
          kind="plain"
          label={t("calendar.yearAfter")}
          icon={<ChevronRight aria-hidden="true" />}
          onPress={() => setYear(year + 1)}
        />
        <span className={admin["about"]}>{t("calendar.opened", { days: open.length, hours })}</span>
      </div>
      {error !== null && (
        <p className={admin["warning"]} role="alert">
          {error.message}
        </p>
      )}
      {error === null && (
        <>
          <div className={css["months"]}>
            {[...Map.groupBy(days, ({ date }) => date.slice(0, 7))].map(([month, inMonth]) => (
              <Month key={month} month={month} days={inMonth} />
            ))}
          </div>
          <ul className={css["legend"]}>
            {kinds.map((kind) => (
              <li key={kind}>
                <span data-kind={kind} className={css["mark"]} aria-hidden="true" />
                {t(`calendar.kind.${kind}`)}
              </li>
            ))}
          </ul>
          <Holidays days={days} />
        </>
      )}
    </section>
  );
}

function Month({ month, days }: { month: string; days: readonly CalendarDay[] }) {
  const { t, language } = useWords();
  const first = new Date(`${month}-01T00:00:00Z`);
  const before = (first.getUTCDay() + 6) % 7;
  const name = new Intl.DateTimeFormat(tags[language], { month: "long", timeZone: "UTC" }).format(first);
  return (
    <figure className={css["month"]}>
      <figcaption>{name}</figcaption>
      <ol>
        {days.map((day, index) => (
          <li
            key={day.date}
            data-kind={day.kind}
            title={day.name ?? t(`calendar.kind.${day.kind}`)}
            style={index === 0 ? { gridColumnStart: before + 1 } : undefined}
          >
            {index + 1}
          </li>
        ))}
      </ol>
    </figure>
  );
}

function Holidays({ days }: { days: readonly CalendarDay[] }) {
  const { language } = useWords();
  const named = days.filter(({ name }) => name !== null);
  const write = new Intl.DateTimeFormat(tags[language], {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  return (
    <ul className={css["holidays"]}>
      {named.map(({ date, name }) => (
        <li key={date}>
          <span>{write.format(new Date(`${date}T00:00:00Z`))}</span> {name}
        </li>
      ))}
    </ul>
  );
}
