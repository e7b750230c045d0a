import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { listProducts } from "./catalogue.ts";
import type { Product } from "./catalogue.ts";
import { readPriceFile } from "./priceFile.ts";
import type { FiledPrice, LineMistake, PriceFile } from "./priceFile.ts";
import { readPriceList } from "./priceLists.ts";
import type { PriceItem, PriceList } from "./priceLists.ts";
import { beginVersion, isOpen, lockOpenList, refuseOrder } from "./priceVersions.ts";

/** What becomes of a price. Money in cents; null where there was or will be none. */
export interface PriceDifference {
  readonly kind: "new" | "changed" | "same" | "removed" | "kept";
  /** Null: the file does not tell of it. */
  readonly line: number | null;
  readonly sku: string;
  readonly product: string;
  readonly minQty: number;
  readonly beforeCents: number | null;
  readonly unitPriceCents: number | null;
  readonly costBeforeCents: number | null;
  readonly costCents: number | null;
  /** Whether what is sold costs more than it brings. */
  readonly isBelowCost: boolean;
}

/** What a file would change of a price list. */
export interface PricePlan {
  /** Whether there will be a new version, because the list holds already. */
  readonly isNewVersion: boolean;
  readonly validFrom: string;
  readonly differences: readonly PriceDifference[];
  readonly mistakes: readonly LineMistake[];
  readonly ignored: readonly string[];
}

/** How a file is taken. */
export interface Taking {
  /** Where the list holds already: when its new version begins; the list's own day without it. */
  readonly validFrom: string | undefined;
  /** What becomes of prices that the file does not tell of. */
  readonly rest: "keep" | "remove";
}

/** Tells what a file would change of a list; nothing is stored. @throws {Refusal} `priceList.missing`, `priceList.file`, `priceList.order` */
export async function planImport(
  tx: Tx,
  id: string,
  given: { readonly bytes: Buffer; readonly taking: Taking; readonly today: string },
): Promise<PricePlan> {
  const { bytes, taking, today } = given;
  const list = await readPriceList(tx, id, today);
  const file = readPriceFile(bytes, list);
  const isNewVersion = !isOpen(list);
  const validFrom = isNewVersion ? (taking.validFrom ?? "") : list.validFrom;
  if (isNewVersion && validFrom !== "") refuseOrder(list, validFrom);
  const products = new Map((await listProducts(tx)).map((product) => [product.sku, product]));
  const { known, unknown } = sorted(file, products);
  return {
    isNewVersion,
    validFrom,
    differences: differencesOf(list, known, { products, rest: taking.rest }),
    mistakes: [...file.mistakes, ...unknown].toSorted((a, b) => a.line - b.line),
    ignored: file.ignored,
  };
}

/**
 * Takes a file's prices into a list that does not hold yet, else into a new version of it; costs go to the products at once.
 * It is all or nothing. Tells the id of the list that has the prices now.
 *
 * @throws {Refusal} `priceList.lines` with a complaint for each line that is wrong; `priceList.day` no day for the version
 */
