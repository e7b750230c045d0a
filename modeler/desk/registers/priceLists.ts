import { Tags } from "lucide-react";
import type { Register } from "../register.ts";
import { date, facts, field, money, number, record, table, text } from "../member.ts";

/** What products cost from when on. A list that holds is not changed: it ends, and another begins. */
export const priceLists: Register = {
  key: "price-lists",
  name: { de: "Preislisten", en: "Price lists" },
  one: { de: "Preisliste", en: "Price list" },
  icon: Tags,
  path: "/api/price-lists",
  id: "id",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    text("currency", "Währung", "Currency"),
    date("validFrom", "Gilt ab", "Valid from"),
    date("validTo", "Gilt bis", "Valid until"),
  ],
  search: "browser",
  filters: [],
  record: {
    path: "/api/price-lists/:id",
    sections: [
      facts("Preisliste", "Price list", [
        text("currency", "Währung", "Currency"),
        date("validFrom", "Gilt ab", "Valid from"),
        date("validTo", "Gilt bis", "Valid until"),
      ]),
      table("items", { de: "Preise", en: "Prices" }, [
        record("sku", { de: "Artikel", en: "Product" }, { register: "products", label: "product" }),
        number("minQty", "Ab Menge", "From quantity"),
        money("unitPriceCents", "Preis", "Price"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/price-lists/:id",
      permission: "catalogue.write",
      fields: [field("validTo", "date", { de: "Gilt bis", en: "Valid until", required: true })],
    },
  },
};
