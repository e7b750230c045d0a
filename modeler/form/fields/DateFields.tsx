import {
  CalendarDate,
  parseAbsoluteToLocal,
  parseDate,
  type DateValue,
  type ZonedDateTime,
} from "@internationalized/date";
import { DateEntry } from "../../kit/DateEntry.tsx";
import type { FieldProps } from "./props.ts";

/** A day, kept as `2026-11-23`. */
export function DateField(props: FieldProps) {
  const change = (value: DateValue | null) => props.onChange(value === null ? null : value.toString());
  return <DateEntry {...entry(props)} value={dayOf(props.value)} onChange={change} granularity="day" />;
}

/** An instant, shown in the time of the person and kept in UTC. */
export function InstantField(props: FieldProps) {
  const change = (value: DateValue | null) => {
    props.onChange(value === null || !("toAbsoluteString" in value) ? null : value.toAbsoluteString());
  };
  return <DateEntry {...entry(props)} value={instantOf(props.value)} onChange={change} granularity="minute" />;
}

function entry({ label, help, error, isRequired, isDisabled }: FieldProps) {
  return { label, help, error, isRequired, isReadOnly: isDisabled };
}

function dayOf(value: unknown): CalendarDate | null {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? parseDate(value.slice(0, 10)) : null;
}

function instantOf(value: unknown): ZonedDateTime | null {
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return null;
  return parseAbsoluteToLocal(new Date(value).toISOString());
}
