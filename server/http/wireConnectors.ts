import { z } from "zod";
import { capabilities } from "../connectors/frame/ports.ts";
import { formField } from "./wire.ts";

/** What goes over the wire about connectors. A secret goes in only. */

const instant = z.string().datetime().describe("ISO 8601, UTC");
const labels = z.object({ de: z.string(), en: z.string() });
const capability = z.enum(capabilities);
const mode = z.enum(["simulator", "live"]);
const settings = z.record(z.string(), z.json());
const name = z.string().trim().min(1).max(100);

/** How a simulator is to behave: fail so many calls first, refuse all, let an action or hand-over stay open for so many looks. */
export const simulation = z.strictObject({
  failFirst: z.number().int().min(0).max(1_000).optional(),
  refuse: z.boolean().optional(),
  pending: z.number().int().min(0).max(1_000).optional(),
});

export const connectorKind = z.object({
  key: z.string(),
  capability,
  capabilityLabel: labels,
  label: labels,
  about: labels,
  fields: z.array(formField),
  secrets: z.array(z.object({ key: z.string(), label: labels, help: labels.optional(), isRequired: z.boolean() })),
  address: z.array(z.string()).describe("Settings that say where secrets are sent: changing one forgets the secrets"),
  isSimulator: z.boolean(),
});
export const connectorKinds = z.object({ items: z.array(connectorKind) });

export const connectorTest = z.object({
  at: instant,
  isFine: z.boolean(),
  milliseconds: z.number().int(),
  steps: z.array(z.object({ what: labels, answer: z.string(), isFine: z.boolean() })),
});

export const connector = z.object({
  id: z.string(),
  kind: z.string(),
  capability,
  name: z.string(),
  settings,
  secrets: z.array(z.string()).describe("Names of the secrets that are there"),
  missingSecrets: z.array(z.string()).describe("Required secrets that are not"),
  mode,
  simulation,
  isEnabled: z.boolean(),
  test: connectorTest.nullable(),
  polledAt: instant.nullable().describe("When a source was last asked"),
  hasCursor: z.boolean().describe("Whether a source was read before and goes on from there"),
  pollError: z.string().nullable().describe("Why that failed, if it did"),
  createdAt: instant,
  updatedAt: instant,
});
export const connectorList = z.object({
  items: z.array(connector),
  standIns: z
    .array(capability)
    .describe("Capabilities that a simulator stands in for while nothing enabled is connected"),
});

export const newConnector = z.object({
  kind: z.string().min(1).max(100),
  name,
  settings: settings.default({}),
  mode: mode.default("live"),
  simulation: simulation.default({}),
});
export const connectorId = z.object({ id: z.string() });
export const connectorChange = z.object({
  name: name.optional(),
  settings: settings.optional(),
  mode: mode.optional(),
  simulation: simulation.optional(),
  isEnabled: z.boolean().optional(),
});
export const secretValue = z.object({ value: z.string().min(1).max(20_000) });

export const connectorCall = z.object({
  id: z.string(),
  at: instant,
  operation: z.string(),
  target: z.string(),
  outcome: z.enum(["ok", "refused", "failed"]),
  status: z.number().int().nullable(),
  milliseconds: z.number().int(),
  requestId: z.string().nullable().describe("Ours, as it was sent"),
  answeredId: z.string().nullable().describe("Theirs, if they told one"),
  error: z.string().nullable(),
});
export const connectorCalls = z.object({ items: z.array(connectorCall) });

/** What a customer asks by a portal. Who is affected and whether they can work says how urgent it is. */
export const portalRequest = z.object({
  id: z.string().min(1).max(200).describe("The portal's own; the same again is the same request"),
  title: z.string().trim().min(1).max(1_000),
  description: z.string().max(100_000).default(""),
  kind: z.enum(["incident", "request"]).default("request"),
  contactEmail: z.email().max(254),
  scope: z.enum(["me", "team", "site", "company"]).optional(),
  canWork: z.enum(["yes", "limited", "no"]).optional(),
  category: z.string().max(200).optional(),
  assetId: z.uuid().optional(),
});

export type ConnectorKind = z.infer<typeof connectorKind>;
export type Connector = z.infer<typeof connector>;
export type NewConnector = z.input<typeof newConnector>;
export type ConnectorChange = z.infer<typeof connectorChange>;
export type ConnectorTest = z.infer<typeof connectorTest>;
export type ConnectorCall = z.infer<typeof connectorCall>;
