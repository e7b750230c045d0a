import {
  CalendarDate,
  parseAbsoluteToLocal,
  parseDate,
  type DateValue,
  type ZonedDateTime,
} from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Calendar, CalendarCell, CalendarGrid } from "react-aria-components/Calendar";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { DatePicker } from "react-aria-components/DatePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Group } from "react-aria-components/Group";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { FieldHelp, FieldLabel, FieldProblem } from "../../kit/TextInput.tsx";
import fields from "../../kit/fields.module.css";
import css from "../form.module.css";
import type { FieldProps } from "./props.ts";

/** A day, kept as `2026-11-23`. */
export function DateField(props: FieldProps) {
  const change = (value: DateValue | null) => props.onChange(value === null ? null : value.toString());
  return <Picker props={props} value={dayOf(props.value)} change={change} granularity="day" />;
}

/** An instant, shown in the time of the person and kept in UTC. */
export function InstantField(props: FieldProps) {
  const change = (value: DateValue | null) => {
    props.onChange(value === null || !("toAbsoluteString" in value) ? null : value.toAbsoluteString());
  };
  return <Picker props={props} value={instantOf(props.value)} change={change} granularity="minute" />;
}

type PickerProps = {
  readonly props: FieldProps;
  readonly value: DateValue | null;
  readonly change: (value: DateValue | null) => void;
  readonly granularity: "day" | "minute";
};

function Picker({ props, value, change, granularity }: PickerProps): ReactNode {
  return (
    <DatePicker
      className={fields["field"] ?? ""}
      value={value}
      onChange={change}
      granularity={granularity}
      // Without a value the picker cannot know that an instant has a time zone; this tells it.
      placeholderValue={
        granularity === "day" ? null : parseAbsoluteToLocal(new Date().toISOString()).set({ second: 0, millisecond: 0 })
      }
      hideTimeZone
      isRequired={props.isRequired}
      isReadOnly={props.isDisabled}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={props.isRequired}>{props.label}</FieldLabel>
      <Group className={fields["group"] ?? ""}>
        <DateInput className={css["date"] ?? ""}>
          {(segment) => <DateSegment segment={segment} className={css["segment"] ?? ""} />}
        </DateInput>
        <Button className={fields["groupButton"] ?? ""}>
          <CalendarDays size={17} aria-hidden="true" />
        </Button>
      </Group>
      <FieldHelp>{props.help}</FieldHelp>
      <FieldProblem>{props.error}</FieldProblem>
      <Popover className={css["calendarPopover"] ?? ""}>
        <Dialog className={css["calendarDialog"] ?? ""}>
          <Calendar>
            <header className={css["calendarHead"]}>
              <Button slot="previous" className={fields["groupButton"] ?? ""}>
                <ChevronLeft size={18} aria-hidden="true" />
              </Button>
              <Heading />
              <Button slot="next" className={fields["groupButton"] ?? ""}>
                <ChevronRight size={18} aria-hidden="true" />
              </Button>
            </header>
            <CalendarGrid className={css["calendar"] ?? ""}>
              {(date) => <CalendarCell date={date} className={css["day"] ?? ""} />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function dayOf(value: unknown): CalendarDate | null {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? parseDate(value.slice(0, 10)) : null;
}

function instantOf(value: unknown): ZonedDateTime | null {
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return null;
  return parseAbsoluteToLocal(new Date(value).toISOString());
}
