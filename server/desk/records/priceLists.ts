import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { listProducts } from "./catalogue.ts";
import { insertRow } from "./insert.ts";

/** A price of a list, from a quantity on. Money in cents; cost and tax are those of the product. */
export interface PriceItem {
  readonly sku: string;
  readonly product: string;
  readonly minQty: number;
  readonly unitPriceCents: number;
  readonly costCents: number | null;
  /** What of the price is left when the cost is paid; null without a price or a cost. */
  readonly marginPercent: number | null;
  readonly taxClass: string;
}

/** A price list with its prices. Before it begins, and while it is empty, its prices may be changed. */
export interface PriceList {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Whether it holds for everybody, not only for contracts that name it. */
  readonly isGeneral: boolean;
  readonly state: "empty" | "coming" | "running" | "ended";
  readonly items: readonly PriceItem[];
  /** The versions of the list that follow each other, the newest first. */
  readonly versions: readonly Pick<PriceList, "id" | "name" | "validFrom" | "validTo">[];
  /** The contracts with the list, in whichever version. */
  readonly contracts: readonly { readonly id: string; readonly number: string; readonly customer: string }[];
}

/** A list without what is in it. */
export type PriceListRow = Omit<PriceList, "items" | "versions" | "contracts">;

const columns = `l.id, l.name, l.currency, l.valid_from::text as "validFrom", l.valid_to::text as "validTo", l.is_general as "isGeneral",
  case when not exists (select 1 from price_items i where i.tenant_id = l.tenant_id and i.price_list_id = l.id) then 'empty'
    when l.valid_from > $2::date then 'coming' when l.valid_to < $2::date then 'ended' else 'running' end as state`;

/** Price lists, the newest first. @param today ISO 8601, where the house works */
export function listPriceLists(tx: Tx, today: string): Promise<PriceListRow[]> {
  return tx.query<PriceListRow & Record<string, unknown>>(
    `select ${columns} from price_lists l where l.tenant_id = $1 order by l.valid_from desc, l.name, l.id limit 2000`,
    [tx.tenantId, today],
  );
}

/** @throws {Refusal} `priceList.missing` */
export async function readPriceList(tx: Tx, id: string, today: string): Promise<PriceList> {
  const [list] = await tx.query<PriceListRow & { series: string } & Record<string, unknown>>(
    `select ${columns}, l.series from price_lists l where l.tenant_id = $1 and l.id = $3`,
    [tx.tenantId, today, id],
  );
  if (list === undefined)
    throw new Refusal("missing", "priceList.missing", `Expected a price list ${id}, but there is none`);
  const { series, ...row } = list;
  return { ...row, ...(await partsOf(tx, id, series)) };
}

async function partsOf(tx: Tx, id: string, series: string): Promise<Omit<PriceList, keyof PriceListRow>> {
  const items = await tx.query<PriceItem & Record<string, unknown>>(
    `select p.sku, p.name as product, i.min_qty::float8 as "minQty", i.unit_price_cents as "unitPriceCents", p.cost_cents as "costCents",
       round((i.unit_price_cents - p.cost_cents) * 100.0 / nullif(i.unit_price_cents, 0), 1)::float8 as "marginPercent", p.tax_class as "taxClass"
     from price_items i join products p on p.tenant_id = i.tenant_id and p.id = i.product_id
     where i.tenant_id = $1 and i.price_list_id = $2 order by p.sku, i.min_qty`,
    [tx.tenantId, id],
  );
  const versions = await tx.query<PriceList["versions"][number] & Record<string, unknown>>(
    `select id, name, valid_from::text as "validFrom", valid_to::text as "validTo" from price_lists
     where tenant_id = $1 and series = $2 order by valid_from desc, id desc`,
    [tx.tenantId, series],
  );
  const contracts = await tx.query<PriceList["contracts"][number] & Record<string, unknown>>(
    `select k.id, k.number, c.name as customer from contracts k join customers c on c.tenant_id = k.tenant_id and c.id = k.customer_id
     where k.tenant_id = $1 and k.price_list_id in (select id from price_lists where tenant_id = $1 and series = $2) order by k.number`,
    [tx.tenantId, series],
  );
  return { items, versions, contracts };
}

