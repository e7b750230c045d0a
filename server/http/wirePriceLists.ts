import { z } from "zod";
import { priceListChange, priceListShape, priceShape } from "../desk/records/priceLists.ts";
import { pricePlace, versionShape } from "../desk/records/priceVersions.ts";

const cents = z.int();
const day = z.string().describe("ISO 8601");
const labels = z.object({ de: z.string(), en: z.string() });

const row = z.object({
  id: z.string(),
  name: z.string(),
  currency: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  isGeneral: z.boolean().describe("whether it holds for everybody, not only for contracts that name it"),
  state: z.enum(["empty", "coming", "running", "ended"]),
});
export const priceLists = z.object({ items: z.array(row) });
export const priceList = row.extend({
  items: z.array(
    z.object({
      sku: z.string(),
      product: z.string(),
      minQty: z.number(),
      unitPriceCents: cents,
      costCents: cents.nullable(),
      marginPercent: z.number().nullable(),
      taxClass: z.string(),
    }),
  ),
  versions: z.array(z.object({ id: z.string(), name: z.string(), validFrom: day, validTo: day.nullable() })),
  contracts: z.array(z.object({ id: z.string(), number: z.string(), customer: z.string() })),
});
export const newPriceList = priceListShape;
export const changedPriceList = priceListChange;
export const newVersion = versionShape;
export const price = priceShape;
export const takenPrice = pricePlace;

const change = z.object({
  isNewVersion: z.boolean().describe("whether a new version begins, because the list holds already"),
  validFrom: day.describe("empty while nobody has said from when on a new version holds"),
  differences: z.array(
    z.object({
      kind: z.enum(["new", "changed", "same", "removed", "kept"]),
      line: z.int().nullable(),
      sku: z.string(),
      product: z.string(),
      minQty: z.number(),
      beforeCents: cents.nullable(),
      unitPriceCents: cents.nullable(),
      costBeforeCents: cents.nullable(),
      costCents: cents.nullable().describe("of the product, from now on; null: the file tells none"),
      isBelowCost: z.boolean(),
    }),
  ),
  mistakes: z.array(z.object({ line: z.int(), sku: z.string(), message: labels })),
  ignored: z.array(z.string()).describe("columns that nobody knows"),
});
export const pricePlan = change;
export const takenPrices = z.object({ id: z.string(), plan: change });
export type PricePlan = z.output<typeof change>;
