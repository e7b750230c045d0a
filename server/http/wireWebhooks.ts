import { z } from "zod";
import { webhookEvents } from "../connectors/webhooks/events.ts";

/** Webhooks over the wire. */
const instant = z.iso.datetime().describe("ISO 8601, UTC");
const name = z.string().trim().min(1).max(100);
const url = z.url({ protocol: /^https?$/ }).max(2_000);
const event = z.enum(Object.keys(webhookEvents) as [keyof typeof webhookEvents]); // an object with members

export const webhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  isEnabled: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
});
const labels = z.object({ de: z.string(), en: z.string() });
export const webhookList = z.object({
  items: z.array(webhook),
  events: z.array(z.object({ key: z.string(), label: labels })).describe("What there is to hear of"),
});
export const newWebhook = z.strictObject({ name, url, events: z.array(event).min(1).max(50) });
export const madeWebhook = z.object({ id: z.string(), secret: z.string().describe("Told this one time") });
export const webhookChange = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  events: z.array(event).min(1).max(50).optional(),
  isEnabled: z.boolean().optional(),
});
export const delivery = z.object({
  id: z.string(),
  event: z.string(),
  streamId: z.string().nullable(),
  occurredAt: instant,
  state: z.enum(["waiting", "delivered", "failed", "withheld"]),
  attempts: z.number().int(),
  dueAt: instant,
  finishedAt: instant.nullable(),
  status: z.number().int().nullable(),
  milliseconds: z.number().int().nullable(),
  answer: z.string().nullable(),
  error: z.string().nullable(),
});
export const deliveryList = z.object({ items: z.array(delivery) });
export const deliveryId = z.object({ id: z.string() });

export type Webhook = z.infer<typeof webhook>;
export type WebhookList = z.infer<typeof webhookList>;
export type WebhookDelivery = z.infer<typeof delivery>;
