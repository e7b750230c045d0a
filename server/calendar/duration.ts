import { Refusal } from "../base/refusal.ts";

/** A duration in service time: whole business days first, then minutes of opening time. */
export interface ServiceDuration {
  readonly businessDays: number;
  readonly minutes: number;
}

const pattern = /^P(?:(\d{1,4})BD)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?)?$/;

/**
 * Reads a duration in service time: minutes as a number, or text in the manner of ISO 8601 with business days as unit
 * `BD`: `PT4H`, `PT90M`, `P3BD`, `P1BDT2H`. Calendar days (`P3D`) are refused, because it is open what they would mean
 * where the service rests.
 *
 * @throws {Refusal} `calendar.duration`
 */
export function serviceDuration(duration: string | number): ServiceDuration {
  if (typeof duration === "number") {
    if (Number.isFinite(duration) && duration >= 0) return { businessDays: 0, minutes: duration };
    throw refusal(String(duration));
  }
  const match = pattern.exec(duration);
  if (!match || duration.length < 3 || duration.endsWith("T")) throw refusal(duration);
  const [, days = "0", hours = "0", minutes = "0"] = match;
  return { businessDays: Number(days), minutes: Number(hours) * 60 + Number(minutes) };
}

function refusal(duration: string): Refusal {
  return new Refusal(
    "invalid",
    "calendar.duration",
    `Expected a service duration such as PT4H or P3BD, but got "${duration}"`,
  );
}
