import { createHash } from "node:crypto";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { storableText } from "../storable.ts";
import type { NormalizedAlert } from "./alert.ts";
import { draftByMapping } from "./mapping.ts";
import type { AlertContext, AlertDraft, Product } from "./product.ts";
import { atera } from "./products/atera.ts";
import { cwAutomate } from "./products/cwAutomate.ts";
import { dattoRmm } from "./products/dattoRmm.ts";
import { huntress } from "./products/huntress.ts";
import { mail } from "./products/mail.ts";
import { msGraph } from "./products/msGraph.ts";
import { nCentral } from "./products/nCentral.ts";
import { ninjaone } from "./products/ninjaone.ts";
import { rocketcyber } from "./products/rocketcyber.ts";
import { sentinelone } from "./products/sentinelone.ts";
import { tacticalRmm } from "./products/tacticalRmm.ts";
import { readAlertMail, readForm, readJson, readXml } from "./read.ts";
import { lookUp } from "./words.ts";

/** The names under which products deliver, as in `POST /api/alerts/{source}`. */
export const products: Readonly<Record<string, Product>> = {
  rocketcyber,
  "datto-rmm": dattoRmm,
  ninjaone,
  "n-central": nCentral,
  "n-sight": mail,
  "tactical-rmm": tacticalRmm,
  "cw-automate": cwAutomate,
  atera,
  "ms-graph": msGraph,
  huntress,
  sentinelone,
  mail,
  generic: { source: "generic", format: "any", draft: draftByMapping },
};

/** No product sends more for one alert, in bytes. */
const mostBytes = 1_048_576;

/**
 * Turns the payload of a product into the one form that processes know.
 *
 * @throws {Refusal} `alert.source` a product we do not know, `alert.size`, `alert.shape` with the place of each mistake,
 * `alert.mapping`
 */
export async function normaliseAlert(
  source: string,
  raw: Buffer,
  contentType: string,
  context: AlertContext,
): Promise<NormalizedAlert> {
  const product = lookUp(products, source);
  if (product === undefined) {
    throw new Refusal(
      "missing",
      "alert.source",
      `Expected one of ${Object.keys(products).join(", ")}, but it is ${source.slice(0, 50)}`,
    );
  }
  if (raw.length > mostBytes) {
    throw new Refusal("tooLarge", "alert.size", `Expected at most ${mostBytes} bytes, but there are ${raw.length}`);
  }
  const type = contentType.split(";")[0]?.trim().toLowerCase() || "application/octet-stream";
  return completed(product, await draftOf(product, raw, type, context), { raw, type, context });
}

async function draftOf(product: Product, raw: Buffer, type: string, context: AlertContext): Promise<AlertDraft> {
  switch (product.format) {
    case "json":
      return product.draft(readJson(raw), context);
    case "xml":
      return product.draft(readXml(raw), context);
    case "mail":
      return product.draft(await readAlertMail(raw), context);
    case "any":
      return product.draft(await readByType(raw, type), context);
  }
}

async function readByType(raw: Buffer, type: string): Promise<Json> {
  if (type === "text/xml" || type.endsWith("/xml")) return Object.fromEntries(readXml(raw));
  if (type === "application/x-www-form-urlencoded") return readForm(raw);
  if (type !== "message/rfc822") return readJson(raw);
  const { messageId = null, from = null, subject, text, sentAt } = await readAlertMail(raw);
  return { messageId, from, subject, text, sentAt: sentAt?.toISOString() ?? null };
}

interface Delivery {
  readonly raw: Buffer;
  readonly type: string;
  readonly context: AlertContext;
}

function completed({ source }: Product, draft: AlertDraft, { raw, type, context }: Delivery): NormalizedAlert {
  const sha256 = createHash("sha256").update(raw).digest("hex");
  return {
    schemaVersion: 1,
    source,
    connectionId: context.connectionId,
    externalId: draft.externalId,
    kind: draft.kind,
    domain: draft.domain,
    severity: draft.severity,
    ...(draft.sourceSeverity === undefined ? {} : { sourceSeverity: draft.sourceSeverity }),
    verdict: orNull(draft.verdict),
    title: storableText(draft.title, 250),
    description: draft.description ?? "",
    remediation: orNull(draft.remediation),
    category: orNull(draft.category),
    mitreTechniques: [...(draft.mitreTechniques ?? [])],
    mitigation: orNull(draft.mitigation),
    customerRef: { externalId: orNull(draft.customer?.externalId), name: orNull(draft.customer?.name) },
    deviceRef: deviceRefOf(draft),
    condition: draft.condition,
    occurredAt: draft.occurredAt.toISOString(),
    receivedAt: context.receivedAt.toISOString(),
    links: [...(draft.links ?? [])],
    dedupKey: dedupKeyOf(source, context.connectionId, draft),
    raw: { sha256, contentType: type, ref: `blob:${sha256}` },
  };
}

function deviceRefOf({ device }: AlertDraft): NormalizedAlert["deviceRef"] {
  return { externalId: orNull(device?.externalId), name: orNull(device?.name), ip: orNull(device?.ip) };
}

function orNull<T>(value: T | undefined): T | null {
  return value === undefined ? null : value;
}

/** The same for all alerts of one condition of one device, whatever their id, time, kind and severity. */
function dedupKeyOf(source: string, connectionId: string, { customer, device, condition }: AlertDraft): string {
  const whose = customer?.externalId ?? customer?.name ?? "";
  const which = device?.externalId ?? device?.name ?? "";
  const parts = [source, connectionId, whose, which, condition].map((part) => part.replaceAll(/[\\|]/g, "\\$&"));
  return createHash("sha256").update(parts.join("|").toLowerCase()).digest("hex").slice(0, 32);
}
