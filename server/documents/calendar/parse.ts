import ICAL from "ical.js";
import { Refusal } from "../../base/refusal.ts";

/** A component of a calendar file, as ical.js reads it. */
export type Component = InstanceType<typeof ICAL.Component>;

/**
 * The calendar of a file (RFC 5545).
 *
 * @throws {Refusal} `calendar.shape`
 */
export function parsed(text: string): Component {
  try {
    const root = new ICAL.Component(ICAL.parse(text));
    if (root.name === "vcalendar") return root;
  } catch (error) {
    throw refused(error instanceof Error ? error.message.slice(0, 200) : String(error));
  }
  throw refused("it is something else");
}

/** That a file is no calendar, and why. */
export function refused(reason: string): Refusal {
  return new Refusal("unprocessable", "calendar.shape", `Expected a calendar (RFC 5545), but ${reason}`);
}
