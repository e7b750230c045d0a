import { z } from "zod";
import { senderShape } from "../desk/intake/senders.ts";

/** What goes over the wire about mails that came in. */

const instant = z.string().datetime().describe("ISO 8601, UTC");

export const inboundState = z.enum(["received", "taken", "alert", "bounce", "ignored", "quarantined", "deleted"]);

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
  why: z.object({ de: z.string(), en: z.string() }).nullable().describe("The reason, in both languages"),
  rawFileId: z.string().nullable().describe("The mail as it came, as a file; null when it was deleted"),
  isReadable: z.boolean(),
  ticketNumber: z.string().nullable().describe("The ticket that it opened, was added to or was counted to"),
  incidentNumber: z.string().nullable(),
});
export const inboundMailPage = z.object({ items: z.array(inboundMail), nextCursor: z.string().nullable() });

export const wholeMail = inboundMail.extend({
  senderName: z.string(),
  to: z.string(),
  text: z.string().describe("What it says, as text; the beginning of what is very long"),
  attachments: z.array(z.object({ name: z.string(), contentType: z.string(), bytes: z.int() })),
  verdict: z.enum(["blocked", "allowed"]).nullable().describe("What holds for mails of this sender"),
  history: z.array(z.object({ at: instant, actor: z.string(), act: z.string(), reason: z.string().nullable() })),
});
export const deletion = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export const verdictOnSender = senderShape.omit({ address: true }).extend({
  isWholeDomain: z.boolean().default(false).describe("Whether it holds for everybody of the sender's domain"),
});

export const sender = z.object({
  address: z.string(),
  verdict: z.enum(["blocked", "allowed"]),
  reason: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
});
export const senderList = z.object({ items: z.array(sender) });
export const newSender = senderShape;

export type InboundMail = z.infer<typeof inboundMail>;
