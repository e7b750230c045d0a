import ICAL from "ical.js";
import { parsed, refused } from "./parse.ts";
import type { Component } from "./parse.ts";

/** A day of an entry that lasts whole days. */
export interface WholeDay {
  /** As `2026-12-24`. */
  readonly date: string;
  readonly summary: string;
}

/** An entry that gives no day, and why: it has times of day, was called off, lies outside the span, or says no day that can be read. */
export interface LeftOut {
  readonly summary: string;
  readonly why: "timed" | "cancelled" | "outside" | "unreadable";
}

/** The days from `from` to `to`, both included, as `2026-12-24`. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/** No entry lasts longer, and of more days nobody makes closing days. */
const mostDays = 2_000;
const mostTurns = 1_000;

/**
 * The whole days of a calendar file (RFC 5545): all-day entries, each of their days, recurring ones each time within the span. It
 * does not matter whether they count as free, which most programs say of an all-day entry.
 *
 * @throws {Refusal} `calendar.shape` no calendar, or one without any entry
 */
export function readWholeDays(
  text: string,
  span: DaySpan,
): { readonly days: readonly WholeDay[]; readonly leftOut: readonly LeftOut[] } {
  const entries = parsed(text).getAllSubcomponents("vevent");
  if (entries.length === 0) throw refused("it has no entry (VEVENT)");
  const found: WholeDay[] = [];
  const leftOut: LeftOut[] = [];
  for (const entry of entries.filter((each) => !each.hasProperty("recurrence-id"))) {
    const summary = String(entry.getFirstPropertyValue("summary") ?? "").trim();
    const days = daysOf(entry, span);
    if (typeof days === "string") leftOut.push({ summary, why: days });
    else found.push(...days);
  }
  const byDate = new Map(found.toReversed().map((day) => [day.date, day])); // the first entry names the day
  const days = [...byDate.values()].toSorted((a, b) => a.date.localeCompare(b.date));
  return { days: days.slice(0, mostDays), leftOut };
}

function daysOf(entry: Component, span: DaySpan): readonly WholeDay[] | LeftOut["why"] {
  try {
    const event = new ICAL.Event(entry);
    if (!event.startDate.isDate) return "timed";
    if (isCancelled(entry)) return "cancelled";
    for (const name of ["dtstart", "dtend"]) refuseStrange(entry.getFirstProperty(name)?.toJSON()[3]);
    const found = turnsOf(event, span).filter(({ date }) => date >= span.from && date <= span.to);
    return found.length === 0 ? "outside" : found;
  } catch {
    return "unreadable"; // ical.js throws in many ways at dates that are none
  }
}

/** ical.js makes the ninth of April of the 99th day of month 13. */
function refuseStrange(written: unknown): void {
  if (typeof written === "string") Temporal.PlainDate.from(written, { overflow: "reject" });
}

type Event = InstanceType<typeof ICAL.Event>;
type Time = InstanceType<typeof ICAL.Time>;

function turnsOf(event: Event, span: DaySpan): WholeDay[] {
  if (!event.isRecurring()) return daysFrom(event.startDate, event.endDate, event.summary ?? "");
  const found: WholeDay[] = [];
  const iterator = event.iterator();
  for (let count = 0; count < mostTurns; count += 1) {
    const next = iterator.next() as Time | undefined; // the types leave out that it ends
    if (next === undefined || dateOf(next) > span.to) break;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    if (!isCancelled(item.component)) found.push(...daysFrom(startDate, endDate, item.summary ?? ""));
  }
  return found;
}

/** Each day from the first on; the end is the first day that no longer belongs to it (RFC 5545 3.6.1). */
function daysFrom(start: Time, end: Time, summary: string): WholeDay[] {
  const first = Temporal.PlainDate.from(dateOf(start));
  const count = Math.max(1, Math.min(mostDays, first.until(Temporal.PlainDate.from(dateOf(end))).days));
  return Array.from({ length: count }, (_, index) => ({
    date: first.add({ days: index }).toString(),
    summary: summary.trim(),
  }));
}

function dateOf({ year, month, day }: Time): string {
  return Temporal.PlainDate.from({ year, month, day }).toString();
}

function isCancelled(entry: Component): boolean {
  return String(entry.getFirstPropertyValue("status") ?? "").toUpperCase() === "CANCELLED";
}
