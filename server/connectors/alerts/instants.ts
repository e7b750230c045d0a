import { z } from "zod";

const earliest = Date.UTC(1990, 0);
const latest = Date.UTC(2200, 0);

/**
 * An instant in ISO 8601 or with a blank instead of the T, down to nanoseconds. Without offset it is local time in
 * `timeZone` (IANA).
 *
 * @returns undefined when it is none, or not within 1990 and 2200
 */
export function instantOf(text: string, timeZone = "UTC"): Date | undefined {
  const iso = text.trim().replace(" ", "T");
  try {
    const at = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(iso)
      ? Temporal.Instant.from(iso).epochMilliseconds
      : Temporal.PlainDateTime.from(iso).toZonedDateTime(timeZone).epochMilliseconds;
    return sensible(at);
  } catch {
    return undefined; // Temporal throws for whatever it cannot read
  }
}

/** Seconds or milliseconds since the epoch; the two cannot be mistaken for each other in the years that matter. */
export const epoch = z.number().transform((given, check) => {
  const at = sensible(Math.round(given < 100_000_000_000 ? given * 1_000 : given));
  if (at !== undefined) return at;
  check.addIssue({ code: "custom", message: "Expected an instant since the epoch, but it is far off" });
  return z.NEVER;
});

/** An ISO 8601 text. */
export const instant = z.string().transform((given, check) => {
  const at = instantOf(given);
  if (at !== undefined) return at;
  check.addIssue({ code: "custom", message: "Expected an instant like 2026-11-22T10:00:00Z, but it is none" });
  return z.NEVER;
});

function sensible(milliseconds: number): Date | undefined {
  return milliseconds >= earliest && milliseconds < latest ? new Date(milliseconds) : undefined;
}
