import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { insertRow } from "../records/insert.ts";
import { endedStates, lockAsset, plainMac, recordEvent } from "./asset.ts";
import type { LockedAsset } from "./asset.ts";

const text = (most: number) => z.string().trim().min(1).max(most).nullable();

/** What may be corrected by hand; where a device stands and who has it changes by its process. */
export const assetChange = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    kind: z.string().trim().min(1).max(40),
    serial: text(100),
    manufacturer: text(100),
    model: text(100),
    macs: z.array(z.string().refine((mac) => plainMac(mac) !== undefined, "Expected MAC addresses")).max(32),
    os: text(100),
    osEolOn: z.iso.date().nullable(),
    eolOn: z.iso.date().nullable(),
    purchasedOn: z.iso.date().nullable(),
    warrantyUntil: z.iso.date().nullable(),
    role: text(200),
    isCritical: z.boolean(),
    isManaged: z.boolean(),
    supplierInvoice: text(100),
  })
  .partial();

/**
 * Corrects an asset's record.
 *
 * @throws {Refusal} `asset.missing`, `asset.ended` it was disposed of or lost, `desk.input`
 */
export async function changeAsset(
  tx: Tx,
  id: string,
  { change, actor }: { readonly change: z.output<typeof assetChange>; readonly actor: string },
  now: Date,
): Promise<void> {
  const locked = await lockLiving(tx, id);
  const entries = Object.entries(expectInput(assetChange, change));
  if (entries.length === 0) return;
  const assignments = entries.map(([name], index) => `${columnOf(name)} = $${index + 3}`);
  const values = entries.map(([name, value]) =>
    name === "macs" ? (value as readonly string[]).map((mac) => plainMac(mac)) : value,
  );
  await tx.query(`update assets set ${assignments.join(", ")} where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
    ...values,
  ]);
  const data = Object.fromEntries(entries) as JsonObject; // JSON came in
  await recordEvent(tx, locked, { kind: "corrected", actor, data }, now);
}

/** Names are those of the schema above, never input. */
function columnOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (part) => `_${part.toLowerCase()}`);
}

/** A licence to be given to a device. */
export const newLicence = z.strictObject({
  product: z.string().trim().min(1).max(200),
  vendor: text(100).optional(),
  reference: text(200).optional(),
  seats: z.int().min(1).max(1_000_000).default(1),
  renewsOn: z.iso.date().nullable().optional(),
});

/** One of the customer's licences, which whoever gives it has locked and found free. */
const countedLicence = newLicence.extend({ subscriptionId: z.uuid().optional() });

/** Gives a licence to a device and tells its id. @throws {Refusal} `asset.missing`, `asset.ended`, `desk.input` */
export async function addLicence(
  tx: Tx,
  assetId: string,
  { licence, actor }: { readonly licence: z.input<typeof countedLicence>; readonly actor: string },
  now: Date,
): Promise<string> {
  const locked = await lockLiving(tx, assetId);
  const given = expectInput(countedLicence, licence);
  const id = newId(now);
  await insertRow(tx, "asset_licences", { id, assetId, ...given, assignedAt: now });
  await recordEvent(tx, locked, { kind: "licensed", actor, data: { product: given.product, seats: given.seats } }, now);
  return id;
}

/** Takes a licence from a device. @throws {Refusal} `asset.missing`, `licence.missing`, `licence.released` */
export async function releaseLicence(
  tx: Tx,
  assetId: string,
  { licenceId, actor }: { readonly licenceId: string; readonly actor: string },
  now: Date,
): Promise<void> {
  const locked = await lockAsset(tx, assetId);
  const [row] = await tx.query<{ product: string; released_at: Date | null }>(
    "select product, released_at from asset_licences where tenant_id = $1 and asset_id = $2 and id = $3",
    [tx.tenantId, assetId, licenceId],
  );
  if (row === undefined)
    throw new Refusal(
      "missing",
      "licence.missing",
      `Expected a licence ${licenceId} of ${locked.name}, but there is none`,
    );
  if (row.released_at !== null)
    throw new Refusal("conflict", "licence.released", `Expected a licence in use, but ${row.product} is free already`);
  await tx.query("update asset_licences set released_at = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    licenceId,
    now,
  ]);
  await recordEvent(tx, locked, { kind: "unlicensed", actor, data: { product: row.product } }, now);
}

async function lockLiving(tx: Tx, id: string): Promise<LockedAsset> {
  const locked = await lockAsset(tx, id);
  if (!endedStates.includes(locked.state)) return locked;
  throw new Refusal("conflict", "asset.ended", `Expected an asset in life, but ${locked.name} is ${locked.state}`);
}
