import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** How an asset stands. `retired` is out of use but not yet disposed of. */
export const assetStates = [
  "ordered",
  "in_stock",
  "in_use",
  "in_repair",
  "rma",
  "reserved",
  "retired",
  "disposed",
  "lost",
] as const;
export type AssetState = (typeof assetStates)[number];

/** The states from which there is no way back. */
export const endedStates: readonly AssetState[] = ["disposed", "lost"];

/** The kinds that rules and categories know; others may be entered. */
export const assetKinds = [
  "server",
  "notebook",
  "desktop",
  "firewall",
  "switch",
  "printer",
  "storage",
  "mobile",
  "other",
] as const;

const variable = `
  select jsonb_build_object('id', a.id, 'number', a.number, 'name', a.name, 'kind', a.kind, 'serial', a.serial,
    'manufacturer', a.manufacturer, 'model', a.model, 'state', a.state, 'role', a.role, 'critical', a.is_critical,
    'managed', a.is_managed, 'purchasedOn', a.purchased_on, 'warrantyUntil', a.warranty_until, 'os', a.os, 'osEolOn', a.os_eol_on,
    'customerId', a.customer_id, 'customerName', c.name, 'language', c.language, 'siteId', a.site_id, 'siteName', s.name,
    'contactId', a.contact_id, 'contactName', p.name, 'lastSeenAt', a.last_seen_at, 'replacesId', a.replaces_id,
    'text', concat_ws(' ', a.name, '(' || nullif(concat_ws(' ', a.manufacturer, a.model), '') || ')')) as asset
  from assets a join customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
  left join sites s on s.tenant_id = a.tenant_id and s.id = a.site_id
  left join contacts p on p.tenant_id = a.tenant_id and p.id = a.contact_id
  where a.tenant_id = $1 and a.id = $2`;

/** An asset as processes see it; what is not named here may be missing. */
export interface AssetVariable extends JsonObject {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly text: string;
  readonly customerId: string;
  readonly customerName: string;
}

/** An asset with the names of what it refers to, as processes see it. @throws {Refusal} `asset.missing` */
export async function assetVariable(tx: Tx, id: string): Promise<AssetVariable> {
  const [row] = await tx.query<{ asset: AssetVariable }>(variable, [tx.tenantId, id]);
  if (row === undefined) throw missing(id);
  return row.asset;
}

/** What must be known of an asset before it is changed. */
export interface LockedAsset {
  readonly id: string;
  readonly name: string;
  readonly state: AssetState;
  readonly customer_id: string;
  readonly instance_id: string | null;
}

/** Locks an asset before what hangs on it is read or written. @throws {Refusal} `asset.missing` */
export async function lockAsset(tx: Tx, id: string): Promise<LockedAsset> {
  const [row] = await tx.query<LockedAsset>(
    "select id, name, state, customer_id, instance_id from assets where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  if (row === undefined) throw missing(id);
  return row;
}

/** Something that happened to an asset. Without `to` its state stays. */
export interface AssetEvent {
  readonly kind: string;
  readonly to?: AssetState;
  readonly actor: string;
  readonly note?: string | null;
  readonly data?: JsonObject;
}

/** Writes down what happened to an asset and brings it into its new state. */
export async function recordEvent(tx: Tx, asset: LockedAsset, event: AssetEvent, now: Date): Promise<void> {
  const to = event.to ?? asset.state;
  await tx.query(
    `with moved as (update assets set state = $6 where tenant_id = $1 and id = $3 and state <> $6)
     insert into asset_events (tenant_id, id, asset_id, at, kind, from_state, to_state, actor, note, data)
     values ($1, $2, $3, $4, $5, $7, $6, $8, $9, $10)`,
    [
      tx.tenantId,
      newId(now),
      asset.id,
      now,
      event.kind,
      to,
      asset.state,
      event.actor,
      event.note ?? null,
      JSON.stringify(event.data ?? {}),
    ],
  );
}

/** Assets in use that have no process. */
export async function unwatchedAssets(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    "select id from assets where tenant_id = $1 and instance_id is null and state not in ('disposed','lost') order by id",
    [tx.tenantId],
  );
  return rows.map(({ id }) => id);
}

/** A MAC address as it is compared: small letters and digits in pairs; undefined for what is none. */
export function plainMac(text: string): string | undefined {
  const digits = text.toLowerCase().replaceAll(/[\s:.-]/g, "");
  return /^[0-9a-f]{12}$/.test(digits) && !/^(0{12}|f{12})$/.test(digits)
    ? digits.replaceAll(/(..)(?=.)/g, "$1:")
    : undefined;
}

/** Who completed a user task of an instance last, as the trail tells. */
export async function completedBy(tx: Tx, instanceId: string, elementId: string): Promise<string | null> {
  const [row] = await tx.query<{ actor: string }>(
    `select actor from trail where tenant_id = $1 and stream_id = $2 and type = 'completeTask' and data->>'elementId' = $3
     order by seq desc limit 1`,
    [tx.tenantId, instanceId, elementId],
  );
  return row?.actor ?? null;
}

function missing(id: string): Refusal {
  return new Refusal("missing", "asset.missing", `Expected an asset ${id}, but there is none`);
}
