import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput, optionalId, optionalText } from "../operation.ts";
import type { OperationContext } from "../operation.ts";
import { byAddress, byId, byPhone } from "./contacts.ts";
import { toldIncident } from "./intake.ts";

const rank = z.enum(["high", "medium", "low"]).nullish();

const portal = z.object({
  title: z.string().min(1).max(1000),
  description: z.string().max(100_000).default(""),
  kind: z.enum(["incident", "request"]).default("request"),
  asset: optionalId,
  assetId: optionalId,
  scope: z.enum(["me", "team", "site", "company"]).nullish(),
  canWork: z.enum(["yes", "limited", "no"]).nullish(),
  category: optionalText,
  contactEmail: z.email(),
});

const impacts = { me: "low", team: "medium", site: "high", company: "high" } as const;
const urgencies = { yes: "low", limited: "medium", no: "high" } as const;

/** A request from the portal: who is affected and whether they can work says how bad it is. */
export async function fromPortal(context: OperationContext, given: unknown): Promise<JsonObject> {
  const request = expectInput(portal, given);
  const whom = await byAddress(context.tx, request.contactEmail);
  const impact = request.scope ? impacts[request.scope] : null;
  const urgency = request.canWork ? urgencies[request.canWork] : null;
  return {
    title: request.title,
    description: request.description,
    ...whom,
    assetId: request.assetId ?? request.asset,
    category: request.category ?? request.kind,
    impact,
    urgency,
    kind: request.kind,
    // the portal asks for no category, and without one nobody knows which skill the ticket needs
    confidence: 0.6,
    sender: request.contactEmail,
  };
}

const callShape = z.object({
  callId: z.string().min(1).max(200),
  from: z.string().max(40),
  user: z.string().nullish(),
});
const phoneForm = z.object({
  customerId: optionalId,
  contactId: optionalId,
  assetId: optionalId,
  openTicket: optionalText,
  title: optionalText,
  notes: optionalText,
  note: optionalText,
  category: optionalText,
  impact: rank,
  urgency: rank,
  solvedOnPhone: z.boolean().nullish(),
  solved: z.boolean().nullish(),
  minutes: z.number().min(0).max(1440).nullish(),
});

/** A call. Without the form only the number is known; with it what was asked and noted counts. */
export async function fromCall(context: OperationContext, givenCall: unknown, givenForm: unknown): Promise<JsonObject> {
  const call = expectInput(callShape, givenCall);
  const form = expectInput(phoneForm.nullish(), givenForm);
  const known = {
    title: `Anruf von ${call.from}`,
    ...(await byPhone(context.tx, call.from.startsWith("+") ? call.from : `+${call.from}`)),
    confidence: 0.3,
    messageId: `call:${call.callId}`,
    sender: call.from,
  };
  return form ? { ...known, ...(await noted(context, form)) } : known;
}

async function noted(context: OperationContext, form: z.output<typeof phoneForm>): Promise<JsonObject> {
  const description = form.notes ?? form.note ?? "";
  const { assetId, category, impact = null, urgency = null } = form;
  return {
    ...(form.title === null ? {} : { title: form.title }),
    description,
    ...(form.customerId === null ? {} : await byId(context.tx, form.contactId, form.customerId)),
    assetId,
    category,
    impact,
    urgency,
    confidence: [category, impact, urgency].includes(null) ? 0.3 : 1,
    replyToTicket: form.openTicket,
    phone: { solved: form.solvedOnPhone ?? form.solved ?? false, minutes: form.minutes ?? 0, note: description },
  };
}

const ticketRequest = z.object({
  title: z.string().min(1).max(1000),
  description: z.string().max(100_000).nullish(),
  kind: z.enum(["incident", "request", "problem", "change", "security", "internal"]).nullish(),
  category: optionalText,
  customerId: optionalId,
  contactId: optionalId,
  siteId: optionalId,
  assetId: optionalId,
  impact: rank,
  urgency: rank,
  linkedTicketNumber: optionalText,
  ticketId: optionalId,
  incident: toldIncident.nullish(),
  channel: z.enum(["phone", "portal", "walk_in"]).optional().catch(undefined),
});

/** A ticket that another process or system asks for, or that somebody has entered for a customer. */
export async function fromProcess(context: OperationContext, given: unknown): Promise<JsonObject> {
  const request = expectInput(ticketRequest, given);
  const { channel, siteId } = request;
  return {
    title: request.title,
    description: request.description ?? "",
    ...(await byId(context.tx, request.contactId, request.customerId)),
    ...(siteId === null ? {} : { siteId }),
    assetId: request.assetId,
    category: request.category,
    impact: request.impact ?? null,
    urgency: request.urgency ?? null,
    kind: request.kind ?? "incident",
    confidence: request.category && request.impact && request.urgency ? 1 : 0.5,
    linkedTicketNumber: request.linkedTicketNumber,
    ticketId: request.ticketId,
    ...(request.incident ? { incident: { ...request.incident, awareAt: request.incident.awareAt ?? null } } : {}),
    ...(channel === undefined ? { sender: "system", senderKind: "system" } : { channel, senderKind: "customer" }),
  };
}
