import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { newId } from "../../base/id.ts";
import { assetVariable, lockAsset, recordEvent } from "./asset.ts";
import { deviceShape } from "./device.ts";
import type { Device } from "./device.ts";
import { customerOf } from "./parties.ts";

/**
 * The asset that a device is: by the source's own id, else by serial (of the same manufacturer, where both name one), else
 * by a MAC address. A device whose operating system was installed anew has another agent and the same serial: it is the
 * same. Names are no proof. What was disposed of or lost is found again as well: it has turned up.
 */
export async function matchDevice(tx: Tx, device: Device): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select a.id from assets a where a.tenant_id = $1 and (
       exists (select 1 from external_refs r where r.tenant_id = $1 and r.entity = 'asset' and r.system = $2 and r.external_id = $3 and r.entity_id = a.id)
       or (lower(a.serial) = lower($4) and ($5::text is null or a.manufacturer is null or lower(a.manufacturer) = lower($5)))
       or a.macs && $6::text[])
     order by exists (select 1 from external_refs r where r.tenant_id = $1 and r.entity = 'asset' and r.system = $2 and r.external_id = $3 and r.entity_id = a.id) desc,
       lower(a.serial) = lower($4) desc nulls last, a.state in ('disposed','lost'), a.created_at, a.id limit 1`,
    [tx.tenantId, device.system, device.externalId, device.serial, device.manufacturer, device.macs],
  );
  return row?.id;
}

/** Takes what a source knows better; what people have entered stays where the source is silent. */
export async function mergeDevice(tx: Tx, assetId: string, device: Device): Promise<void> {
  await tx.query(
    `update assets set serial = coalesce(serial, $3), manufacturer = coalesce(manufacturer, $4), model = coalesce(model, $5),
       os = coalesce($6, os), macs = (select coalesce(array_agg(distinct mac order by mac), '{}') from unnest(macs || $7::text[]) as mac),
       purchased_on = coalesce(purchased_on, $8), warranty_until = greatest(warranty_until, $9::date), eol_on = coalesce($10, eol_on),
       os_eol_on = coalesce($11, os_eol_on), last_seen_at = greatest(last_seen_at, $12::timestamptz),
       is_patched = coalesce($13, is_patched), has_backup = coalesce($14, has_backup)
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, assetId, device.serial, device.manufacturer, device.model, device.os, device.macs, device.purchasedOn,
      device.warrantyUntil, device.eolOn, device.osEolOn, device.lastSeenAt, device.isPatched, device.hasBackup], // prettier-ignore
  );
  if (device.system === null || device.externalId === null) return;
  await tx.query(
    `insert into external_refs (tenant_id, entity, system, external_id, entity_id) values ($1, 'asset', $2, $3, $4)
     on conflict (tenant_id, entity, system, external_id) do update set entity_id = excluded.entity_id`,
    [tx.tenantId, device.system, device.externalId, assetId],
  );
}

const delivery = z
  .object({ devices: z.array(deviceShape).max(500).nullish(), serial: optionalText, text: optionalText })
  .loose();
const orderShape = z.object({ number: optionalText, text: optionalText, supplier: optionalText }).catchall(z.json());
const match = z.object({
  device: deviceShape.nullish(),
  asset: z.object({ id: z.uuid() }).nullish(),
  delivery: delivery.nullish(),
  order: orderShape.nullish(),
  ticketNumber: optionalText,
});

/**
 * `desk.asset.match`: whether we know the device. `kind` is `exact` (known, and somebody looks after it), `known` (its life
 * begins now), `complete` (new, and all is told that a record needs) or `new` (a person registers it). A delivery of several
 * devices is one life each: this instance takes the first and the others are told of under their own message.
 */
export const matchAsset: Operation = async (context, given) => {
  const { tx, now, instanceId } = context;
  const input = expectInput(match, given);
  const [first, ...others] = devicesOf(input);
  const customer = await customerOf(tx, { device: first, ticketNumber: input.ticketNumber });
  const assetId = input.asset?.id ?? (await matchDevice(tx, first));
  const order: JsonObject | null = input.order ? { ...input.order } : null;
  const device: JsonObject = { ...first, customerId: customer?.id ?? null, customerName: customer?.name ?? null };
  const asset = assetId === undefined ? null : await assetVariable(tx, assetId);
  const kind = assetId === undefined ? kindOfNew(first, customer?.id) : await kindOfKnown(tx, assetId, instanceId);
  return {
    variables: { match: { kind, device, order, asset } },
    effects: others.map((each) => ({
      kind: "publish",
      name: "goods.received",
      correlationKey: newId(now),
      variables: { order, delivery: { devices: [each] }, ticketNumber: input.ticketNumber },
    })),
  };
};

async function kindOfKnown(tx: Tx, assetId: string, instanceId: string): Promise<"exact" | "known"> {
  const { instance_id: life } = await lockAsset(tx, assetId);
  return life === null || life === instanceId ? "known" : "exact";
}

function devicesOf(input: z.output<typeof match>): readonly [Device, ...Device[]] {
  const plain = deviceShape.parse({ serial: input.delivery?.serial, model: input.delivery?.text });
  const [first = plain, ...others] = input.device ? [input.device] : (input.delivery?.devices ?? []);
  return [first, ...others];
}

/** What a source itself watches needs nobody to register it, if it tells whose and what it is. */
function kindOfNew(device: Device, customerId: string | undefined): "complete" | "new" {
  const isTold = device.name !== null && device.kind !== null && device.externalId !== null;
  return customerId !== undefined && isTold ? "complete" : "new";
}

const merge = z.object({ match: z.object({ asset: z.object({ id: z.uuid() }).loose(), device: deviceShape }).loose() });

/** `desk.asset.merge`: what came in belongs to an asset that lives already. */
export const mergeAsset: Operation = async ({ tx, now }, given) => {
  const { asset, device } = expectInput(merge, given).match;
  const locked = await lockAsset(tx, asset.id);
  await mergeDevice(tx, asset.id, device);
  await recordEvent(tx, locked, { kind: "merged", actor: device.system ?? "system" }, now);
  return { variables: { asset: await assetVariable(tx, asset.id) } };
};
