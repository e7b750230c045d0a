import type { Work } from "../../api/cases.ts";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { dateText, minutesText } from "../../words/time.ts";
import css from "./Case.module.css";

const types: Readonly<Record<string, Key>> = {
  remote: "time.remote",
  phone: "time.phone",
  onsite: "time.onsite",
  travel: "time.travel",
  project: "time.project",
};

/** What was worked on the ticket so far, the newest first, with its sum. */
export function WorkEntries({ entries }: { entries: Work["entries"] }) {
  const { t, language } = useWords();
  if (entries.length === 0) return <p className={css["quiet"]}>{t("time.none")}</p>;
  const sum = entries.reduce((minutes, entry) => minutes + entry.minutes, 0);
  return (
    <div className={css["entries"]}>
      <h3>{t("time.sum", { time: minutesText(sum, language) })}</h3>
      <ul aria-label={t("time.entries")}>
        {entries.map(({ id, minutes, by, startedAt, workType, note }) => (
          <li key={id}>
            <strong>{minutesText(minutes, language)}</strong>
            <span className={css["fine"]}>
              {[by.name, t(types[workType] ?? "time.remote"), dateText(startedAt, language)].join(" · ")}
            </span>
            {note !== "" && <p>{note}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
