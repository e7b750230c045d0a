import { z } from "zod";
import { calendarDefinition } from "../calendar/calendar.ts";
import { calendarChange } from "../desk/records/calendars.ts";
import { newCalendar } from "../desk/records/house.ts";

/** Service calendars over the wire. */

export const calendar = z.object({
  key: z.string(),
  name: z.string(),
  revision: z.number().int(),
  isDefault: z.boolean(),
  definition: calendarDefinition,
  customers: z.number().int().describe("How many go by it"),
  contracts: z.number().int(),
  staff: z.number().int(),
});
export const calendarList = z.object({ items: z.array(calendar) });
export const addCalendar = newCalendar.omit({ isDefault: true });
export const editCalendar = calendarChange;
export const calendarKey = z.object({ key: z.string() });

export const yearOf = z.strictObject({ definition: calendarDefinition, year: z.int().min(2000).max(2100) });
export const calendarDay = z.object({
  date: z.string(),
  kind: z.enum(["open", "rest", "holiday", "closed", "extra"]),
  minutes: z.number().describe("Of service"),
  name: z.string().nullable().describe("Of a holiday"),
});
export const calendarYear = z.object({ days: z.array(calendarDay) });
const place = z.object({ code: z.string(), name: z.string() });
export const holidayPlaces = z.object({ countries: z.array(place), regions: z.array(place) });

export const calendarFile = z.strictObject({
  text: z.string().max(1_000_000).describe("A calendar file (.ics, RFC 5545)"),
  from: z.iso.date().describe("First day wanted; of what comes again every year, each year from here on"),
  to: z.iso.date().describe("Last day wanted"),
});
export const wholeDays = z.object({
  days: z.array(z.object({ date: z.string(), summary: z.string() })),
  leftOut: z
    .array(z.object({ summary: z.string(), why: z.enum(["timed", "cancelled", "outside", "unreadable"]) }))
    .describe("Entries that give no day, and why"),
});

export type WholeDays = z.infer<typeof wholeDays>;
export type Calendar = z.infer<typeof calendar>;
export type CalendarDay = z.infer<typeof calendarDay>;
export type HolidayPlaces = z.infer<typeof holidayPlaces>;
