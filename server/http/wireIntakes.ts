import { z } from "zod";

/** What goes over the wire about what came in. */

export const intake = z.object({
  id: z.string(),
  channel: z.string(),
  title: z.string(),
  sender: z.string(),
  state: z
    .enum(["quarantined", "open", "ticket", "noted"])
    .describe("Put aside by its process, being looked at, at a ticket, or noted without one"),
  receivedAt: z.string().describe("ISO 8601"),
  ticketNumber: z.string().nullable(),
  incidentNumber: z.string().nullable(),
});
export const intakePage = z.object({ items: z.array(intake), nextCursor: z.string().nullable() });
export const wholeIntake = intake.extend({
  instanceId: z.string(),
  text: z.string().describe("What it says; the beginning of what is very long"),
});

export type IntakeRow = z.infer<typeof intake>;
