import { z } from "zod";

/**
 * An alert of whatever product in one form. `dedupKey` names the condition and not the event: the same trouble on the same
 * device has the same key, whatever id or time the product gives it.
 */
export const normalizedAlert = z.strictObject({
  schemaVersion: z.literal(1),
  source: z.enum(["rocketcyber", "datto-rmm", "ninjaone", "n-central", "tactical-rmm", "cw-automate", "atera", "ms-graph",
    "huntress", "sentinelone", "mail", "portal", "phone", "generic"]), // prettier-ignore
  connectionId: z.string().default("default"),
  externalId: z.string().min(1).max(500),
  kind: z.enum(["triggered", "reset", "acknowledged", "updated"]),
  domain: z.enum(["availability", "capacity", "backup", "patch", "hardware", "security", "script", "other"]),
  severity: z.enum(["critical", "major", "moderate", "minor", "info"]),
  sourceSeverity: z.string().optional(),
  verdict: z.enum(["malicious", "suspicious", "benign", "unknown"]).nullish(),
  title: z.string().min(1).max(250),
  description: z.string().max(100_000).default(""),
  remediation: z.string().nullish(),
  category: z.string().nullish(),
  mitreTechniques: z
    .array(z.string().regex(/^T\d{4}(\.\d{3})?$/))
    .max(100)
    .default([]),
  mitigation: z.enum(["none", "mitigated", "partially", "failed"]).nullish(),
  customerRef: z.strictObject({ externalId: z.string().nullable(), name: z.string().nullable() }),
  deviceRef: z
    .strictObject({ externalId: z.string().nullish(), name: z.string().nullish(), ip: z.string().nullish() })
    .optional(),
  condition: z.string().nullish(),
  occurredAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  links: z.array(z.string()).max(50).default([]),
  dedupKey: z.string().min(8).max(200),
  raw: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), contentType: z.string(), ref: z.string() }),
});
export type NormalizedAlert = z.output<typeof normalizedAlert>;

/** As it stands in a message: who it concerns may have been found out already. */
export const alertVariable = normalizedAlert.extend({ customerId: z.uuid().nullish(), assetId: z.uuid().nullish() });
export type AlertVariable = z.output<typeof alertVariable>;
