import Holidays from "date-holidays";
import { Refusal } from "../base/refusal.ts";

/**
 * Tells public holidays of a country and, when given, its region (data of date-holidays, CC BY-SA 3.0). Bank holidays
 * such as 24 December are none: who closes then says so with a closing day. Each year is worked out once.
 *
 * @throws {Refusal} `calendar.zone` when the country or region is unknown
 */
export function publicHolidays(country: string | null, region: string | null): (date: Temporal.PlainDate) => boolean {
  if (country === null) return () => false;
  const source = holidaysOf(country, region);
  const years = new Map<number, ReadonlySet<string>>();
  return (date) => {
    const known = years.get(date.year) ?? daysOff(source, date.year);
    years.set(date.year, known);
    return known.has(date.toString());
  };
}

/** A country or region whose holidays are known. */
export interface HolidayPlace {
  readonly code: string;
  readonly name: string;
}

/** Countries with known holidays by name, and the regions of one of them. */
export function holidayCountries(language: "de" | "en"): readonly HolidayPlace[] {
  return placesOf(new Holidays().getCountries(language), language);
}

/** Regions of a country that have holidays of their own, by name. */
export function holidayRegions(country: string, language: "de" | "en"): readonly HolidayPlace[] {
  return placesOf(new Holidays().getStates(country, language) ?? {}, language);
}

/**
 * What the public holidays of a year are called, by day.
 *
 * @throws {Refusal} `calendar.zone` when the country or region is unknown
 */
export function holidayNames(
  { country, region }: { readonly country: string | null; readonly region: string | null },
  year: number,
  language: "de" | "en",
): ReadonlyMap<string, string> {
  if (country === null) return new Map();
  const found = holidaysOf(country, region).getHolidays(year, language);
  return new Map(
    found.filter(({ type }) => type === "public").map((holiday) => [holiday.date.slice(0, 10), holiday.name]),
  );
}

function placesOf(named: Readonly<Record<string, string>>, language: string): readonly HolidayPlace[] {
  return Object.entries(named)
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, language));
}

function holidaysOf(country: string, region: string | null): Holidays {
  const source = region === null ? new Holidays(country) : new Holidays(country, region);
  const known = source.getCountries()[country] !== undefined;
  const regionKnown = region === null || source.getStates(country)?.[region] !== undefined;
  if (known && regionKnown) return source;
  const place = region === null ? country : `${country}-${region}`;
  throw new Refusal(
    "invalid",
    "calendar.zone",
    `Expected a country or region with known holidays, but "${place}" has none`,
  );
}

const day = 86_400_000;

/** A holiday may last several days, and one of late December may be listed under the next year. */
function daysOff(source: Holidays, year: number): ReadonlySet<string> {
  const off = new Set<string>();
  for (const holiday of source.getHolidays(year)) {
    if (holiday.type !== "public") continue;
    const first = Temporal.PlainDate.from(holiday.date.slice(0, 10));
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / day));
    for (let offset = 0; offset < length; offset += 1) off.add(first.add({ days: offset }).toString());
  }
  return off;
}
