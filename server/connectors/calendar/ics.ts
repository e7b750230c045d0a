import { readCalendar } from "../../documents/calendar/read.ts";
import type { Link } from "../frame/kind.ts";
import type { CalendarPort } from "../frame/ports.ts";

/** A calendar that somebody publishes as a file (iCalendar, RFC 5545). It is asked whether it changed (RFC 9110, 13.1.2). */
export function publishedCalendar({ secrets, call }: Link): CalendarPort {
  return {
    events: async (window, known) => {
      const called = await call({
        operation: "read calendar",
        method: "GET",
        url: secrets["url"] ?? "",
        headers: { accept: "text/calendar", ...(known === null ? {} : { "if-none-match": known }) },
        expected: [304],
      });
      if (called.status === 304) return undefined;
      return { events: readCalendar(called.text, window), version: called.headers["etag"] ?? null };
    },
  };
}
