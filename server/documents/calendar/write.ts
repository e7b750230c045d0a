import ICAL from "ical.js";

/** A meeting that people are invited to. */
export interface Invitation {
  /** The same meeting has the same uid, however often it is moved. */
  readonly uid: string;
  /** How often it was moved so far. */
  readonly sequence: number;
  readonly summary: string;
  readonly startsAt: Date;
  readonly minutes: number;
  /** Addresses. */
  readonly organizer: string;
  readonly attendees: readonly string[];
}

/** Something planned, for those who subscribe to it. */
export interface PlannedEntry {
  /** The same thing has the same uid, however often it is moved. */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  /** Between two instants, or whole days as `2026-12-24`, the last one included. */
  readonly when:
    | { readonly kind: "timed"; readonly startsAt: Date; readonly endsAt: Date }
    | { readonly kind: "days"; readonly first: string; readonly last: string };
  /** Whether it takes up the reader's time. */
  readonly isBusy: boolean;
}

const product = "-//Ablauf//Ablauf 0.1//EN";

/** A request for a meeting (RFC 5545, RFC 5546 3.2.2), to be sent as `text/calendar`. */
export function writeInvitation(invitation: Invitation, now: Date): string {
  const { uid, sequence, summary, startsAt, minutes, organizer, attendees } = invitation;
  const calendar = calendarOf("REQUEST");
  const event = eventOf({ uid, summary, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) }, now);
  event.addPropertyWithValue("sequence", sequence);
  event.addPropertyWithValue("status", "CONFIRMED");
  event.addPropertyWithValue("organizer", `mailto:${organizer}`);
  for (const attendee of attendees) {
    const property = event.addPropertyWithValue("attendee", `mailto:${attendee}`);
    property.setParameter("role", "REQ-PARTICIPANT");
    property.setParameter("partstat", "NEEDS-ACTION");
    property.setParameter("rsvp", "TRUE");
  }
  calendar.addSubcomponent(event);
  return written(calendar);
}

/** A calendar that programs subscribe to and read again each hour (RFC 5545, RFC 7986). */
export function writeFeed(name: string, entries: readonly PlannedEntry[], now: Date): string {
  const calendar = calendarOf("PUBLISH");
  calendar.addPropertyWithValue("name", name);
  calendar.addPropertyWithValue("x-wr-calname", name);
  const refresh = calendar.addPropertyWithValue("refresh-interval", ICAL.Duration.fromSeconds(3_600));
  refresh.setParameter("value", "DURATION");
  for (const entry of entries) calendar.addSubcomponent(plannedEvent(entry, now));
  return written(calendar);
}

function plannedEvent({ uid, summary, description, when, isBusy }: PlannedEntry, now: Date) {
  const event = new ICAL.Component("vevent");
  event.addPropertyWithValue("uid", uid);
  event.addPropertyWithValue("dtstamp", ICAL.Time.fromJSDate(now, true));
  event.addPropertyWithValue("summary", summary);
  if (description !== "") event.addPropertyWithValue("description", description);
  event.addPropertyWithValue("transp", isBusy ? "OPAQUE" : "TRANSPARENT");
  if (when.kind === "timed") {
    event.addPropertyWithValue("dtstart", ICAL.Time.fromJSDate(when.startsAt, true));
    event.addPropertyWithValue("dtend", ICAL.Time.fromJSDate(when.endsAt, true));
    return event;
  }
  const end = Temporal.PlainDate.from(when.last).add({ days: 1 }); // the first day that no longer belongs to it
  event.addPropertyWithValue("dtstart", ICAL.Time.fromDateString(when.first));
  event.addPropertyWithValue("dtend", ICAL.Time.fromDateString(end.toString()));
  return event;
}

function calendarOf(method: "REQUEST" | "PUBLISH") {
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", product);
  calendar.addPropertyWithValue("method", method);
  return calendar;
}

interface Span {
  readonly uid: string;
  readonly summary: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

function eventOf({ uid, summary, startsAt, endsAt }: Span, now: Date) {
  const event = new ICAL.Component("vevent");
  event.addPropertyWithValue("uid", uid);
  event.addPropertyWithValue("summary", summary);
  event.addPropertyWithValue("dtstamp", ICAL.Time.fromJSDate(now, true));
  event.addPropertyWithValue("dtstart", ICAL.Time.fromJSDate(startsAt, true));
  event.addPropertyWithValue("dtend", ICAL.Time.fromJSDate(endsAt, true));
  return event;
}

function written(calendar: { toString(): string }): string {
  return `${calendar.toString()}\r\n`;
}
