import { csvForPeople } from "../../documents/csv/people.ts";
import type { PriceList } from "../../desk/records/priceLists.ts";

const heads = {
  de: ["Artikel", "Bezeichnung", "Ab Menge", "Preis", "Einkauf", "Währung", "Steuer"],
  en: ["SKU", "Product", "From quantity", "Price", "Cost", "Currency", "Tax"],
};

/** A price list as a table for spreadsheets; the import reads it as it is. */
export function priceSheet({ items, currency }: PriceList, language: "de" | "en"): Uint8Array {
  return csvForPeople(
    heads[language],
    items.map(({ sku, product, minQty, unitPriceCents, costCents, taxClass }) => [
      sku,
      product,
      minQty,
      unitPriceCents / 100,
      costCents === null ? null : costCents / 100,
      currency,
      taxClass,
    ]),
  );
}
