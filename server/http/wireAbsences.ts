import { z } from "zod";

const instant = z.string().datetime().describe("ISO 8601, UTC");
const login = z.string().min(1).max(200);
const kind = z.enum(["vacation", "sick", "training", "other"]);

/** When somebody is away, and who stands in. */
export const absence = z.object({
  id: z.string(),
  login: z.string(),
  kind,
  fromAt: instant,
  toAt: instant,
  substitute: z.string().nullable(),
});
export const absenceList = z.object({
  items: z.array(absence),
  staff: z.array(z.object({ login: z.string(), name: z.string() })).describe("Who can be away or stand in"),
});
export const newAbsence = z.object({
  login,
  kind,
  fromAt: instant,
  toAt: instant,
  substitute: login.nullable().default(null),
});
export const absenceCalendar = z.object({
  login,
  calendar: z.string().max(900_000).describe("iCalendar (RFC 5545); each entry that takes time is an absence"),
});
export const absencesTaken = z.object({
  recorded: z.number().int(),
  known: z.number().int().describe("Those that were recorded already"),
});
export const absenceId = z.object({ id: z.string() });

export type Absence = z.infer<typeof absence>;
export type AbsenceList = z.infer<typeof absenceList>;
