import { Package } from "lucide-react";
import type { Register } from "../register.ts";
import { choice, facts, field, flag, money, named, text, value } from "../member.ts";
import { productKinds, taxClasses } from "./salesValues.ts";
import { units } from "./billingValues.ts";

const kind = { de: "Art", en: "Kind" };
const names = [
  field("name", "text", { de: "Name", en: "Name (German)", required: true }),
  field("nameEn", "text", { de: "Name auf Englisch", en: "Name in English" }),
  field("costCents", "money", { de: "Einkauf", en: "Cost" }),
  choice("taxClass", taxClasses, { de: "Umsatzsteuer", en: "VAT" }),
];

const unit = { de: "Einheit", en: "Unit" };

/** What is sold. Kind and unit stay: what was sold by them would read differently. */
export const products: Register = {
  key: "products",
  name: { de: "Artikel", en: "Products" },
  one: { de: "Artikel", en: "Product" },
  icon: Package,
  path: "/api/products",
  id: "sku",
  title: "name",
  columns: [
    text("sku", "Nummer", "Number"),
    named("name", "nameEn", { de: "Name", en: "Name" }),
    value("kind", kind, productKinds),
    value("unit", unit, units),
    money("costCents", "Einkauf", "Cost"),
    flag("isActive", "Wird verkauft", "Is sold"),
  ],
  search: "browser",
  filters: [],
  create: {
    method: "POST",
    path: "/api/products",
    permission: "catalogue.write",
    fields: [
      field("sku", "text", { de: "Nummer", en: "Number", required: true }),
      ...names,
      choice("kind", productKinds, { ...kind, required: true }),
      field("unit", "text", {
        de: "Einheit",
        en: "Unit",
        required: true,
        help: { de: "UN/ECE 20: HUR Stunde, C62 Stück", en: "UN/ECE 20: HUR hour, C62 piece" },
      }),
    ],
  },
  record: {
    path: "/api/products/:sku",
    sections: [
      facts("Artikel", "Product", [
        text("sku", "Nummer", "Number"),
        text("name", "Name", "Name"),
        text("nameEn", "Name auf Englisch", "Name in English"),
        value("kind", kind, productKinds),
        value("unit", unit, units),
        money("costCents", "Einkauf", "Cost"),
        value("taxClass", { de: "Umsatzsteuer", en: "VAT" }, taxClasses),
        flag("isActive", "Wird verkauft", "Is sold"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/products/:sku",
      permission: "catalogue.write",
      fields: [...names, field("isActive", "boolean", { de: "Wird verkauft", en: "Is sold" })],
    },
  },
};
