import { z } from "zod";

export { reportedIncident } from "../desk/security/reported.ts";

const at = z.iso.datetime();
const text = z.string().max(20_000);

export const incidentRow = z.object({
  id: z.uuid(),
  number: z.string(),
  ticketNumber: z.string(),
  title: z.string(),
  customer: z.string().nullable(),
  level: z.enum(["S1", "S2", "S3", "S4"]),
  phase: z.string(),
  awareAt: at,
  createdAt: at,
  nextDueAt: at.nullable(),
});
export type IncidentRow = z.output<typeof incidentRow>;

export const incidentPage = z.object({ items: z.array(incidentRow), nextCursor: z.string().nullable() });
export type IncidentPage = z.output<typeof incidentPage>;

const custody = z.object({
  no: z.number(),
  action: z.string(),
  person: z.string(),
  toPerson: z.string().nullable(),
  note: z.string(),
  at,
  hash: z.string(),
});
const evidence = z.object({
  id: z.uuid(),
  no: z.number(),
  kind: z.string(),
  title: z.string(),
  content: z.string(),
  sha256: z.string(),
  fileId: z.uuid().nullable(),
  source: z.string(),
  collectedBy: z.string(),
  collectedAt: at,
  custody: z.array(custody),
  isWhole: z.boolean(),
});
const action = z.object({
  id: z.uuid(),
  action: z.string(),
  target: z.string(),
  role: z.string(),
  state: z.string(),
  requestedBy: z.string(),
  approvedBy: z.string().nullable(),
  approval: z.string().nullable(),
  reason: z.string().nullable(),
  jobId: z.string().nullable(),
  detail: z.string().nullable(),
  endedAt: at.nullable(),
  releasedAt: at.nullable(),
});
const report = z.object({
  id: z.uuid(),
  regime: z.string(),
  stage: z.string(),
  dueAt: at,
  decision: z.string(),
  reason: z.string().nullable(),
  content: z.string().nullable(),
  reference: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: at.nullable(),
  isLate: z.boolean(),
});

/** A security incident with its evidence, actions, reports and course. */
export const incident = incidentRow.extend({
  verdict: z.string(),
  severity: z.string(),
  tactic: z.string().nullable(),
  mitre: z.array(z.string()),
  personalData: z.string(),
  significant: z.string(),
  rootCause: z.string().nullable(),
  measures: z.string().nullable(),
  tuning: z.string().nullable(),
  relapses: z.number(),
  isWithdrawn: z.boolean(),
  reportFileId: z.uuid().nullable(),
  people: z.array(z.string()),
  isStrict: z.boolean(),
  affected: z.array(z.object({ kind: z.string(), name: z.string(), role: z.string() })),
  evidence: z.array(evidence),
  actions: z.array(action),
  reports: z.array(report),
  events: z.array(z.object({ kind: z.string(), actor: z.string(), note: z.string(), at })),
});
export type Incident = z.output<typeof incident>;

export const incidentChange = z.strictObject({
  awareAt: z.iso.datetime({ offset: true }).optional(),
  personalData: z.enum(["unknown", "no", "possible", "yes"]).optional(),
  significant: z.enum(["unknown", "no", "yes"]).optional(),
  reason: text.optional(),
  /** Logins that see the case whatever their role. */
  people: z.array(z.string().max(200)).max(100).optional(),
  /** Only the security team and those who are named. */
  isStrict: z.boolean().optional(),
});
export type IncidentChange = z.output<typeof incidentChange>;

export const newEvidence = z.strictObject({
  kind: z.enum(["file", "log", "note"]),
  title: z.string().min(1).max(250),
  content: text.default(""),
  fileId: z.uuid().optional(),
});
export const newCustody = z.strictObject({
  action: z.enum(["examined", "handed_over", "returned", "sealed"]),
  toPerson: z.string().min(1).max(200).optional(),
  note: text.default(""),
});
export const newAction = z.strictObject({
  action: z.enum(["isolate_host", "full_scan", "disable_user", "revoke_sessions", "wipe_device"]),
  target: z.string().min(1).max(200),
  reason: z.string().min(1).max(4_000),
});
export const actionAnswer = z.strictObject({
  isApproved: z.boolean(),
  reason: z.string().min(1).max(4_000).optional(),
});
export const authorityRequest = z.strictObject({
  regime: z.enum(["nis2-de", "nis2-at", "gdpr-33", "gdpr-33-2", "dora"]),
  requestedBy: z.string().min(1).max(200),
});
export const createdId = z.object({ id: z.uuid() });
export const openedIncident = z.object({ ticketNumber: z.string(), instanceId: z.string() });
