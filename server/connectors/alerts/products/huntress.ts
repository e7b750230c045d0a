import { z } from "zod";
import type { AlertVerdict } from "../alert.ts";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { expectPayload, id, optionalId, optionalText, text } from "../shape.ts";
import { meaningOf, severityOf } from "../words.ts";

const shape = z.object({
  id,
  agent_id: optionalId,
  organization_id: optionalId,
  subject: text,
  summary: optionalText,
  body: optionalText,
  severity: optionalText,
  status: optionalText,
  sent_at: instant.nullish(),
  updated_at: instant.nullish(),
  closed_at: instant.nullish(),
});

/** People look at each incident before it is reported, so a severe one is no suspicion. */
const verdicts: Readonly<Record<string, AlertVerdict>> = {
  critical: "malicious",
  high: "malicious",
  low: "suspicious",
};

/** Huntress: an incident report of its API. Each report is a condition of its own. */
export const huntress: Product = {
  source: "huntress",
  format: "json",
  draft: (payload, { receivedAt }) => {
    const given = expectPayload(shape, payload);
    const isOver =
      given.closed_at instanceof Date || ["closed", "dismissed"].includes(given.status?.toLowerCase() ?? "");
    return {
      externalId: given.id,
      kind: isOver ? "reset" : "triggered",
      domain: "security",
      severity: severityOf(given.severity, { low: "moderate" }),
      sourceSeverity: given.severity,
      verdict: meaningOf(verdicts, given.severity) ?? "unknown",
      title: given.subject,
      description: given.summary ?? given.body,
      customer: { externalId: given.organization_id },
      device: { externalId: given.agent_id },
      condition: `incident:${given.id}`,
      occurredAt: given.sent_at ?? given.updated_at ?? receivedAt,
    };
  },
};
