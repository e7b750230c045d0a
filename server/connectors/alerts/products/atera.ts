import { z } from "zod";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { expectPayload, id, optionalId, optionalText, text } from "../shape.ts";
import { domainOf, severityOf } from "../words.ts";

const shape = z.object({
  AlertID: id,
  Title: text,
  Severity: optionalText,
  AlertMessage: optionalText,
  CustomerID: optionalId,
  CustomerName: optionalText,
  DeviceName: optionalText,
  Archived: z.boolean().nullish(),
  Created: instant.nullish(),
});

/** Atera: an alert of its API. It has no id of the device, so that the name has to do. */
export const atera: Product = {
  source: "atera",
  format: "json",
  draft: (payload, { receivedAt }) => {
    const given = expectPayload(shape, payload);
    return {
      externalId: given.AlertID,
      kind: given.Archived === true ? "reset" : "triggered",
      domain: domainOf(given.Title, given.AlertMessage),
      severity: severityOf(given.Severity),
      sourceSeverity: given.Severity,
      title: given.Title,
      description: given.AlertMessage,
      customer: { externalId: given.CustomerID, name: given.CustomerName },
      device: { name: given.DeviceName },
      condition: given.Title,
      occurredAt: given.Created ?? receivedAt,
    };
  },
};
