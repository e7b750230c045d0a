import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { assetVariable, lockAsset } from "./asset.ts";

const input = z.object({
  asset: z.object({ id: z.uuid() }).loose(),
  wanted: z.enum(["save", "archive"]).default("save"),
});

/** `desk.asset.queue`: the documentation system is told as soon as it can be reached; the last wish counts. */
export const queueDocumentation: Operation = async ({ tx, now }, given) => {
  const { asset, wanted } = expectInput(input, given);
  await tx.query(
    `insert into asset_documentations (tenant_id, asset_id, wanted, requested_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, asset_id) do update set wanted = excluded.wanted, requested_at = excluded.requested_at, attempts = 0`,
    [tx.tenantId, asset.id, wanted, now],
  );
  return { variables: {} };
};

const agent = z.object({ asset: z.object({ id: z.uuid() }).loose() });

/** `desk.asset.agent`: whether an RMM knows the device and has seen it lately; what nobody watches is not managed. */
export const checkAgent: Operation = async ({ tx, now }, given) => {
  const { asset } = expectInput(agent, given);
  await lockAsset(tx, asset.id);
  const [row] = await tx.query<{ is_managed: boolean }>(
    `update assets a set is_managed = exists (select 1 from external_refs r where r.tenant_id = $1 and r.entity = 'asset' and r.entity_id = a.id)
       and coalesce(last_seen_at > $3::timestamptz - interval '30 days', true)
     where tenant_id = $1 and id = $2 returning is_managed`,
    [tx.tenantId, asset.id, now],
  );
  return { variables: { asset: await assetVariable(tx, asset.id), agent: { present: row?.is_managed ?? false } } };
};

/** A device as a documentation system is told of it. */
export interface Documentation {
  readonly assetId: string;
  readonly wanted: "save" | "archive";
  /** How the system knows the customer and the device; null as long as it does not. */
  readonly companyId: string | null;
  readonly externalId: string | null;
  readonly name: string;
  readonly serial: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly fields: JsonObject;
}

const documentation = `
  select a.id as "assetId", a.name, a.serial, a.manufacturer, a.model,
    (select r.external_id from external_refs r where r.tenant_id = $1 and r.entity = 'customer' and r.system = $2 and r.entity_id = a.customer_id limit 1) as "companyId",
    (select r.external_id from external_refs r where r.tenant_id = $1 and r.entity = 'asset' and r.system = $2 and r.entity_id = a.id limit 1) as "externalId",
    jsonb_strip_nulls(jsonb_build_object('number', a.number, 'kind', a.kind, 'state', a.state, 'os', a.os, 'warranty_until', a.warranty_until,
      'os_eol_on', a.os_eol_on, 'purchased_on', a.purchased_on, 'role', a.role, 'site', s.name, 'user', p.name)) as fields
  from assets a left join sites s on s.tenant_id = a.tenant_id and s.id = a.site_id
  left join contacts p on p.tenant_id = a.tenant_id and p.id = a.contact_id where a.tenant_id = $1 and a.id = $3`;

/** What a documentation system is told of a device. @throws {Refusal} `asset.missing` */
export async function readDocumentation(
  tx: Tx,
  system: string,
  assetId: string,
): Promise<Omit<Documentation, "wanted">> {
  const [row] = await tx.query<Omit<Documentation, "wanted">>(documentation, [tx.tenantId, system, assetId]);
  if (row !== undefined) return row;
  throw new Refusal("missing", "asset.missing", `Expected an asset ${assetId}, but there is none`);
}

/** What waits to be told, the longest waiting first. */
export async function queuedDocumentations(
  tx: Tx,
  limit: number,
): Promise<{ readonly assetId: string; readonly wanted: "save" | "archive" }[]> {
  return tx.query(
    `select asset_id as "assetId", wanted from asset_documentations where tenant_id = $1 order by attempts, requested_at limit $2`,
    [tx.tenantId, limit],
  );
}

/** Remembers how the documentation system calls the device; it need not be told again. */
export async function settleDocumentation(
  tx: Tx,
  { system, assetId, externalId }: { readonly system: string; readonly assetId: string; readonly externalId: string },
): Promise<void> {
  await tx.query("delete from asset_documentations where tenant_id = $1 and asset_id = $2", [tx.tenantId, assetId]);
  await tx.query(
    `insert into external_refs (tenant_id, entity, system, external_id, entity_id) values ($1, 'asset', $2, $3, $4)
     on conflict (tenant_id, entity, system, external_id) do update set entity_id = excluded.entity_id`,
    [tx.tenantId, system, externalId, assetId],
  );
}

/** Notes that it could not be told. */
export async function deferDocumentation(tx: Tx, assetId: string, reason: string): Promise<void> {
  await tx.query(
    "update asset_documentations set attempts = attempts + 1, error = $3 where tenant_id = $1 and asset_id = $2",
    [tx.tenantId, assetId, reason.slice(0, 500)],
  );
}
