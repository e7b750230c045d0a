import { z } from "zod";
import { isObject } from "../../../base/json.ts";
import type { AlertKind, AlertSeverity, AlertVerdict } from "../alert.ts";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { addressOf, expectPayload, id, optionalId, optionalText, text } from "../shape.ts";
import { meaningOf, severityOf } from "../words.ts";

/** Evidence has many forms and is a help only: what cannot be read counts as missing. */
const noDevice: Partial<Record<"mdeDeviceId" | "deviceDnsName" | "lastIpAddress", string>> = {};
const evidence = z.preprocess(
  (given) => (isObject(given) ? given : {}),
  z.object({
    "@odata.type": z.string().optional().catch(undefined),
    deviceDnsName: optionalText.catch(undefined),
    mdeDeviceId: optionalText.catch(undefined),
    lastIpAddress: optionalText.catch(undefined),
  }),
);

const shape = z.object({
  id,
  incidentId: optionalId,
  detectorId: optionalId,
  status: optionalText,
  severity: optionalText,
  classification: optionalText,
  tenantId: optionalId,
  title: text,
  description: optionalText,
  category: optionalText,
  alertWebUrl: optionalText,
  incidentWebUrl: optionalText,
  mitreTechniques: z.array(z.string()).max(200).nullish(),
  createdDateTime: instant,
  evidence: z
    .array(evidence)
    .max(1_000)
    .nullish()
    .transform((all) => all?.find((each) => each["@odata.type"]?.endsWith("deviceEvidence") === true) ?? noDevice),
});

const kinds: Readonly<Record<string, AlertKind>> = { new: "triggered", inprogress: "acknowledged", resolved: "reset" };
/** What Microsoft calls low has been correlated already and should be looked at. */
const severities: Readonly<Record<string, AlertSeverity>> = { high: "critical", medium: "major", low: "moderate" };
const verdicts: Readonly<Record<string, AlertVerdict>> = {
  truepositive: "malicious",
  falsepositive: "benign",
  informationalexpectedactivity: "benign",
};

/** Microsoft Defender XDR: `microsoft.graph.security.alert` (v2). Alerts of one incident are one condition. */
export const msGraph: Product = {
  source: "ms-graph",
  format: "json",
  draft: (payload) => {
    const given = expectPayload(shape, payload);
    const { evidence: device } = given;
    return {
      externalId: given.id,
      kind: meaningOf(kinds, given.status) ?? "triggered",
      domain: "security",
      severity: severityOf(given.severity, severities),
      sourceSeverity: given.severity,
      verdict: meaningOf(verdicts, given.classification) ?? "unknown",
      title: given.title,
      description: given.description,
      category: given.category,
      mitreTechniques: given.mitreTechniques?.filter((technique) => /^T\d{4}(\.\d{3})?$/.test(technique)),
      customer: { externalId: given.tenantId },
      device: { externalId: device.mdeDeviceId, name: device.deviceDnsName, ip: addressOf(device.lastIpAddress) },
      condition:
        given.incidentId === undefined ? `detector:${given.detectorId ?? given.title}` : `incident:${given.incidentId}`,
      occurredAt: given.createdDateTime,
      links: [given.alertWebUrl, given.incidentWebUrl].filter((link) => link !== undefined),
    };
  },
};
