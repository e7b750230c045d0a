import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { changeRow, missing } from "./change.ts";
import type { Kept } from "./change.ts";
import { newCategory, newSkill, seller, setSeller } from "./house.ts";

/** What the house says about itself, by what one is called. */
export const houseKept = {
  seller: { table: "sellers", key: "key", what: "seller" },
  category: { table: "categories", key: "key", what: "category" },
  skill: { table: "skills", key: "key", what: "skill" },
  numberRange: { table: "number_ranges", key: "key", what: "numberRange" },
  maintenance: { table: "maintenance_windows", key: "id", what: "maintenance" },
} as const satisfies Readonly<Record<string, Kept>>;

const revision = z.int().positive();

/**
 * Says who sells, if nobody else has since it was read; `before` is the revision that was read, 0 where nothing was said.
 *
 * @throws {Refusal} `record.changed`, `desk.input`
 */
export async function changeSeller(tx: Tx, before: number, input: z.input<typeof seller>): Promise<void> {
  const [present] = await tx.query<{ revision: number }>(
    "select revision from sellers where tenant_id = $1 for update",
    [tx.tenantId],
  );
  const now = present?.revision ?? 0;
  if (now !== before)
    throw new Refusal(
      "conflict",
      "record.changed",
      `Expected revision ${now}, but it is ${before}: somebody else has changed the company; load it again`,
    );
  await setSeller(tx, input);
  await tx.query("update sellers set revision = $2 where tenant_id = $1", [tx.tenantId, before + 1]);
}

/** What may be changed of a skill; its key is what tickets and technicians name it by. */
export const skillChange = newSkill
  .omit({ key: true })
  .extend({ isActive: z.boolean() })
  .partial()
  .extend({ revision });

/** Changes or retires a skill. @throws {Refusal} `skill.missing`, `record.changed` */
export function changeSkill(tx: Tx, key: string, change: z.output<typeof skillChange>): Promise<void> {
  return changeRow(tx, houseKept.skill, key, change);
}

const text = z.string().trim().min(1).max(200);

/** What may be changed of a category. What is not said stays, also where a new one would have a value without saying. */
export const categoryChange = z
  .strictObject({
    labelDe: text,
    labelEn: text,
    parent: newCategory.shape.parent,
    defaultSkill: newCategory.shape.defaultSkill,
    skillLevel: z.int().min(1).max(5),
    roadmapTheme: newCategory.shape.roadmapTheme,
    isSecurity: z.boolean(),
    alertDomains: z.array(z.string().max(40)).max(20),
    assetKinds: z.array(z.string().max(40)).max(20),
    isActive: z.boolean(),
  })
  .partial()
  .extend({ revision });

/**
 * Changes or retires a category. A retired one takes no alerts and is not offered; tickets keep it.
 *
 * @throws {Refusal} `category.missing`, `category.parent` below itself, `record.changed`, `desk.reference`
 */
export async function changeCategory(tx: Tx, key: string, change: z.output<typeof categoryChange>): Promise<void> {
  await changeRow(tx, houseKept.category, key, change);
  if (typeof change.parent !== "string") return;
  const [loop] = await tx.query(
    `with recursive above (key) as (select $3::text
       union select c.parent from categories c join above a on c.key = a.key where c.tenant_id = $1 and c.parent is not null)
     select 1 from above where key = $2`,
    [tx.tenantId, key, change.parent],
  );
  if (loop === undefined) return;
  const message = `Expected a category that is not below ${key}, but ${change.parent} is`;
  throw new Refusal("unprocessable", "category.parent", message, [
    { place: "/parent", code: "category.parent", message },
  ]);
}

/**
 * Ends a maintenance window now; one that has not begun is taken back.
 *
 * @throws {Refusal} `maintenance.missing`, `maintenance.over`
 */
export async function endMaintenance(tx: Tx, id: string, now: Date): Promise<void> {
  const [window] = await tx.query<{ from_at: Date; to_at: Date }>(
    "select from_at, to_at from maintenance_windows where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  if (window === undefined) throw missing(houseKept.maintenance, id);
  if (window.to_at <= now)
    throw new Refusal("conflict", "maintenance.over", "Expected a window that is not over, but it is");
  if (window.from_at >= now)
    await tx.query("delete from maintenance_windows where tenant_id = $1 and id = $2", [tx.tenantId, id]);
  else
    await tx.query("update maintenance_windows set to_at = $3 where tenant_id = $1 and id = $2", [
      tx.tenantId,
      id,
      now,
    ]);
}

/** Lets a technician work for a customer again. Tells whether they were kept away. */
export async function admitToCustomer(tx: Tx, login: string, customerId: string): Promise<boolean> {
  const rows = await tx.query(
    "delete from technician_exclusions where tenant_id = $1 and login = $2 and customer_id = $3 returning login",
    [tx.tenantId, login, customerId],
  );
  return rows.length > 0;
}

/** Records that other systems know under an id of theirs. */
export type LinkedEntity = "customer" | "contact" | "asset";

/**
 * Forgets under which id another system knows a record; `reference` is `system id`, as the record shows it.
 *
 * @throws {Refusal} `reference.missing`
 */
export async function unlinkExternal(
  tx: Tx,
  { entity, entityId, reference }: { entity: LinkedEntity; entityId: string; reference: string },
): Promise<void> {
  const rows = await tx.query(
    `delete from external_refs where tenant_id = $1 and entity = $2 and entity_id = $3 and system || ' ' || external_id = $4 returning system`,
    [tx.tenantId, entity, entityId, reference],
  );
  if (rows.length === 0) throw missing({ what: "reference" }, reference);
}
