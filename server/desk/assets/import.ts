import type { Json, JsonObject } from "../../base/json.ts";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { deviceShape } from "./device.ts";
import type { Device } from "./device.ts";

/** A row that was not taken, and why. `line` counts from 1. */
export interface RefusedRow {
  readonly line: number;
  readonly name: string | null;
  readonly message: string;
}

/** What an import came to. */
export interface Imported {
  readonly id: string;
  readonly created: readonly string[];
  readonly updated: readonly string[];
  /** Those whose life begins now: all that nobody looks after yet. */
  readonly toBegin: readonly string[];
  readonly refused: readonly RefusedRow[];
}

/** Devices as a source has told them, not yet believed. */
export interface Import {
  readonly source: string;
  readonly rows: readonly { readonly line: number; readonly row: unknown }[];
  /** Whose devices they are where a row does not say; an id. */
  readonly customerId: string | null;
  readonly actor: string;
}

interface Read {
  readonly line: number;
  readonly device: Device;
}

/**
 * Takes devices in: known ones get what the source knows better, new ones a record. What cannot be taken is told row by row
 * and holds up no other. Three statements, however many there are.
 */
export async function importDevices(tx: Tx, given: Import, now: Date): Promise<Imported> {
  const refused: RefusedRow[] = [];
  const read = unique(
    given.rows.flatMap((each) => readRow(each, given.source, refused)),
    refused,
  );
  const met = await meet(tx, read, given.customerId);
  const fresh: Met[] = [];
  for (const each of met) {
    if (each.assetId !== null) continue;
    if (each.customerId !== null) fresh.push(each);
    else refused.push({ line: each.line, name: nameOf(each.device), message: unknownCustomer(each.device) });
  }
  const known = met.filter(({ assetId }) => assetId !== null);
  const made = fresh.map((each) => ({ ...each, assetId: newId(now) }));
  await insertAll(tx, made, now);
  await updateAll(tx, [...known, ...made]);
  const imported = {
    id: newId(now),
    created: made.map(({ assetId }) => assetId),
    updated: known.flatMap(({ assetId }) => assetId ?? []),
    toBegin: [...made, ...known.filter(({ isLooked }) => !isLooked)].flatMap(({ assetId }) => assetId ?? []),
    refused: refused.toSorted((a, b) => a.line - b.line),
  };
  await keep(tx, given, imported, now);
  return imported;
}

