import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import type { Definition } from "./queries.ts";
import css from "./Calendars.module.css";
import { tags } from "../../words/tags.ts";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Weekday = (typeof weekdays)[number];

/** The opening hours as they are typed, a line for each day. */
export type HourLines = Readonly<Record<Weekday, string>>;

/** The hours of a definition as lines; what holds for all days is written to each. */
export function linesOf(hours: Definition["hours"]): HourLines {
  const line = (day: Weekday) => (hours[day] ?? hours.all ?? []).join(", ");
  return {
    mon: line("mon"),
    tue: line("tue"),
    wed: line("wed"),
    thu: line("thu"),
    fri: line("fri"),
    sat: line("sat"),
    sun: line("sun"),
  };
}

/** The hours that lines say; the server says what is wrong with them. */
export function hoursOf(lines: HourLines): Definition["hours"] {
  return Object.fromEntries(weekdays.map((day) => [day, spansOf(lines[day])]));
}

function spansOf(line: string): string[] {
  return line
    .split(/[,;]/)
    .map((span) => span.replaceAll(/\s/g, "").replace("–", "-"))
    .filter((span) => span !== "");
}

/** Opening hours, a line for each day of the week. */
export function WeekHours({ lines, onChange }: { lines: HourLines; onChange: (lines: HourLines) => void }) {
  const { language } = useWords();
  const name = new Intl.DateTimeFormat(tags[language], { weekday: "long", timeZone: "UTC" });
  return (
    <div className={css["week"]}>
      {weekdays.map((day, index) => (
        <TextInput
          key={day}
          label={name.format(new Date(Date.UTC(2024, 0, 1 + index)))} // a Monday
          value={lines[day]}
          onChange={(line) => onChange({ ...lines, [day]: line })}
        />
      ))}
    </div>
  );
}
