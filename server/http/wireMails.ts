import { z } from "zod";

/** What goes over the wire about mails that came in. */

const instant = z.string().datetime().describe("ISO 8601, UTC");

export const inboundState = z.enum(["received", "taken", "alert", "bounce", "ignored", "quarantined"]);

export const inboundMail = z.object({
  id: z.string(),
  mailbox: z.string(),
  messageId: z.string(),
  sender: z.string(),
  subject: z.string(),
  isAutomatic: z.boolean(),
  receivedAt: instant,
  state: inboundState,
  reason: z.string().nullable(),
  rawFileId: z.string().describe("The mail as it came, as a file"),
  isReadable: z.boolean(),
});
export const inboundMailPage = z.object({ items: z.array(inboundMail), nextCursor: z.string().nullable() });

export type InboundMail = z.infer<typeof inboundMail>;
