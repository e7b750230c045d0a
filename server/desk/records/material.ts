import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { changeRow } from "./change.ts";

/** What an entry of material is called in refusals and in the trail. */
export const keptMaterial = { table: "material_entries", key: "id", what: "material" } as const;

const revision = z.int().positive();

/** What may be put right of material until it is on a position. */
export const materialChange = z
  .strictObject({
    text: z.string().trim().min(1).max(300),
    quantity: z.number().refine((value) => value !== 0, "Expected a quantity other than nothing"),
    unitPriceCents: z.int().min(0).max(1_000_000_000),
    costCents: z.int().min(0).max(1_000_000_000).nullable(),
    taxClass: z.enum(["standard", "reduced", "special", "zero"]),
    supply: z.enum(["goods", "service"]),
    serial: z.string().trim().max(100).nullable(),
    deliveredOn: z.iso.date(),
  })
  .partial()
  .extend({ revision });

/** Why material goes. */
export const materialRemoval = z.strictObject({ revision, reason: z.string().trim().min(1).max(2000) });

/** Puts material right. @throws {Refusal} `material.missing`, `material.billed` on a position, `record.changed` */
export async function changeMaterial(tx: Tx, id: string, change: z.output<typeof materialChange>): Promise<void> {
  await refuseTaken(tx, id);
  await changeRow(tx, keptMaterial, id, change);
}

/** Takes material away. @throws {Refusal} `material.missing`, `material.billed`, `record.changed` */
export async function removeMaterial(
  tx: Tx,
  id: string,
  { revision: read }: z.output<typeof materialRemoval>,
): Promise<void> {
  await refuseTaken(tx, id);
  await changeRow(tx, keptMaterial, id, { revision: read });
  await tx.query("delete from material_entries where tenant_id = $1 and id = $2", [tx.tenantId, id]);
}

async function refuseTaken(tx: Tx, id: string): Promise<void> {
  await tx.query("select 1 from material_entries where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  const taken = await tx.query("select 1 from billing_lines where tenant_id = $1 and material_entry_id = $2", [
    tx.tenantId,
    id,
  ]);
  if (taken.length === 0) return;
  throw new Refusal(
    "conflict",
    "material.billed",
    "Expected material that no position holds, but it is proposed or billed: decide about the position in the run",
  );
}
