import { z } from "zod";
import { sources } from "./wireParties.ts";

/** Assets over the wire. Days are `2026-12-31`. */

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const day = z.iso.date();

export const assetRow = z.object({
  id: z.string(),
  number: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  serial: z.string().nullable(),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  state: z.string(),
  customerId: z.string(),
  customer: z.string(),
  site: z.string().nullable(),
  user: z.string().nullable(),
  warrantyUntil: day.nullable(),
  osEolOn: day.nullable(),
  isCritical: z.boolean(),
  isManaged: z.boolean(),
  instanceId: z.string().nullable().describe("The process that is its life"),
  createdAt: instant,
});
export const assetPage = z.object({ items: z.array(assetRow), nextCursor: z.string().nullable() });
export const asset = assetRow.extend({
  macs: z.array(z.string()),
  os: z.string().nullable(),
  eolOn: day.nullable(),
  purchasedOn: day.nullable(),
  role: z.string().nullable(),
  lastSeenAt: instant.nullable(),
  isPatched: z.boolean().nullable(),
  hasBackup: z.boolean().nullable(),
  orderNumber: z.string().nullable(),
  supplierInvoice: z.string().nullable(),
  replacesId: z.string().nullable(),
  replacedById: z.string().nullable(),
  events: z.array(z.record(z.string(), z.unknown())),
  licences: z.array(z.record(z.string(), z.unknown())),
  notices: z.array(z.record(z.string(), z.unknown())),
  certificates: z.array(z.record(z.string(), z.unknown())),
  tickets: z.array(z.record(z.string(), z.unknown())),
  sources,
});
export const created = z.object({ id: z.string() });
export const adopted = z.object({ begun: z.number().int() });
/** As an RMM tells of its devices; what is wrong with one is told and holds up no other. */
export const deviceImport = z.object({
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)
    .describe("The RMM, such as ninjaone: external ids are its own"),
  customerId: z.uuid().optional().describe("Whose devices they are where a device does not say"),
  devices: z.array(z.unknown()).min(1).max(20_000),
});
export const imported = z.object({
  id: z.string(),
  created: z.number().int(),
  updated: z.number().int(),
  begun: z.number().int().describe("Those whose life begins"),
  refused: z.array(z.object({ line: z.number().int(), name: z.string().nullable(), message: z.string() })),
  ignored: z.array(z.string()).describe("Columns that nobody knows"),
});
export const lookedAt = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  devices: z
    .array(z.object({ name: z.string(), customer: z.string(), isNew: z.boolean() }))
    .describe("at most 500, the new ones first"),
  refused: imported.shape.refused,
  ignored: imported.shape.ignored,
});
export type LookedAt = z.output<typeof lookedAt>;
export const assetRequest = z.strictObject({
  request: z.enum(["move", "defect", "replace", "retire"]),
  note: z.string().trim().min(1).max(4_000),
  customer: z.string().max(200).optional().describe("To whom it moves, by name or id"),
  site: z.string().max(200).optional(),
  user: z.string().max(200).optional(),
  ticketNumber: z.string().max(40).optional().describe("The ticket that tells of the defect"),
});
export const lostAsset = z.strictObject({
  result: z.enum(["lost", "stolen"]),
  note: z.string().trim().min(1).max(4_000).describe("What happened, where and when"),
  awareAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .describe("Since when it is known: legal clocks run from then; without it from now"),
  personalData: z.enum(["unknown", "no", "possible", "yes"]).nullish().describe("Whether personal data are on it"),
  policeReference: z.string().trim().max(200).nullish().describe("For the insurance"),
});
export const requested = z.object({ instanceId: z.string() });
