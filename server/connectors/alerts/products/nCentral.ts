import type { AlertSeverity } from "../alert.ts";
import { instantOf } from "../instants.ts";
import type { Product } from "../product.ts";
import { addressOf, misshapen } from "../shape.ts";
import { domainOf, severityOf } from "../words.ts";

/** States of a service, beyond Failed and Warning. */
const states: Readonly<Record<string, AlertSeverity>> = {
  failed: "critical",
  warning: "major",
  normal: "info",
  "no data": "moderate",
  stale: "moderate",
  misconfigured: "minor",
  disconnected: "major",
};

/** N-able N-central: the XML of a notification. Back to Normal resets; service and task are the condition. */
export const nCentral: Product = {
  source: "n-central",
  format: "xml",
  draft: (given, { receivedAt, timeZone }) => {
    const field = (name: string) => given.get(name) || undefined;
    const required = (name: string) => {
      const value = field(name);
      if (value === undefined) throw misshapen(name, "Expected a text, but there is none");
      return value;
    };
    const service = required("AffectedService");
    const task = field("TaskIdent");
    const state = required("QualitativeNewState");
    return {
      externalId: required("ActiveNotificationTriggerID"),
      kind: state.toLowerCase() === "normal" ? "reset" : "triggered",
      domain: domainOf(service, task, field("QuantitativeNewState")),
      severity: severityOf(state, states),
      sourceSeverity: state,
      title: [service, task, state].filter(Boolean).join(" "),
      description: field("QuantitativeNewState"),
      customer: { externalId: field("ExternalCustomerID"), name: field("CustomerName") },
      device: { name: field("DeviceName"), ip: addressOf(field("DeviceURI")) },
      condition: [service, task].filter(Boolean).join(":"),
      occurredAt: instantOf(field("TimeOfStateChange") ?? "", timeZone) ?? receivedAt,
    };
  },
};