export async function takePriceFile(
  tx: Tx,
  id: string,
  given: { readonly bytes: Buffer; readonly taking: Taking; readonly today: string; readonly now: Date },
): Promise<{ readonly id: string; readonly plan: PricePlan }> {
  const { today, now } = given;
  await tx.query("select id from price_lists where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  const plan = await planImport(tx, id, given);
  refuseMistakes(plan.mistakes);
  const { validFrom } = plan;
  if (validFrom === "")
    throw new Refusal(
      "unprocessable",
      "priceList.day",
      "Expected a day from which the new version holds, but there is none",
      [{ place: "/validFrom", code: "priceList.day", message: "Expected a day, but there is none" }],
    );
  const made = plan.isNewVersion
    ? await beginVersion(tx, id, { validFrom }, { now, today })
    : (await lockOpenList(tx, id, today)).id;
  await store(tx, made, plan.differences);
  return { id: made, plan };
}

function refuseMistakes(mistakes: readonly LineMistake[]): void {
  const [first] = mistakes;
  if (first === undefined) return;
  throw new Refusal(
    "unprocessable",
    "priceList.lines",
    `Expected lines without mistakes, but line ${first.line}: ${first.message.en}`,
    mistakes.map(({ line, message }) => ({ place: `/lines/${line}`, code: "priceList.line", message: message.en })),
  );
}

async function store(tx: Tx, id: string, differences: readonly PriceDifference[]): Promise<void> {
  const rows = JSON.stringify(differences);
  await tx.query(
    `delete from price_items i using products p, jsonb_to_recordset($3) as d (kind text, sku text, "minQty" numeric)
     where i.tenant_id = $1 and i.price_list_id = $2 and d.kind = 'removed' and p.tenant_id = $1 and p.sku = d.sku
       and i.product_id = p.id and i.min_qty = d."minQty"`,
    [tx.tenantId, id, rows],
  );
  await tx.query(
    `insert into price_items (tenant_id, price_list_id, product_id, min_qty, unit_price_cents)
     select $1, $2, p.id, d."minQty", d."unitPriceCents"
     from jsonb_to_recordset($3) as d (kind text, sku text, "minQty" numeric, "unitPriceCents" int)
     join products p on p.tenant_id = $1 and p.sku = d.sku where d.kind in ('new','changed')
     on conflict (tenant_id, price_list_id, product_id, min_qty) do update set unit_price_cents = excluded.unit_price_cents`,
    [tx.tenantId, id, rows],
  );
  await tx.query(
    `update products p set cost_cents = d.cost from (
       select sku, max("costCents") as cost from jsonb_to_recordset($2) as d (sku text, "costCents" int) where "costCents" is not null group by sku) d
     where p.tenant_id = $1 and p.sku = d.sku and p.cost_cents is distinct from d.cost`,
    [tx.tenantId, rows],
  );
}

/** An article that nobody knows is a mistake of its line, and so are two costs of one article. */
function sorted(
  { prices }: PriceFile,
  products: ReadonlyMap<string, Product>,
): { readonly known: readonly FiledPrice[]; readonly unknown: readonly LineMistake[] } {
  const costs = new Map<string, number>();
  const unknown: LineMistake[] = [];
  const known = prices.filter((price) => {
    const { line, sku, costCents } = price;
    const cost = costs.get(sku);
    if (costCents !== null && cost === undefined) costs.set(sku, costCents);
    if (!products.has(sku)) {
      const message = {
        de: `Den Artikel ${sku} gibt es nicht im Katalog; legen Sie ihn erst an.`,
        en: `There is no product ${sku} in the catalogue; create it first.`,
      };
      unknown.push({ line, sku, message });
      return false;
    }
    if (costCents === null || cost === undefined || cost === costCents) return true;
    const message = {
      de: `Der Einkauf von ${sku} steht weiter oben anders da.`,
      en: `The cost of ${sku} is another one further up.`,
    };
    unknown.push({ line, sku, message });
    return false;
  });
  return { known, unknown };
}

interface Comparing {
  readonly products: ReadonlyMap<string, Product>;
  readonly rest: Taking["rest"];
}

function differencesOf(
  { items }: PriceList,
  prices: readonly FiledPrice[],
  { products, rest }: Comparing,
): PriceDifference[] {
  const left = new Map(items.map((item) => [placeOf(item), item]));
  const told = prices.map((price) => {
    const before = left.get(placeOf(price));
    left.delete(placeOf(price));
    return differenceOf(price, before, products.get(price.sku));
  });
  const untold = [...left.values()].map((item): PriceDifference => ({
    ...item,
    kind: rest === "remove" ? "removed" : "kept",
    line: null,
    beforeCents: item.unitPriceCents,
    unitPriceCents: rest === "remove" ? null : item.unitPriceCents,
    costBeforeCents: item.costCents,
    costCents: null,
    isBelowCost: false,
  }));
  return [...told, ...untold];
}

function differenceOf(price: FiledPrice, before: PriceItem | undefined, product: Product | undefined): PriceDifference {
  const { line, sku, minQty, unitPriceCents, costCents } = price;
  const costBeforeCents = product?.costCents ?? null;
  return {
    kind: kindOf(price, before, costBeforeCents),
    line,
    sku,
    product: product?.name ?? sku,
    minQty,
    beforeCents: before?.unitPriceCents ?? null,
    unitPriceCents,
    costBeforeCents,
    costCents,
    isBelowCost: unitPriceCents < (costCents ?? costBeforeCents ?? 0),
  };
}

function kindOf(
  { unitPriceCents, costCents }: FiledPrice,
  before: PriceItem | undefined,
  costBeforeCents: number | null,
): PriceDifference["kind"] {
  if (before === undefined) return "new";
  const isSame = before.unitPriceCents === unitPriceCents && (costCents ?? costBeforeCents) === costBeforeCents;
  return isSame ? "same" : "changed";
}

function placeOf({ sku, minQty }: { readonly sku: string; readonly minQty: number }): string {
  return `${sku}\n${minQty}`;
}
