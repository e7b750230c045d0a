import { addDays, addMonths } from "../day.ts";
import type { Day } from "../day.ts";
import type { DatevSettings } from "./settings.ts";
import { number, text } from "./write.ts";
import type { Field } from "./write.ts";

/** What a file holds, as DATEV numbers and names it. */
export interface Category {
  readonly category: 16 | 21;
  readonly name: string;
  readonly version: number;
}

/** The first 14 of the 31 header fields: what the file is, when it was made, whose it is. `from` is a day of its fiscal year. */
export function opening(
  settings: DatevSettings,
  { category, name, version }: Category,
  { from, now }: { readonly from: Day; readonly now: Date },
): Field[] {
  const { consultant, client, accountLength, origin } = settings;
  return [
    text("EXTF"),
    number(700),
    number(category),
    text(name),
    number(version),
    number(now.toISOString().replaceAll(/\D/g, "")),
    number(),
    text(origin),
    text("Ablauf"),
    text(),
    number(consultant),
    number(client),
    number(compact(fiscalYear(settings, from))),
    number(accountLength),
  ];
}

/** The last nine header fields. */
export function closing({ chart }: DatevSettings): Field[] {
  return [number(), text(), number(), number(), text(chart), number(), number(), text(), text("Ablauf")];
}

/** A day as DATEV's headers write it: `20261130`. */
export function compact(day: Day): string {
  return day.replaceAll("-", "");
}

/** The first day of the fiscal year that a day is in. */
function fiscalYear({ fiscalYearStart }: Pick<DatevSettings, "fiscalYearStart">, day: Day): Day {
  const start = `${day.slice(0, 4)}-${fiscalYearStart}`;
  return start <= day ? start : addMonths(start, -12);
}

/** The last day of the fiscal year that begins on a day. */
export function fiscalYearEnd(start: Day): Day {
  return addDays(addMonths(start, 12), -1);
}
