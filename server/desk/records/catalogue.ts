import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";

/** A product of the catalogue. Money in cents. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly kind: string;
  readonly unit: string;
  readonly costCents: number | null;
  readonly taxClass: string;
  readonly isActive: boolean;
}

/** Products by article, those that are sold before those that are no longer. */
export function listProducts(tx: Tx): Promise<Product[]> {
  return tx.query<Product>(
    `select id, sku, name, name_en as "nameEn", kind, unit, cost_cents as "costCents", tax_class as "taxClass", is_active as "isActive"
     from products where tenant_id = $1 order by is_active desc, sku limit 20000`,
    [tx.tenantId],
  );
}

/** @throws {Refusal} `product.missing` */
export async function readProduct(tx: Tx, sku: string): Promise<Product> {
  const [row] = (await listProducts(tx)).filter((product) => product.sku === sku);
  if (row === undefined)
    throw new Refusal("missing", "product.missing", `Expected a product ${sku}, but there is none`);
  return row;
}

const change = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  nameEn: z.string().trim().min(1).max(200).nullable().optional(),
  costCents: z.int().min(0).max(1_000_000_000).nullable().optional(),
  taxClass: z.enum(["standard", "reduced", "special", "zero"]).optional(),
  isActive: z.boolean().optional(),
});

/** What may be changed of a product; kind and unit may not: what was sold by it would read differently. */
export const productChange = change;

/** Changes a product. Quotes that were written keep what they say. @throws {Refusal} `product.missing` */
export async function changeProduct(tx: Tx, sku: string, input: z.input<typeof change>): Promise<Product> {
  const before = await readProduct(tx, sku);
  const { name, nameEn, costCents, taxClass, isActive } = { ...before, ...expectInput(change, input) };
  await tx.query(
    "update products set name = $3, name_en = $4, cost_cents = $5, is_active = $6, tax_class = $7 where tenant_id = $1 and sku = $2",
    [tx.tenantId, sku, name, nameEn, costCents, isActive, taxClass],
  );
  return readProduct(tx, sku);
}
