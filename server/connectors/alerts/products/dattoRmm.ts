import { z } from "zod";
import { isObject } from "../../../base/json.ts";
import type { Json } from "../../../base/json.ts";
import type { AlertSeverity } from "../alert.ts";
import { epoch } from "../instants.ts";
import type { AlertContext, AlertDraft, Product } from "../product.ts";
import { expectPayload, id, optionalText, part, text } from "../shape.ts";
import { domainOf, severityOf } from "../words.ts";

const alert = z.object({
  alertUid: id,
  priority: optionalText,
  resolved: z.boolean().nullish(),
  timestamp: epoch,
  alertMessage: optionalText,
  diagnostics: optionalText,
  alertSourceInfo: part({
    deviceUid: optionalText,
    deviceName: optionalText,
    siteUid: optionalText,
    siteName: optionalText,
  }),
  alertContext: part({
    "@class": optionalText,
    componentName: optionalText,
    stdout: optionalText,
    stderr: optionalText,
  }),
});

/** A placeholder that Datto RMM did not fill: the webhook's template was sent, not an alert. */
const filled = (given: string | undefined) => given === undefined || !/^\[\w+\]$/.test(given);
const value = text.refine(filled, "Expected a value, but the placeholder was not filled");
const optionalValue = optionalText.refine(filled, "Expected a value, but the placeholder was not filled");

/** The body that the user of a webhook writes, with the fields of our suggested template. */
const webhook = z.object({
  alert_uid: value,
  alert_message: value,
  alert_priority: optionalValue,
  site_name: optionalValue,
  device_uid: optionalValue,
  device_name: optionalValue,
});

const priorities: Readonly<Record<string, AlertSeverity>> = { information: "info", low: "minor" };

/** Datto RMM: the alert as its API gives it, or the body of a webhook. */
export const dattoRmm: Product = {
  source: "datto-rmm",
  format: "json",
  draft: (payload, context) =>
    isObject(payload) && "alert_uid" in payload ? fromWebhook(payload, context) : fromApi(payload),
};

function fromApi(payload: Json): AlertDraft {
  const given = expectPayload(alert, payload);
  const { alertContext: about, alertSourceInfo: from } = given;
  const title = given.alertMessage ?? about.componentName ?? about["@class"] ?? "Alert";
  const condition = [about["@class"], about.componentName].filter(Boolean).join(":");
  return {
    externalId: given.alertUid,
    kind: given.resolved === true ? "reset" : "triggered",
    domain: domainOf(title, about.componentName, about.stderr),
    severity: severityOf(given.priority, priorities),
    sourceSeverity: given.priority,
    title,
    description: about.stderr ?? about.stdout ?? given.diagnostics,
    customer: { externalId: from.siteUid, name: from.siteName },
    device: { externalId: from.deviceUid, name: from.deviceName },
    condition: condition === "" ? title : condition,
    occurredAt: given.timestamp,
  };
}

function fromWebhook(payload: Json, { receivedAt }: AlertContext): AlertDraft {
  const given = expectPayload(webhook, payload);
  return {
    externalId: given.alert_uid,
    kind: "triggered",
    domain: domainOf(given.alert_message),
    severity: severityOf(given.alert_priority, priorities),
    sourceSeverity: given.alert_priority,
    title: given.alert_message,
    customer: { name: given.site_name },
    device: { externalId: given.device_uid, name: given.device_name },
    condition: given.alert_message,
    occurredAt: receivedAt,
  };
}
