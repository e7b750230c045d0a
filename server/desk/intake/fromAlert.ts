import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { OperationContext } from "../operation.ts";
import { alertVariable } from "./alert.ts";
import type { AlertVariable } from "./alert.ts";
import { indicatorsOf, tacticOf } from "../security/indicators.ts";

/** How bad it is, said in the words of the priority matrix. */
const severities = {
  critical: { impact: "high", urgency: "high" },
  major: { impact: "medium", urgency: "high" },
  moderate: { impact: "medium", urgency: "medium" },
  minor: { impact: "low", urgency: "medium" },
  info: { impact: "low", urgency: "low" },
} as const;

interface Whom {
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly asset_id: string | null;
  readonly asset_kind: string | null;
  readonly site_id: string | null;
}

/** An alert of a monitoring or security product, with the customer and asset it concerns. The alert is kept. */
export async function fromAlert(context: OperationContext, given: unknown): Promise<JsonObject> {
  const alert = expectInput(alertVariable, given);
  const whom = await whomOf(context, alert);
  await keep(context, alert, whom);
  const category = await categoryOf(context, alert.domain, whom.asset_kind);
  return {
    title: alert.title,
    description: [alert.description, alert.remediation].filter((text) => text).join("\n\n"),
    customerId: whom.customer_id,
    customerName: whom.customer_name,
    siteId: whom.site_id,
    assetId: whom.asset_id,
    category,
    ...severities[alert.severity],
    confidence: confidenceOf(whom, category, alert.domain),
    kind: alert.domain === "security" ? "security" : "incident",
    domain: alert.domain,
    severity: alert.severity,
    alertKind: alert.kind,
    dedupKey: alert.dedupKey,
    messageId: `alert:${alert.source}:${alert.connectionId}:${alert.externalId}:${alert.kind}`,
    sender: alert.source,
    senderKind: "system",
  };
}

/** A security alert waits for nobody to say which device it is about: the security team finds that out. */
function confidenceOf(whom: Whom, category: string | null, domain: string): number {
  if (whom.customer_id === null) return 0.3;
  if (category === null) return 0.5;
  if (domain === "security") return 0.9;
  return whom.asset_id === null ? 0.7 : 0.9;
}

/** By the id under which the source knows the customer, else by name; then the device in the same way. */
async function whomOf({ tx }: OperationContext, alert: AlertVariable): Promise<Whom> {
  const [row] = await tx.query<Whom>(
    `with customer as (
       select c.id, c.name from customers c where c.tenant_id = $1 and c.id = coalesce($2::uuid,
         (select entity_id from external_refs where tenant_id = $1 and entity = 'customer' and system = $3 and external_id = $4),
         (select id from customers where tenant_id = $1 and lower(name) = lower($5))))
     select customer.id as customer_id, customer.name as customer_name, a.id as asset_id, a.kind as asset_kind, a.site_id
     from customer left join lateral (
       select a.id, a.kind, a.site_id from assets a where a.tenant_id = $1 and a.customer_id = customer.id and (a.id = $6::uuid
         or a.id = (select entity_id from external_refs where tenant_id = $1 and entity = 'asset' and system = $3 and external_id = $7)
         or lower(a.name) = lower($8))
       order by (a.id = $6::uuid) desc nulls last, (lower(a.name) = lower($8)) desc nulls last, a.id limit 1) a on true`,
    [tx.tenantId, alert.customerId ?? null, alert.source, alert.customerRef.externalId, alert.customerRef.name,
      alert.assetId ?? null, alert.deviceRef?.externalId ?? null, alert.deviceRef?.name ?? null], // prettier-ignore
  );
  return row ?? { customer_id: null, customer_name: null, asset_id: null, asset_kind: null, site_id: null };
}

/** The same event delivered twice is one alert that occurred twice. */
async function keep({ tx, now }: OperationContext, alert: AlertVariable, whom: Whom): Promise<void> {
  await tx.query(
    `insert into alerts (tenant_id, id, source, connection_id, external_id, dedup_key, kind, domain, severity, title, customer_id,
       asset_id, occurred_at, received_at, raw_sha256, verdict, mitigation, tactic, mitre, device_name, device_ref, indicators)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
     on conflict (tenant_id, source, connection_id, external_id, kind) do update set
       occurrences = alerts.occurrences + 1, severity = excluded.severity, received_at = excluded.received_at, verdict = excluded.verdict,
       mitigation = excluded.mitigation, tactic = excluded.tactic, mitre = excluded.mitre, indicators = excluded.indicators`,
    [tx.tenantId, newId(now), alert.source, alert.connectionId, alert.externalId, alert.dedupKey, alert.kind, alert.domain,
      alert.severity, alert.title, whom.customer_id, whom.asset_id, alert.occurredAt, now, alert.raw.sha256, alert.verdict ?? null,
      alert.mitigation ?? null, tacticOf(alert.mitreTechniques, alert.category), alert.mitreTechniques, alert.deviceRef?.name ?? null,
      alert.deviceRef?.externalId ?? null, JSON.stringify(tracesOf(alert))], // prettier-ignore
  );
}

/** What binds it to other alerts of the same case. */
function tracesOf(alert: AlertVariable): ReturnType<typeof indicatorsOf> {
  const { source, condition, deviceRef, title, description } = alert;
  return indicatorsOf({
    source,
    condition,
    device: deviceRef?.name ?? deviceRef?.externalId,
    texts: [title, description],
  });
}

/** The category that takes alerts of this domain; one for this kind of asset before one for all. */
async function categoryOf({ tx }: OperationContext, domain: string, assetKind: string | null): Promise<string | null> {
  const [row] = await tx.query<{ key: string }>(
    `select key from categories where tenant_id = $1 and is_active and $2 = any(alert_domains) and (asset_kinds = '{}' or $3 = any(asset_kinds))
     order by (asset_kinds <> '{}') desc, key limit 1`,
    [tx.tenantId, domain, assetKind],
  );
  return row?.key ?? null;
}
