import { Refusal } from "../base/refusal.ts";
import type { OperationContext } from "./operation.ts";

/** The calendar day it is where the desk works: of its default calendar, else of UTC. ISO 8601. */
export async function businessDay(context: Pick<OperationContext, "now" | "calendarOf">): Promise<string> {
  const timeZone = await timeZoneOf(context);
  return Temporal.Instant.fromEpochMilliseconds(context.now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The time zone the desk works in: that of its default calendar, else UTC. */
export async function timeZoneOf(context: Pick<OperationContext, "calendarOf">): Promise<string> {
  try {
    return (await context.calendarOf()).timeZone;
  } catch (error) {
    if (error instanceof Refusal && error.code === "calendar.missing") return "UTC";
    throw error;
  }
}
