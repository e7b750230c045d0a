import { z } from "zod";
import type { AlertKind, AlertSeverity } from "../alert.ts";
import { instant } from "../instants.ts";
import type { Product } from "../product.ts";
import { expectPayload, id, optionalId, optionalText, text } from "../shape.ts";
import { domainOf, meaningOf, severityOf } from "../words.ts";

const shape = z.object({
  AlertID: id,
  Subject: text,
  Message: optionalText,
  Severity: optionalId,
  Status: optionalText,
  ComputerID: optionalId,
  ComputerName: optionalText,
  ClientID: optionalId,
  ClientName: optionalText,
  TimeGenerated: instant.nullish(),
});

const kinds: Readonly<Record<string, AlertKind>> = {
  closed: "reset",
  fixed: "reset",
  resolved: "reset",
  acknowledged: "acknowledged",
};
/** The lower the number, the worse. */
const severities: Readonly<Record<string, AlertSeverity>> = {
  1: "critical",
  2: "major",
  3: "moderate",
  4: "minor",
  5: "info",
};

/** ConnectWise Automate: an alert of its monitors. The monitor's subject is the condition. */
export const cwAutomate: Product = {
  source: "cw-automate",
  format: "json",
  draft: (payload, { receivedAt }) => {
    const given = expectPayload(shape, payload);
    return {
      externalId: given.AlertID,
      kind: meaningOf(kinds, given.Status) ?? "triggered",
      domain: domainOf(given.Subject, given.Message),
      severity: severityOf(given.Severity, severities),
      sourceSeverity: given.Severity,
      title: given.Subject,
      description: given.Message,
      customer: { externalId: given.ClientID, name: given.ClientName },
      device: { externalId: given.ComputerID, name: given.ComputerName },
      condition: given.Subject,
      occurredAt: given.TimeGenerated ?? receivedAt,
    };
  },
};
