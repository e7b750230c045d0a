import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { anywhere } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";
import { sourcesOf } from "./parties.ts";

/** An asset in a list. */
export interface ListedAsset {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  readonly kind: string;
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly state: string;
  readonly customerId: string;
  readonly customer: string;
  readonly site: string | null;
  readonly user: string | null;
  readonly warrantyUntil: string | null;
  readonly osEolOn: string | null;
  readonly isCritical: boolean;
  readonly isManaged: boolean;
  readonly instanceId: string | null;
  readonly createdAt: Date;
}

/** Narrows the list. `endsBefore`: warranty or support ends before this day. */
export interface AssetFilter {
  readonly search?: string | undefined;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly customerId?: string | undefined;
  readonly endsBefore?: string | undefined;
}

const columns = `a.id, a.number, a.name, a.kind, a.serial, a.manufacturer, a.model, a.state, a.customer_id as "customerId", c.name as customer,
  s.name as site, p.name as "user", a.warranty_until::text as "warrantyUntil", a.os_eol_on::text as "osEolOn", a.is_critical as "isCritical",
  a.is_managed as "isManaged", a.instance_id as "instanceId", a.created_at as "createdAt"`;
const joined = `from assets a join customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
  left join sites s on s.tenant_id = a.tenant_id and s.id = a.site_id
  left join contacts p on p.tenant_id = a.tenant_id and p.id = a.contact_id`;

/** Assets, newest first. @throws {Refusal} `query.limit` */
export function listAssets(tx: Tx, filter: AssetFilter, page: Page): Promise<ListedAsset[]> {
  return tx.query<ListedAsset>(
    `select ${columns} ${joined}
     where a.tenant_id = $1 and ($3::timestamptz is null or (a.created_at, a.id) < ($3, $4::uuid))
       and ($5::text is null or concat_ws(' ', a.number, a.name, a.serial, a.manufacturer, a.model, c.name, p.name) ilike $5)
       and ($6::text is null or a.state = $6) and ($7::text is null or a.kind = $7) and ($8::uuid is null or a.customer_id = $8)
       and ($9::date is null or least(a.warranty_until, a.os_eol_on, a.eol_on) < $9)
     order by a.created_at desc, a.id desc limit $2`,
    [
      tx.tenantId,
      ...pageValues(page),
      anywhere(filter.search),
      filter.state ?? null,
      filter.kind ?? null,
      filter.customerId ?? null,
      filter.endsBefore ?? null,
    ],
  );
}

/** An asset with its history and what hangs on it. */
export interface ReadAsset extends ListedAsset {
  readonly macs: readonly string[];
  readonly os: string | null;
  readonly eolOn: string | null;
  readonly purchasedOn: string | null;
  readonly role: string | null;
  readonly lastSeenAt: Date | null;
  readonly isPatched: boolean | null;
  readonly hasBackup: boolean | null;
  readonly orderNumber: string | null;
  readonly supplierInvoice: string | null;
  readonly replacesId: string | null;
  readonly replacedById: string | null;
  readonly events: Json;
  readonly licences: Json;
  readonly notices: Json;
  readonly certificates: Json;
  readonly tickets: Json;
  readonly sources: Json;
}

const parts = `a.macs, a.os, a.eol_on::text as "eolOn", a.purchased_on::text as "purchasedOn", a.role, a.last_seen_at as "lastSeenAt",
  a.is_patched as "isPatched", a.has_backup as "hasBackup", a.order_number as "orderNumber", a.supplier_invoice as "supplierInvoice",
  a.replaces_id as "replacesId", (select n.id from assets n where n.tenant_id = a.tenant_id and n.replaces_id = a.id order by n.id limit 1) as "replacedById",
  (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'kind', e.kind, 'from', e.from_state, 'to', e.to_state, 'actor', e.actor, 'note', e.note, 'data', e.data)
     order by e.at, e.id), '[]') from asset_events e where e.tenant_id = a.tenant_id and e.asset_id = a.id) as events,
  (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'product', l.product, 'vendor', l.vendor, 'reference', l.reference, 'seats', l.seats,
     'renewsOn', l.renews_on, 'assignedAt', l.assigned_at, 'releasedAt', l.released_at) order by l.assigned_at, l.id), '[]')
   from asset_licences l where l.tenant_id = a.tenant_id and l.asset_id = a.id) as licences,
  (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'about', n.about, 'step', n.step, 'at', n.at) order by n.at, n.kind), '[]')
   from asset_notices n where n.tenant_id = a.tenant_id and n.asset_id = a.id) as notices,
  (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'method', w.method, 'certificate', w.certificate, 'wipedBy', w.wiped_by,
     'confirmedBy', w.confirmed_by, 'fileIds', w.file_ids, 'at', w.at) order by w.at), '[]')
   from wipe_certificates w where w.tenant_id = a.tenant_id and w.asset_id = a.id) as certificates,
  (select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'title', t.title, 'status', t.status) order by t.created_at desc), '[]')
   from (select * from tickets t where t.tenant_id = a.tenant_id and t.asset_id = a.id order by t.created_at desc limit 50) t) as tickets,
  ${sourcesOf("asset", "a.id")} as sources`;

/** One asset. @throws {Refusal} `asset.missing` */
export async function readAsset(tx: Tx, id: string): Promise<ReadAsset> {
  const [row] = await tx.query<ReadAsset>(
    `select ${columns}, ${parts} ${joined} where a.tenant_id = $1 and a.id = $2`,
    [tx.tenantId, id],
  );
  if (row === undefined) throw new Refusal("missing", "asset.missing", `Expected an asset ${id}, but there is none`);
  return row;
}
