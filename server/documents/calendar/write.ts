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

function calendarOf(method: "REQUEST") {
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
