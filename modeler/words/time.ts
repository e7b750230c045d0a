import type { Language } from "../api/types.ts";
import { inEach } from "./inEach.ts";
import { tags } from "./tags.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Record<Language, { d: string; h: string; min: string; s: string }> = {
  de: { d: "T", h: "h", min: "min", s: "s" },
  en: { d: "d", h: "h", min: "min", s: "s" },
};

const relatives = inEach((language) => new Intl.RelativeTimeFormat(tags[language], { numeric: "auto" }));
const instants = inEach(
  (language) => new Intl.DateTimeFormat(tags[language], { dateStyle: "medium", timeStyle: "short" }),
);
const dates = inEach((language) => new Intl.DateTimeFormat(tags[language], { day: "numeric", month: "short" }));
const clocks = inEach((language) => new Intl.DateTimeFormat(tags[language], { timeStyle: "medium", hourCycle: "h23" }));
const days = inEach(
  (language) => new Intl.DateTimeFormat(tags[language], { weekday: "long", day: "numeric", month: "long" }),
);

/** A duration in milliseconds in at most two units: `42 s`, `18 min`, `3 h 10 min`, `2 d 4 h`. */
export function durationText(milliseconds: number, language: Language): string {
  const unit = units[language];
  const span = Math.abs(milliseconds);
  if (span < minute) return `${Math.floor(span / second)} ${unit.s}`;
  if (span < hour) return `${Math.floor(span / minute)} ${unit.min}`;
  if (span < day) return two(Math.floor(span / hour), unit.h, Math.floor((span % hour) / minute), unit.min);
  return two(Math.floor(span / day), unit.d, Math.floor((span % day) / hour), unit.h);
}

/** How long ago, as people say it: `vor 5 Minuten`, `2 hours ago`. */
export function agoText(at: string, now: number, language: Language): string {
  const relative = relatives(language);
  const span = Date.parse(at) - now;
  if (Math.abs(span) < minute) return relative.format(Math.round(span / second), "second");
  if (Math.abs(span) < hour) return relative.format(Math.round(span / minute), "minute");
  if (Math.abs(span) < day) return relative.format(Math.round(span / hour), "hour");
  return relative.format(Math.round(span / day), "day");
}

/** Date and time of an instant, short. */
export function instantText(at: string, language: Language): string {
  return instants(language).format(new Date(at));
}

/** The day of an instant, short. */
export function dateText(at: string, language: Language): string {
  return dates(language).format(new Date(at));
}

/** Minutes of work as they are counted: `25 min`, `7 h 40 min`; days mean nothing here. */
export function minutesText(minutes: number, language: Language): string {
  const { h, min } = units[language];
  return minutes < 60 ? `${minutes} ${min}` : two(Math.floor(minutes / 60), h, minutes % 60, min);
}

/** Time of day with seconds, for lines of a timeline. */
export function clockText(at: string, language: Language): string {
  return clocks(language).format(new Date(at));
}

/** The day of an instant, for headings of a timeline. */
export function dayText(at: string, language: Language): string {
  return days(language).format(new Date(at));
}

function two(first: number, firstUnit: string, then: number, thenUnit: string): string {
  return then === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${then} ${thenUnit}`;
}
