import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { addLicence, releaseLicence } from "../assets/change.ts";
import type { Moment } from "../reads/listing.ts";
import { insertRow } from "../records/insert.ts";
import { lockLicense } from "./quantity.ts";

/** Who gets a licence: a device or a person of the customer. */
export const assignment = z.strictObject({
  assetId: z.uuid().nullish(),
  contactId: z.uuid().nullish(),
  seats: z.int().min(1).max(1_000_000).default(1),
});

/** A licence that somebody has. */
export const assignmentEnd = z.strictObject({ assignmentId: z.uuid() });

interface Given<Input> {
  readonly given: Input;
  readonly actor: string;
}

/**
 * Gives a licence to a device or a person of its customer and tells the assignment's id.
 *
 * @throws {Refusal} `license.missing`, `license.whom` neither or both, `license.stranger` of another customer, `license.full`
 * no piece is free, `asset.ended`
 */
export async function assignLicense(
  tx: Tx,
  id: string,
  { given, actor }: Given<z.output<typeof assignment>>,
  { day, now }: Moment,
): Promise<string> {
  const { assetId = null, contactId = null, seats } = given;
  if ((assetId === null) === (contactId === null))
    throw refused("license.whom", "Expected either a device or a person, but it is none or both");
  const { quantity, assigned } = await lockLicense(tx, id, day);
  if (assigned + seats > quantity)
    throw refused(
      "license.full",
      `Expected ${seats} to be free, but ${assigned} of ${quantity} are assigned: raise the quantity first`,
    );
  const license = await licenseFor(tx, id, assetId ?? contactId);
  if (assetId !== null)
    return addLicence(tx, assetId, { licence: { ...license, seats, subscriptionId: id }, actor }, now);
  const row = { id: newId(now), contactId, ...license, seats, subscriptionId: id, assignedAt: now };
  await insertRow(tx, "asset_licences", row);
  return row.id;
}

async function licenseFor(
  tx: Tx,
  id: string,
  whom: string | null,
): Promise<{ product: string; vendor: string | null }> {
  const [license] = await tx.query<{ product: string; vendor: string | null; is_own: boolean }>(
    `select s.name as product, s.vendor,
       exists (select from assets a where a.tenant_id = s.tenant_id and a.id = $3 and a.customer_id = s.customer_id)
         or exists (select from contacts c where c.tenant_id = s.tenant_id and c.id = $3 and c.customer_id = s.customer_id) as is_own
     from license_subscriptions s where s.tenant_id = $1 and s.id = $2`,
    [tx.tenantId, id, whom],
  );
  if (license?.is_own !== true)
    throw refused("license.stranger", "Expected a device or a person of the licence's customer, but it is none");
  return { product: license.product, vendor: license.vendor };
}

/** Takes a licence back; the record stays. @throws {Refusal} `assignment.missing`, `licence.released` */
export async function takeLicense(
  tx: Tx,
  id: string,
  { given, actor }: Given<z.output<typeof assignmentEnd>>,
  now: Date,
): Promise<void> {
  const { assignmentId } = given;
  const [held] = await tx.query<{ asset_id: string | null; released_at: Date | null }>(
    "select asset_id, released_at from asset_licences where tenant_id = $1 and id = $2 and subscription_id = $3 for update",
    [tx.tenantId, assignmentId, id],
  );
  if (held === undefined)
    throw new Refusal("missing", "assignment.missing", "Expected somebody to have the licence, but nobody has it so");
  if (held.asset_id !== null) return releaseLicence(tx, held.asset_id, { licenceId: assignmentId, actor }, now);
  if (held.released_at !== null)
    throw new Refusal("conflict", "licence.released", "Expected a licence in use, but it is free already");
  await tx.query("update asset_licences set released_at = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    assignmentId,
    now,
  ]);
  return undefined;
}

function refused(code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message);
}
