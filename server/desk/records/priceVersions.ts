import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { itemsBySku, priceShape, readPriceList } from "./priceLists.ts";
import type { PriceItem, PriceList } from "./priceLists.ts";

/** Where a price of a list stands: the article, and from which quantity on. */
export const pricePlace = priceShape.omit({ unitPriceCents: true });

/**
 * Sets a price of a list that does not hold yet, or is empty. Tells what the price was, in cents.
 *
 * @throws {Refusal} `priceList.missing`, `priceList.begun`, `product.missing`
 */
export async function setPrice(
  tx: Tx,
  id: string,
  price: z.output<typeof priceShape>,
  today: string,
): Promise<number | null> {
  const list = await lockOpenList(tx, id, today);
  const [item] = await itemsBySku(tx, [price]);
  await tx.query(
    `insert into price_items (tenant_id, price_list_id, product_id, min_qty, unit_price_cents) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, price_list_id, product_id, min_qty) do update set unit_price_cents = excluded.unit_price_cents`,
    [tx.tenantId, id, item?.productId, price.minQty, price.unitPriceCents],
  );
  return priceAt(list.items, price)?.unitPriceCents ?? null;
}

/** Takes a price out of a list that does not hold yet. @throws {Refusal} `priceList.missing`, `priceList.begun`, `price.missing` */
export async function takePrice(
  tx: Tx,
  id: string,
  place: z.output<typeof pricePlace>,
  today: string,
): Promise<PriceItem> {
  const list = await lockOpenList(tx, id, today);
  const item = priceAt(list.items, place);
  if (item === undefined) {
    const message = `Expected a price of ${place.sku} from ${place.minQty} on, but the list has none`;
    throw new Refusal("missing", "price.missing", message, [{ place: "/minQty", code: "price.missing", message }]);
  }
  await tx.query(
    `delete from price_items where tenant_id = $1 and price_list_id = $2 and min_qty = $4
       and product_id = (select id from products where tenant_id = $1 and sku = $3)`,
    [tx.tenantId, id, place.sku, place.minQty],
  );
  return item;
}

function priceAt(items: readonly PriceItem[], place: z.output<typeof pricePlace>): PriceItem | undefined {
  return items.find(({ sku, minQty }) => sku === place.sku && minQty === place.minQty);
}

/** How a new version of a list begins. */
export const versionShape = z.strictObject({
  validFrom: z.iso.date(),
  name: z.string().trim().min(1).max(200).nullish(),
  /** By how many percent its prices differ; they are rounded to cents. */
  percent: z.number().min(-90).max(1000).nullish(),
});

/**
 * Begins a version of a list with its prices; the version before ends the day before. Contracts with the list get the prices
 * of the version that holds on the day. Tells the id.
 *
 * @throws {Refusal} `priceList.missing`; `priceList.order` it would not begin after this one, or with another version
 */
export async function beginVersion(
  tx: Tx,
  id: string,
  { validFrom, name, percent }: z.output<typeof versionShape>,
  clock: { readonly now: Date; readonly today: string },
): Promise<string> {
  const list = await lockList(tx, id, clock.today);
  refuseOrder(list, validFrom);
  const next = list.versions.filter((each) => each.validFrom > validFrom).at(-1);
  const made = newId(clock.now);
  await tx.query(
    `insert into price_lists (tenant_id, id, series, name, currency, valid_from, valid_to, is_general)
     select tenant_id, $3, series, $4, currency, $5::date,
       case when $6::date is null then case when valid_to >= $5::date then valid_to end else $6::date - 1 end, is_general
     from price_lists where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, made, name ?? list.name, validFrom, next?.validFrom ?? null],
  );
  await tx.query(
    `update price_lists set valid_to = $3::date - 1
     where tenant_id = $1 and series = (select series from price_lists where tenant_id = $1 and id = $2)
       and valid_from < $3::date and (valid_to is null or valid_to >= $3::date)`,
    [tx.tenantId, id, validFrom],
  );
  await tx.query(
    `insert into price_items (tenant_id, price_list_id, product_id, min_qty, unit_price_cents)
     select tenant_id, $3, product_id, min_qty, round(unit_price_cents * (1 + $4::numeric / 100))::int
     from price_items where tenant_id = $1 and price_list_id = $2`,
    [tx.tenantId, id, made, percent ?? 0],
  );
  return made;
}

/** @throws {Refusal} `priceList.order` */
export function refuseOrder({ versions, validFrom: begun }: PriceList, validFrom: string): void {
  const isTaken = versions.some((each) => each.validFrom === validFrom);
  if (validFrom > begun && !isTaken) return;
  const message = isTaken
    ? `Expected a day on which no other version begins, but one begins on ${validFrom}`
    : `Expected a day after ${begun}, but it is ${validFrom}`;
  throw new Refusal("unprocessable", "priceList.order", message, [
    { place: "/validFrom", code: "priceList.order", message },
  ]);
}

/** A list whose prices may be changed, locked. @throws {Refusal} `priceList.missing`, `priceList.begun` */
export async function lockOpenList(tx: Tx, id: string, today: string): Promise<PriceList> {
  const list = await lockList(tx, id, today);
  if (isOpen(list)) return list;
  throw new Refusal(
    "conflict",
    "priceList.begun",
    `Expected a list that does not hold yet, but ${list.name} holds since ${list.validFrom}; begin a new version of it`,
  );
}

/** Whether the prices of a list may be changed: it does not hold yet, or has none. */
export function isOpen({ state }: Pick<PriceList, "state">): boolean {
  return state === "coming" || state === "empty";
}

/** With all its versions, and always in the same order: two who begin one at once wait for each other. */
async function lockList(tx: Tx, id: string, today: string): Promise<PriceList> {
  await tx.query(
    `select id from price_lists where tenant_id = $1 and series = (select series from price_lists where tenant_id = $1 and id = $2)
     order by id for update`,
    [tx.tenantId, id],
  );
  return readPriceList(tx, id, today);
}
