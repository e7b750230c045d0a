import { NumberEntry } from "../../form/NumberEntry.tsx";
import { useWords } from "../../words/language.tsx";

/** What is written: minutes, the text that is no number of minutes, or nothing. */
export type Minutes = number | string | null;

export type MinutesInputProps = {
  readonly value: Minutes;
  readonly onChange: (minutes: Minutes) => void;
  /** Whether a timer counts; what is written here then corrects it. */
  readonly isCounting: boolean;
};

const least = 1;
const most = 1_440;

/** Minutes of work, at most a day. */
export function MinutesInput({ value, onChange, isCounting }: MinutesInputProps) {
  const { t } = useWords();
  const range = t(typeof value === "number" && value < least ? "form.min" : "form.max", { min: least, max: most });
  return (
    <NumberEntry
      kind="int"
      label={t("time.minutes")}
      value={value}
      onChange={onChange}
      error={typeof value === "number" && !areMinutes(value) ? range : undefined}
      placeholder={isCounting ? t("time.asCounted") : ""}
    />
  );
}

/** Whether this can be recorded. */
export function areMinutes(value: Minutes): value is number {
  return typeof value === "number" && value >= least && value <= most;
}
