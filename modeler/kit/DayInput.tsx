import { parseDate } from "@internationalized/date";
import { DateEntry } from "./DateEntry.tsx";

type DayInputProps = {
  readonly label: string;
  /** `2026-11-23`. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
};

/** A day in a tool bar or beside a button; nothing when it is cleared. */
export function DayInput({ label, value, onChange }: DayInputProps) {
  const day = value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseDate(value) : null;
  return (
    <DateEntry
      isCompact
      label={label}
      value={day}
      granularity="day"
      onChange={(chosen) => onChange(chosen?.toString())}
    />
  );
}
