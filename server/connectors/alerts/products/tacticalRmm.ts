import { z } from "zod";
import type { AlertKind } from "../alert.ts";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { expectPayload, id, misshapen, optionalId, optionalText, text } from "../shape.ts";
import { domainOf, meaningOf, severityOf } from "../words.ts";

const shape = z.object({
  alert_id: id,
  event: text,
  severity: optionalText,
  message: text,
  agent_id: optionalId,
  client_id: optionalId,
  alert_time: instant.nullish(),
});

const kinds: Readonly<Record<string, AlertKind>> = {
  trigger: "triggered",
  triggered: "triggered",
  failure: "triggered",
  resolve: "reset",
  resolved: "reset",
};

/** Tactical RMM: the body of an alert template's web hook. Its message names the check, so it is the condition. */
export const tacticalRmm: Product = {
  source: "tactical-rmm",
  format: "json",
  draft: (payload, { receivedAt }) => {
    const given = expectPayload(shape, payload);
    const kind = meaningOf(kinds, given.event);
    if (kind === undefined)
      throw misshapen("/event", `Expected ${Object.keys(kinds).join(", ")}, but it is ${given.event.slice(0, 50)}`);
    return {
      externalId: given.alert_id,
      kind,
      domain: domainOf(given.message),
      severity: severityOf(given.severity),
      sourceSeverity: given.severity,
      title: given.message,
      customer: { externalId: given.client_id },
      device: { externalId: given.agent_id },
      condition: given.message,
      occurredAt: given.alert_time ?? receivedAt,
    };
  },
};