function readRow({ line, row }: Import["rows"][number], source: string, refused: RefusedRow[]): Read[] {
  const result = deviceShape.safeParse(row);
  if (!result.success) {
    const [issue] = result.error.issues;
    refused.push({ line, name: null, message: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` });
    return [];
  }
  const device = { ...result.data, system: source };
  if (nameOf(device) !== null) return [{ line, device }];
  refused.push({ line, name: null, message: "Expected a name or a serial, but there is neither" });
  return [];
}

/** A source that tells the same device twice means one; the later row is refused, so that nothing is lost unsaid. */
function unique(rows: readonly Read[], refused: RefusedRow[]): Read[] {
  const seen = new Set<string>();
  return rows.filter(({ line, device }) => {
    const keys = [
      device.externalId && `id ${device.externalId}`,
      device.serial && `serial ${device.serial.toLowerCase()}`,
    ];
    const twice = keys.find((key) => key && seen.has(key));
    for (const key of keys) if (key) seen.add(key);
    if (twice)
      refused.push({ line, name: nameOf(device), message: `Expected each device once, but ${twice} came before` });
    return !twice;
  });
}

interface Met extends Read {
  readonly assetId: string | null;
  readonly isLooked: boolean;
  readonly customerId: string | null;
}

async function meet(tx: Tx, rows: readonly Read[], customerId: string | null): Promise<Met[]> {
  const found = await tx.query<{
    line: number;
    asset_id: string | null;
    is_looked: boolean;
    customer_id: string | null;
  }>(
    `select d.line, m.id as asset_id, coalesce(m.instance_id is not null, false) as is_looked, coalesce(c.id, $3::uuid) as customer_id
     from jsonb_to_recordset($2) as d (line int, system text, "externalId" text, serial text, manufacturer text, macs text[], customer text)
     left join lateral (
       select a.id, a.instance_id from assets a where a.tenant_id = $1 and a.id in (
         select r.entity_id from external_refs r where r.tenant_id = $1 and r.entity = 'asset' and r.system = d.system and r.external_id = d."externalId"
         union all
         select s.id from assets s where s.tenant_id = $1 and lower(s.serial) = lower(d.serial)
           and (d.manufacturer is null or s.manufacturer is null or lower(s.manufacturer) = lower(d.manufacturer))
         union all
         select n.id from assets n where n.tenant_id = $1 and n.macs && d.macs)
       order by a.state in ('disposed','lost'), a.created_at, a.id limit 1) m on true
     left join lateral (
       select c.id from customers c where c.tenant_id = $1 and (lower(c.name) = lower(d.customer) or c.id::text = lower(d.customer) or c.id = (
         select r.entity_id from external_refs r where r.tenant_id = $1 and r.entity = 'customer' and r.system = d.system and r.external_id = d.customer))
       order by c.id limit 1) c on true`,
    [tx.tenantId, JSON.stringify(rows.map(({ line, device }) => ({ line, ...device }))), customerId],
  );
  const byLine = new Map(found.map((row) => [row.line, row]));
  return rows.map((row) => {
    const match = byLine.get(row.line);
    return {
      ...row,
      assetId: match?.asset_id ?? null,
      isLooked: match?.is_looked ?? false,
      customerId: row.device.customer === null ? customerId : (match?.customer_id ?? null),
    };
  });
}

async function insertAll(tx: Tx, made: readonly Met[], now: Date): Promise<void> {
  await tx.query(
    `insert into assets (tenant_id, id, customer_id, site_id, kind, name, state, created_at)
     select $1, d.id, d.customer, (select case when count(*) = 1 or max(lower(s.name)) = lower(d.site) then (array_agg(s.id order by s.id))[1] end
         from sites s where s.tenant_id = $1 and s.customer_id = d.customer and (d.site is null or lower(s.name) = lower(d.site))),
       d.kind, d.name, 'in_use', $3
     from jsonb_to_recordset($2) as d (id uuid, customer uuid, site text, kind text, name text)`,
    [
      tx.tenantId,
      JSON.stringify(
        made.map(({ assetId, customerId, device }) => ({
          id: assetId,
          customer: customerId,
          site: device.site,
          kind: device.kind?.toLowerCase() ?? "other",
          name: nameOf(device),
        })),
      ),
      now,
    ],
  );
}

/** As `mergeDevice` does for one. */
async function updateAll(tx: Tx, rows: readonly Met[]): Promise<void> {
  const devices = JSON.stringify(rows.map(({ assetId, device }) => ({ id: assetId, ...device })));
  await tx.query(
    `update assets a set serial = coalesce(a.serial, d.serial), manufacturer = coalesce(a.manufacturer, d.manufacturer), model = coalesce(a.model, d.model),
       os = coalesce(d.os, a.os), macs = (select coalesce(array_agg(distinct mac order by mac), '{}') from unnest(a.macs || d.macs) as mac),
       purchased_on = coalesce(a.purchased_on, d."purchasedOn"), warranty_until = greatest(a.warranty_until, d."warrantyUntil"),
       eol_on = coalesce(d."eolOn", a.eol_on), os_eol_on = coalesce(d."osEolOn", a.os_eol_on), last_seen_at = greatest(a.last_seen_at, d."lastSeenAt"),
       is_patched = coalesce(d."isPatched", a.is_patched), has_backup = coalesce(d."hasBackup", a.has_backup)
     from jsonb_to_recordset($2) as d (id uuid, serial text, manufacturer text, model text, os text, macs text[], "purchasedOn" date, "warrantyUntil" date,
       "eolOn" date, "osEolOn" date, "lastSeenAt" timestamptz, "isPatched" boolean, "hasBackup" boolean)
     where a.tenant_id = $1 and a.id = d.id`,
    [tx.tenantId, devices],
  );
  await tx.query(
    `insert into external_refs (tenant_id, entity, system, external_id, entity_id)
     select $1, 'asset', d.system, d."externalId", d.id from jsonb_to_recordset($2) as d (id uuid, system text, "externalId" text)
     where d."externalId" is not null
     on conflict (tenant_id, entity, system, external_id) do update set entity_id = excluded.entity_id`,
    [tx.tenantId, devices],
  );
}

async function keep(tx: Tx, { source, actor, rows }: Import, imported: Imported, now: Date): Promise<void> {
  const { id, created, updated, refused } = imported;
  const counts: JsonObject = {
    rows: rows.length,
    created: created.length,
    updated: updated.length,
    refused: refused.length,
  };
  const told: Json = refused.slice(0, 1_000).map((row) => ({ ...row }));
  await tx.query(
    "insert into asset_imports (tenant_id, id, source, actor, at, counts, refused) values ($1, $2, $3, $4, $5, $6, $7)",
    [tx.tenantId, id, source, actor, now, JSON.stringify(counts), JSON.stringify(told)],
  );
}

function nameOf({ name, serial }: Device): string | null {
  return name ?? serial;
}

function unknownCustomer({ customer }: Device): string {
  return `Expected a customer of ours, but ${customer === null ? "none is named" : `${customer} is none`}`;
}
