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
  readonly isActive: boolean;
}

/** Products by article, those that are sold before those that are no longer. */
export function listProducts(tx: Tx): Promise<Product[]> {
  return tx.query<Product>(
    `select id, sku, name, name_en as "nameEn", kind, unit, cost_cents as "costCents", is_active as "isActive"
     from products where tenant_id = $1 order by is_active desc, sku limit 5000`,
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
  costCents: z.int().min(0).nullable().optional(),
  isActive: z.boolean().optional(),
});

/** What may be changed of a product; kind and unit may not: what was sold by it would read differently. */
export const productChange = change;

/** Changes a product. Quotes that were written keep what they say. @throws {Refusal} `product.missing` */
export async function changeProduct(tx: Tx, sku: string, input: z.input<typeof change>): Promise<Product> {
  const before = await readProduct(tx, sku);
  const { name, nameEn, costCents, isActive } = { ...before, ...expectInput(change, input) };
  await tx.query(
    "update products set name = $3, name_en = $4, cost_cents = $5, is_active = $6 where tenant_id = $1 and sku = $2",
    [tx.tenantId, sku, name, nameEn, costCents, isActive],
  );
  return readProduct(tx, sku);
}

/** A price list with its prices. Money in cents. */
export interface PriceList {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly items: readonly {
    readonly sku: string;
    readonly product: string;
    readonly minQty: number;
    readonly unitPriceCents: number;
  }[];
}

/** Price lists, the newest first. */
export async function listPriceLists(tx: Tx): Promise<Omit<PriceList, "items">[]> {
  return tx.query<Omit<PriceList, "items">>(
    `select id, name, currency, valid_from::text as "validFrom", valid_to::text as "validTo" from price_lists
     where tenant_id = $1 order by valid_from desc, name limit 500`,
    [tx.tenantId],
  );
}

/** @throws {Refusal} `priceList.missing` */
export async function readPriceList(tx: Tx, id: string): Promise<PriceList> {
  const list = (await listPriceLists(tx)).find((each) => each.id === id);
  if (list === undefined)
    throw new Refusal("missing", "priceList.missing", `Expected a price list ${id}, but there is none`);
  const items = await tx.query<PriceList["items"][number]>(
    `select p.sku, p.name as product, i.min_qty::float8 as "minQty", i.unit_price_cents as "unitPriceCents" from price_items i
     join products p on p.tenant_id = i.tenant_id and p.id = i.product_id where i.tenant_id = $1 and i.price_list_id = $2 order by p.sku, i.min_qty`,
    [tx.tenantId, id],
  );
  return { ...list, items };
}

/** A price list as it is written: prices by article, each from a quantity on. */
export const priceListShape = z.strictObject({
  name: z.string().trim().min(1).max(200),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullish(),
  items: z
    .array(z.strictObject({ sku: z.string(), minQty: z.number().min(0).default(0), unitPriceCents: z.int().min(0) }))
    .min(1)
    .max(2000),
});

/** Turns articles into products. @throws {Refusal} `product.missing` naming the first that is unknown */
export async function itemsBySku(
  tx: Tx,
  items: z.output<typeof priceListShape>["items"],
): Promise<{ productId: string; minQty: number; unitPriceCents: number }[]> {
  const bySku = new Map((await listProducts(tx)).map((product) => [product.sku, product.id]));
  return items.map(({ sku, ...price }) => {
    const productId = bySku.get(sku);
    if (productId === undefined)
      throw new Refusal("unprocessable", "product.missing", `Expected products of the catalogue, but ${sku} is none`);
    return { productId, ...price };
  });
}

/** Ends a price list with a day; what a list says is never changed, a new one follows it. @throws {Refusal} `priceList.missing`, `desk.value` */
export async function endPriceList(tx: Tx, id: string, validTo: string): Promise<PriceList> {
  const { validFrom } = await readPriceList(tx, id);
  if (validTo < validFrom)
    throw new Refusal("unprocessable", "desk.value", `Expected a day from ${validFrom} on, but it is ${validTo}`);
  await tx.query("update price_lists set valid_to = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, validTo]);
  return readPriceList(tx, id);
}
