import { z } from "zod";
import type { AlertKind } from "../alert.ts";
import { epoch } from "../instants.ts";
import type { Product } from "../product.ts";
import { expectPayload, id, misshapen, optionalId, optionalText, part, text } from "../shape.ts";
import { domainOf, meaningOf, severityOf } from "../words.ts";

const shape = z.object({
  activityId: id,
  activityTime: epoch,
  statusCode: text,
  status: text,
  message: optionalText,
  severity: optionalText,
  deviceId: optionalId,
  organizationId: optionalId,
  device: part({ displayName: optionalText, systemName: optionalText }),
});

const kinds: Readonly<Record<string, AlertKind>> = {
  triggered: "triggered",
  reset: "reset",
  acknowledged: "acknowledged",
};

/** NinjaOne: the webhook of a condition. Its activity id is new for each delivery; the condition is the status code. */
export const ninjaone: Product = {
  source: "ninjaone",
  format: "json",
  draft: (payload) => {
    const given = expectPayload(shape, payload);
    const kind = meaningOf(kinds, given.status);
    if (kind === undefined)
      throw misshapen("/status", `Expected ${Object.keys(kinds).join(", ")}, but it is ${given.status.slice(0, 50)}`);
    return {
      externalId: given.activityId,
      kind,
      domain: domainOf(given.statusCode, given.message),
      severity: severityOf(given.severity),
      sourceSeverity: given.severity,
      title: given.message ?? given.statusCode,
      customer: { externalId: given.organizationId },
      device: { externalId: given.deviceId, name: given.device.displayName ?? given.device.systemName },
      condition: given.statusCode,
      occurredAt: given.activityTime,
    };
  },
};
