import { z } from "zod";
import { absence, absenceChange } from "../desk/records/absences.ts";

const planned = z.object({
  number: z.string(),
  title: z.string(),
  customer: z.string(),
  from: z.string().describe("An instant; of project tasks a day"),
  to: z.string(),
});
const instant = z.string().describe("ISO 8601");
const login = z.string().min(1).max(200);
const kind = z
  .enum(["vacation", "sick", "training", "other", "absent"])
  .describe("Why; `absent` to whom that is no business");

/** When somebody is away, and who stands in. */
export const absenceRow = z.object({
  id: z.string(),
  revision: z.number().int(),
  login: z.string(),
  name: z.string(),
  kind,
  fromAt: instant,
  toAt: instant,
  substitute: z.string().nullable(),
  state: z.enum(["coming", "running", "over"]),
  ticketsTold: z.number().int().describe("How many tickets were assigned anew because of it"),
  plannedOpen: z.number().int().describe("How many visits, meetings and project tasks are planned in that time"),
  charge: z.enum(["mine", "others"]).describe("Whether whoever asks may change it"),
});
export const absencePage = z.object({ items: z.array(absenceRow), nextCursor: z.string().nullable() });
export const absenceWhole = absenceRow.extend({
  tickets: z
    .array(
      z.object({
        number: z.string(),
        title: z.string(),
        status: z.string(),
        assignee: z.string().nullable(),
        toldAt: instant,
      }),
    )
    .describe("Those that were assigned anew because of it"),
  handing: z.enum(["open", "none"]).describe("Whether there is something that can be handed over"),
  visits: z.array(planned.extend({ taskId: z.string() })).describe("On site, in that time"),
  meetings: z.array(planned).describe("Reviews with customers, in that time"),
  projectTasks: z.array(planned.extend({ no: z.number().int() })).describe("Those with days in that time"),
});
export const handOver = z.strictObject({ login: login.describe("Who takes it") });
export const newAbsence = absence.extend({ login: login.nullish().describe("Without it: oneself") });
export const editAbsence = absenceChange;
export const absenceCalendar = z.object({
  login,
  calendar: z.string().max(900_000).describe("iCalendar (RFC 5545); each entry that takes time is an absence"),
});
export const absencesTaken = z.object({
  recorded: z.number().int(),
  known: z.number().int().describe("Those that were recorded already"),
});
export const absenceId = z.object({ id: z.string() });

export type AbsenceRow = z.infer<typeof absenceRow>;
export type AbsencePage = z.infer<typeof absencePage>;
export type AbsenceWhole = z.infer<typeof absenceWhole>;
