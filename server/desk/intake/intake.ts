import { z } from "zod";
import { optionalId, optionalText } from "../operation.ts";

const level = z
  .enum(["high", "medium", "low"])
  .nullish()
  .transform((given) => given ?? null);

/** An incident that a process tells of: how bad it is, and since when and by whom it is known. */
export const toldIncident = z.object({
  severity: z.enum(["critical", "major", "moderate", "minor"]).default("major"),
  personalData: z
    .enum(["unknown", "no", "possible", "yes"])
    .nullish()
    .transform((given) => given ?? "unknown"),
  awareAt: z.iso.datetime({ offset: true }).nullish(),
  reportedBy: optionalText,
});

/**
 * What came in, whatever the channel: the variable `intake` of processes. Facts of the rule `contact_match` are members
 * too. A person may have changed it in a form, so it is checked again wherever it is used.
 */
export const intakeShape = z.object({
  id: optionalId,
  channel: z.enum(["mail", "portal", "phone", "walk_in", "rmm", "soc", "api"]),
  title: z.string().min(1).max(1000),
  description: z.string().max(200_000).default(""),
  kind: z.enum(["incident", "request", "problem", "change", "security", "internal"]).default("incident"),
  customerId: optionalId,
  contactId: optionalId,
  siteId: optionalId,
  assetId: optionalId,
  category: optionalText,
  impact: level,
  urgency: level,
  dedupKey: optionalText,
  alertKind: z
    .enum(["triggered", "reset", "acknowledged", "updated"])
    .nullish()
    .transform((kind) => kind ?? null),
  replyToTicket: optionalText,
  linkedTicketNumber: optionalText,
  /** The ticket that somebody has entered already. */
  ticketId: optionalId,
  messageId: optionalText,
  sender: optionalText,
  senderName: optionalText,
  senderKind: z.enum(["customer", "vendor", "system"]).default("customer"),
  /** What is known of it as a security incident. */
  incident: toldIncident.nullish().transform((told) => told ?? null),
});
export type Intake = z.output<typeof intakeShape>;
