import { z } from "zod";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { expectPayload, id, optionalId, optionalText, text } from "../shape.ts";
import { severityOf } from "../words.ts";

const shape = z.object({
  id,
  title: text,
  description: optionalText,
  remediation: optionalText,
  status: optionalText,
  severity: optionalText,
  accountId: optionalId,
  accountName: optionalText,
  affectedDevices: z.array(z.unknown()).nullish(),
  createdAt: instant.nullish(),
  publishedAt: instant.nullish(),
  resolvedAt: instant.nullish(),
});

/** RocketCyber: an incident of its API. It tells no verdict that could be relied on. */
export const rocketcyber: Product = {
  source: "rocketcyber",
  format: "json",
  draft: (payload, { receivedAt }) => {
    const given = expectPayload(shape, payload);
    const device: unknown = given.affectedDevices?.[0];
    const isOver =
      given.resolvedAt instanceof Date || ["resolved", "closed"].includes(given.status?.toLowerCase() ?? "");
    return {
      externalId: given.id,
      kind: isOver ? "reset" : "triggered",
      domain: "security",
      severity: severityOf(given.severity),
      sourceSeverity: given.severity,
      verdict: "unknown",
      title: given.title,
      description: given.description,
      remediation: given.remediation,
      customer: { externalId: given.accountId, name: given.accountName },
      device: { name: typeof device === "string" ? device : undefined },
      condition: `incident:${given.id}`,
      occurredAt: given.publishedAt ?? given.createdAt ?? receivedAt,
    };
  },
};
