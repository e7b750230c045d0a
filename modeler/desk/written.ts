import type { Language } from "../api/types.ts";
import { tags } from "../words/tags.ts";

/** Cents as money. */
export function moneyText(cents: number, language: Language): string {
  return new Intl.NumberFormat(tags[language], { style: "currency", currency: "EUR" }).format(cents / 100);
}

/** A share of a hundred. */
export function percentText(percent: number, language: Language): string {
  return new Intl.NumberFormat(tags[language], { style: "percent", maximumFractionDigits: 1 }).format(percent / 100);
}

/** A country (ISO 3166-1) by its name. */
export function countryText(code: string, language: Language): string {
  // what is no code at all is refused
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(tags[language], { type: "region" }).of(code) ?? code) : code;
}

/** A quarter such as `2027-Q1` as people say it. */
export function quarterText(quarter: string): string {
  return quarter.replace(/^(\d{4})-(Q[1-4])$/, "$2 $1");
}

/** A day such as `2026-11-23`; it is the same day everywhere. */
export function dayText(day: string, language: Language): string {
  return new Intl.DateTimeFormat(tags[language], { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  );
}

/** The same without its year, where many stand side by side. */
export function shortDay(day: string, language: Language): string {
  return dayText(day, language).replace(/[\s,]*\d{4}$/, "");
}

/** Minutes as hours, where many stand side by side. */
export function hoursText(minutes: number, language: Language): string {
  return `${new Intl.NumberFormat(tags[language], { maximumFractionDigits: 1 }).format(minutes / 60)} h`;
}
