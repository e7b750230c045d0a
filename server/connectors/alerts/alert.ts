import { z } from "zod";

/** Systems that an alert can come from, as it is written down. */
export const alertSources = [
  "rocketcyber",
  "datto-rmm",
  "ninjaone",
  "n-central",
  "tactical-rmm",
  "cw-automate",
  "atera",
  "ms-graph",
  "huntress",
  "sentinelone",
  "mail",
  "portal",
  "phone",
  "generic",
] as const;
export const alertKinds = ["triggered", "reset", "acknowledged", "updated"] as const;
export const alertDomains = [
  "availability",
  "capacity",
  "backup",
  "patch",
  "hardware",
  "security",
  "script",
  "other",
] as const;
export const alertSeverities = ["critical", "major", "moderate", "minor", "info"] as const;
export const alertVerdicts = ["malicious", "suspicious", "benign", "unknown"] as const;
export const mitigations = ["none", "mitigated", "partially", "failed"] as const;

const nullableText = z.string().nullable();

/**
 * An alert in the one form that all processes know, whichever product sent it. `dedupKey` is the same for every alert of
 * one condition of one device, triggered or reset; `raw` points to the bytes as they came.
 */
export const normalizedAlert = z.strictObject({
  schemaVersion: z.literal(1),
  source: z.enum(alertSources),
  connectionId: z.string().optional(),
  externalId: z.string().min(1),
  kind: z.enum(alertKinds),
  domain: z.enum(alertDomains),
  severity: z.enum(alertSeverities),
  sourceSeverity: z.string().optional(),
  verdict: z.enum(alertVerdicts).nullable().optional(),
  title: z.string().max(250),
  description: z.string().optional(),
  remediation: nullableText.optional(),
  category: nullableText.optional(),
  mitreTechniques: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).optional(),
  mitigation: z.enum(mitigations).nullable().optional(),
  customerRef: z.strictObject({ externalId: nullableText, name: nullableText }),
  deviceRef: z
    .strictObject({ externalId: nullableText.optional(), name: nullableText.optional(), ip: nullableText.optional() })
    .optional(),
  condition: nullableText.optional(),
  occurredAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  links: z.array(z.string()).optional(),
  dedupKey: z.string().min(8),
  raw: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), contentType: z.string(), ref: z.string() }),
});
export type NormalizedAlert = z.infer<typeof normalizedAlert>;

export type AlertSource = NormalizedAlert["source"];
export type AlertKind = NormalizedAlert["kind"];
export type AlertDomain = NormalizedAlert["domain"];
export type AlertSeverity = NormalizedAlert["severity"];
export type AlertVerdict = (typeof alertVerdicts)[number];
export type Mitigation = (typeof mitigations)[number];
