import ICAL from "ical.js";
import { parsed } from "./parse.ts";
import type { Component } from "./parse.ts";

/** Something that stands in a calendar, once for each time that it comes again. */
export interface CalendarEvent {
  readonly uid: string;
  readonly summary: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly isAllDay: boolean;
}

/** Which part of a calendar is read; `timeZone` is an IANA name for whole days and times that name no zone. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
}

/** More than that is no calendar of one person. */
const mostEvents = 1_000;
/** How often one entry may come again before we look no further: more than a day's each for ten years. */
const mostTurns = 4_000;

/**
 * What takes up time in a calendar (RFC 5545): entries that were not called off and do not count as free, recurring ones once
 * for each time, with what was moved or left out.
 *
 * @throws {Refusal} `calendar.shape`
 */
export function readCalendar(text: string, window: Window): CalendarEvent[] {
  const events = parsed(text).getAllSubcomponents("vevent");
  const found = events.filter((each) => !each.hasProperty("recurrence-id")).flatMap((each) => turns(each, window));
  return found.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime()).slice(0, mostEvents);
}

type Time = InstanceType<typeof ICAL.Time>;

function turns(component: Component, window: Window): CalendarEvent[] {
  const event = new ICAL.Event(component);
  const found: CalendarEvent[] = [];
  if (!event.isRecurring()) {
    add({ item: event, startDate: event.startDate, endDate: event.endDate });
    return found;
  }
  const iterator = event.iterator();
  for (let count = 0; count < mostTurns; count += 1) {
    const next = iterator.next() as Time | undefined; // the types leave out that it ends
    if (next === undefined || instantOf(next, component, window.timeZone) >= window.to) break;
    add(event.getOccurrenceDetails(next));
  }
  return found;

  function add({ item, startDate, endDate }: Pick<Occurrence, "item" | "startDate" | "endDate">): void {
    if (isFree(item.component)) return;
    const startsAt = instantOf(startDate, item.component, window.timeZone);
    const endsAt = instantOf(endDate, item.component, window.timeZone);
    if (endsAt <= startsAt || endsAt <= window.from || startsAt >= window.to) return;
    found.push({ uid: item.uid, summary: item.summary ?? "", startsAt, endsAt, isAllDay: startDate.isDate });
  }
}

type Occurrence = ReturnType<InstanceType<typeof ICAL.Event>["getOccurrenceDetails"]>;

function isFree(component: Component): boolean {
  const says = (name: string) => String(component.getFirstPropertyValue(name) ?? "").toUpperCase();
  return says("status") === "CANCELLED" || says("transp") === "TRANSPARENT";
}

/** A zone that the world knows goes before the table that the file brings; without a zone it is the house's. */
function instantOf(time: Time, component: Component, timeZone: string): Date {
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toJSDate();
  const named = component.getFirstProperty("dtstart")?.getParameter("tzid");
  const zone = typeof named === "string" && isKnown(named) ? named : undefined;
  if (zone === undefined && !time.isDate && time.zone !== ICAL.Timezone.localTimezone)
    return new Date(time.toUnixTime() * 1_000);
  const { year, month, day, hour, minute, second } = time;
  const local = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second });
  return new Date(local.toZonedDateTime(zone ?? timeZone).epochMilliseconds);
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
