import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { assetVariable, completedBy, lockAsset, recordEvent } from "./asset.ts";
import type { AssetVariable } from "./asset.ts";
import { enteredContact, enteredCustomer, enteredSite } from "./parties.ts";

const flag = z
  .boolean()
  .nullish()
  .transform((given) => given ?? false);
const input = z.object({
  asset: z.object({ id: z.uuid() }).loose(),
  assignment: z.object({
    customer: z.string().min(1).max(200),
    site: optionalText,
    user: optionalText,
    role: optionalText,
    critical: flag,
    handover: optionalText,
  }),
});

/**
 * `desk.asset.assign`: who uses a device, where, and what for; it is in use from now on. Whoever had it before stands in its
 * history.
 *
 * @throws {BpmnError} `asset.unknown` customer, site or user are none of ours
 */
export const assignAsset: Operation = async ({ tx, now, instanceId }, given) => {
  const { asset, assignment } = expectInput(input, given);
  const customer = await enteredCustomer(tx, assignment.customer);
  const siteId = await enteredSite(tx, customer, assignment.site);
  const contactId = await enteredContact(tx, customer, assignment.user);
  const locked = await lockAsset(tx, asset.id);
  const before = await assetVariable(tx, asset.id);
  await tx.query(
    `update assets set customer_id = $3, site_id = $4, contact_id = $5, role = $6, is_critical = $7
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, asset.id, customer.id, siteId, contactId, assignment.role, assignment.critical],
  );
  const after = await assetVariable(tx, asset.id);
  const actor = (await completedBy(tx, instanceId, "U_ass")) ?? "system";
  const data = { from: whom(before), to: whom(after), handover: assignment.handover };
  await recordEvent(tx, locked, { kind: "assigned", to: "in_use", actor, data }, now);
  return { variables: { asset: await assetVariable(tx, asset.id) } };
};

function whom({ customerName, siteName, contactName, role }: AssetVariable): JsonObject {
  return { customerName, siteName: siteName ?? null, contactName: contactName ?? null, role: role ?? null };
}
