import { parseAbsoluteToLocal, type DateValue } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Calendar, CalendarCell, CalendarGrid } from "react-aria-components/Calendar";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { DatePicker } from "react-aria-components/DatePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Group } from "react-aria-components/Group";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { FieldHelp, FieldLabel, FieldProblem } from "./TextInput.tsx";
import fields from "./fields.module.css";
import css from "./DateEntry.module.css";

export type DateEntryProps = {
  readonly label: string;
  readonly value: DateValue | null;
  readonly onChange: (value: DateValue | null) => void;
  readonly granularity: "day" | "minute";
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  /** In a tool bar: the label stands beside. */
  readonly isCompact?: boolean;
};

/** A day or an instant, written as the chosen language writes it, by segments or from a calendar. */
export function DateEntry(props: DateEntryProps) {
  const { label, value, onChange, granularity, isRequired = false, isReadOnly = false, isCompact = false } = props;
  return (
    <DatePicker
      className={(isCompact ? css["compact"] : fields["field"]) ?? ""}
      value={value}
      onChange={onChange}
      granularity={granularity}
      // Without a value the picker cannot know that an instant has a time zone; this tells it.
      placeholderValue={
        granularity === "day" ? null : parseAbsoluteToLocal(new Date().toISOString()).set({ second: 0, millisecond: 0 })
      }
      hideTimeZone
      isRequired={isRequired}
      isReadOnly={isReadOnly}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel isRequired={isRequired}>{label}</FieldLabel>
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
      <CalendarPopover />
    </DatePicker>
  );
}

function CalendarPopover() {
  return (
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
  );
}