const listHead = {
  name: z.string().trim().min(1).max(200),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullish(),
  isGeneral: z.boolean().default(true),
};

/** A price as it is written: by article, from a quantity on. */
export const priceShape = z.strictObject({
  sku: z.string().trim().min(1).max(60),
  minQty: z.number().min(0).max(1_000_000).default(0),
  unitPriceCents: z.int().min(0).max(1_000_000_000),
});

/** A price list as it is written. One without prices is filled before it counts. */
export const priceListShape = z.strictObject({ ...listHead, items: z.array(priceShape).max(5000).default([]) });

/** Turns articles into products. @throws {Refusal} `product.missing` naming the first that is unknown */
export async function itemsBySku(tx: Tx, items: readonly z.output<typeof priceShape>[]): Promise<NewPrice[]> {
  const bySku = new Map((await listProducts(tx)).map((product) => [product.sku, product.id]));
  return items.map(({ sku, ...price }) => {
    const productId = bySku.get(sku);
    if (productId !== undefined) return { productId, ...price };
    const message = `Expected products of the catalogue, but ${sku} is none`;
    throw new Refusal("unprocessable", "product.missing", message, [
      { place: "/sku", code: "product.missing", message },
    ]);
  });
}

const newList = z.strictObject({
  ...listHead,
  items: z
    .array(
      z.strictObject({ productId: z.uuid(), minQty: z.number().min(0).default(0), unitPriceCents: z.int().min(0) }),
    )
    .max(5000),
});
type NewPrice = z.output<typeof newList>["items"][number];

/** Creates a price list with its prices in cents and tells its id. @throws {Refusal} `desk.value` it ends before it begins; `desk.exists` */
export async function createPriceList(tx: Tx, input: z.input<typeof newList>, now: Date): Promise<string> {
  const { items, ...row } = expectInput(newList, input);
  refuseEndBefore(row.validTo ?? null, row.validFrom);
  const id = newId(now);
  await insertRow(tx, "price_lists", { id, series: id, ...row });
  await insertPrices(tx, id, items);
  return id;
}

async function insertPrices(tx: Tx, id: string, items: readonly NewPrice[]): Promise<void> {
  const twice = items.find(({ productId, minQty }, index) =>
    items.slice(0, index).some((other) => other.productId === productId && other.minQty === minQty),
  );
  if (twice !== undefined)
    throw new Refusal("conflict", "desk.exists", "Expected each product once from a quantity on, but one is twice");
  await tx.query(
    `insert into price_items (tenant_id, price_list_id, product_id, min_qty, unit_price_cents)
     select $1, $2, x."productId", x."minQty", x."unitPriceCents"
     from jsonb_to_recordset($3) as x ("productId" uuid, "minQty" numeric, "unitPriceCents" int)`,
    [tx.tenantId, id, JSON.stringify(items)],
  );
}

/** What may be changed of every list. */
export const priceListChange = z.strictObject({
  name: listHead.name.optional(),
  validTo: z.iso.date().nullable().optional(),
  isGeneral: z.boolean().optional(),
});

/** Renames a list, ends it with a day, or says for whom it holds. @throws {Refusal} `priceList.missing`, `desk.value` */
export async function changePriceList(
  tx: Tx,
  id: string,
  change: z.output<typeof priceListChange>,
  today: string,
): Promise<PriceList> {
  const before = await readPriceList(tx, id, today);
  const { name, validTo, isGeneral } = { ...before, ...change };
  refuseEndBefore(validTo, before.validFrom);
  await tx.query("update price_lists set name = $3, valid_to = $4, is_general = $5 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    name,
    validTo,
    isGeneral,
  ]);
  return readPriceList(tx, id, today);
}

/** @throws {Refusal} `desk.value` */
export function refuseEndBefore(validTo: string | null, validFrom: string): void {
  if (validTo === null || validTo >= validFrom) return;
  const message = `Expected a day from ${validFrom} on, but it is ${validTo}`;
  throw new Refusal("unprocessable", "desk.value", message, [{ place: "/validTo", code: "desk.value", message }]);
}
