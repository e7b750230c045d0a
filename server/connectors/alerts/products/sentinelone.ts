import { z } from "zod";
import type { AlertKind, AlertSeverity, AlertVerdict, Mitigation } from "../alert.ts";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { addressOf, expectPayload, id, optionalId, optionalText, part, text } from "../shape.ts";
import { meaningOf } from "../words.ts";

const threatInfo = z.object({
  threatId: id,
  threatName: text,
  classification: optionalText,
  confidenceLevel: optionalText,
  analystVerdict: optionalText,
  incidentStatus: optionalText,
  mitigationStatus: optionalText,
  filePath: optionalText,
  sha1: optionalText,
  identifiedAt: instant.nullish(),
  createdAt: instant.nullish(),
});
type Threat = z.output<typeof threatInfo>;

const shape = z.object({
  data: z.object({
    agentDetectionInfo: part({ siteId: optionalId, siteName: optionalText, agentIpV4: optionalText }),
    agentRealtimeInfo: part({
      agentId: optionalId,
      agentComputerName: optionalText,
      siteId: optionalId,
      siteName: optionalText,
    }),
    mitigationStatus: z
      .array(z.object({ status: optionalText }))
      .max(200)
      .nullish(),
    threatInfo,
  }),
});

const kinds: Readonly<Record<string, AlertKind>> = { resolved: "reset", in_progress: "acknowledged" };
const verdicts: Readonly<Record<string, AlertVerdict>> = {
  true_positive: "malicious",
  false_positive: "benign",
  malicious: "malicious",
  suspicious: "suspicious",
};

/** SentinelOne: a threat of its API. One file (SHA-1) on one device is one condition. */
export const sentinelone: Product = {
  source: "sentinelone",
  format: "json",
  draft: (payload, { receivedAt }) => {
    const {
      threatInfo: threat,
      agentDetectionInfo: at,
      agentRealtimeInfo: now,
      mitigationStatus,
    } = expectPayload(shape, payload).data;
    const verdict = verdictOf(threat);
    const mitigation = mitigationOf(threat, mitigationStatus?.map(({ status }) => status) ?? []);
    return {
      externalId: threat.threatId,
      kind: meaningOf(kinds, threat.incidentStatus) ?? "triggered",
      domain: "security",
      severity: severityOfThreat(verdict, mitigation),
      sourceSeverity: threat.confidenceLevel,
      verdict,
      title: [threat.classification, threat.threatName].filter(Boolean).join(": "),
      description: [threat.filePath, threat.sha1 && `sha1 ${threat.sha1}`].filter(Boolean).join(" "),
      mitigation,
      customer: { externalId: now.siteId ?? at.siteId, name: now.siteName ?? at.siteName },
      device: { externalId: now.agentId, name: now.agentComputerName, ip: addressOf(at.agentIpV4) },
      condition: threat.sha1 === undefined ? `threat:${threat.threatName}` : `sha1:${threat.sha1}`,
      occurredAt: threat.identifiedAt ?? threat.createdAt ?? receivedAt,
    };
  },
};

/** What an analyst said counts more than what the engine believes. */
function verdictOf({ analystVerdict, confidenceLevel }: Threat): AlertVerdict {
  const said = [analystVerdict, confidenceLevel].map((word) => meaningOf(verdicts, word));
  return said.find((verdict) => verdict !== undefined) ?? "unknown";
}

function mitigationOf({ mitigationStatus }: Threat, actions: readonly (string | undefined)[]): Mitigation {
  if (["mitigated", "blocked"].includes(mitigationStatus?.toLowerCase() ?? "")) return "mitigated";
  if (!actions.includes("failed")) return "none";
  return actions.includes("success") ? "partially" : "failed";
}

function severityOfThreat(verdict: AlertVerdict, mitigation: Mitigation): AlertSeverity {
  if (verdict === "benign") return "info";
  if (verdict !== "malicious") return "moderate";
  return mitigation === "mitigated" ? "major" : "critical";
}
