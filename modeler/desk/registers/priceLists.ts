import { Tags } from "lucide-react";
import type { Register, When } from "../register.ts";
import { date, facts, field, flag, money, number, percent, record, table, text, value } from "../member.ts";
import { taxClasses } from "./salesValues.ts";

const state = { de: "Stand", en: "State" };
const states = {
  empty: { de: "noch leer", en: "still empty", tone: "warn" },
  coming: { de: "kommt", en: "coming", tone: "info" },
  running: { de: "gilt", en: "holds", tone: "ok" },
  ended: { de: "beendet", en: "ended" },
} as const;

const name = field("name", "text", { de: "Name", en: "Name", required: true });
const validTo = field("validTo", "date", { de: "Gilt bis", en: "Valid until" });
const isGeneral = field("isGeneral", "boolean", {
  de: "Gilt für alle",
  en: "Holds for everybody",
  help: {
    de: "Sonst gilt sie nur für Verträge, die sie nennen.",
    en: "Otherwise it holds only for contracts that name it.",
  },
});
const minQty = field("minQty", "decimal", {
  de: "Ab Menge",
  en: "From quantity",
  help: { de: "0: der übliche Preis. Mehr: ein Staffelpreis.", en: "0: the usual price. More: a price by quantity." },
});

/** What holds is not changed: quotes and bills rest on it. */
const open: When = {
  at: "state",
  is: ["empty", "coming"],
  otherwise: {
    running: {
      de: "Diese Liste gilt schon; ihre Preise bleiben. Legen Sie eine neue Fassung an.",
      en: "This list holds already; its prices stay. Begin a new version.",
    },
    ended: { de: "Diese Liste gilt nicht mehr.", en: "This list no longer holds." },
  },
};

/** What products cost from when on. A list that holds is not changed: a version follows it. */
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
    value("state", state, states),
    text("currency", "Währung", "Currency"),
    date("validFrom", "Gilt ab", "Valid from"),
    date("validTo", "Gilt bis", "Valid until"),
    flag("isGeneral", "Für alle", "For everybody"),
  ],
  search: "browser",
  filters: [],
  create: {
    method: "POST",
    path: "/api/price-lists",
    permission: "catalogue.write",
    makes: "name",
    fields: [
      name,
      field("validFrom", "date", { de: "Gilt ab", en: "Valid from", required: true }),
      validTo,
      { ...isGeneral, default: true },
    ],
  },
  record: {
    path: "/api/price-lists/:id",
    state: value("state", state, states),
    sections: [
      facts("Preisliste", "Price list", [
        date("validFrom", "Gilt ab", "Valid from"),
        date("validTo", "Gilt bis", "Valid until"),
        text("currency", "Währung", "Currency"),
        flag("isGeneral", "Gilt für alle", "Holds for everybody"),
      ]),
      table("items", { de: "Preise", en: "Prices" }, [
        record("sku", { de: "Artikel", en: "Product" }, { register: "products", label: "product" }),
        text("sku", "Nummer", "Number"),
        number("minQty", "Ab Menge", "From quantity"),
        money("costCents", "Einkauf", "Cost"),
        money("unitPriceCents", "Verkauf", "Price"),
        percent("marginPercent", "Spanne", "Margin"),
        value("taxClass", { de: "Umsatzsteuer", en: "VAT" }, taxClasses),
      ]),
      table("versions", { de: "Fassungen", en: "Versions" }, [
        record("id", { de: "Name", en: "Name" }, { register: "price-lists", label: "name" }),
        date("validFrom", "Gilt ab", "Valid from"),
        date("validTo", "Gilt bis", "Valid until"),
      ]),
      table("contracts", { de: "Verträge mit dieser Liste", en: "Contracts with this list" }, [
        record("id", { de: "Nummer", en: "Number" }, { register: "contracts", label: "number" }),
        text("customer", "Kunde", "Customer"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/price-lists/:id",
      permission: "catalogue.write",
      fields: [name, validTo, isGeneral],
    },
    downloads: [{ key: "csv", name: { de: "Als CSV", en: "As CSV" }, path: "/api/price-lists/:id/prices.csv" }],
    dialogs: [
      {
        key: "import",
        name: { de: "Einlesen …", en: "Import …" },
        permission: "catalogue.write",
        when: { ...open, is: ["empty", "coming", "running"] },
        dialog: "priceImport",
      },
    ],
    actions: [
      {
        key: "price",
        name: { de: "Preis setzen …", en: "Set a price …" },
        text: {
          de: "Gibt es zu Artikel und Menge schon einen Preis, ersetzt dieser ihn.",
          en: "Where the product has a price from this quantity on, this one replaces it.",
        },
        method: "PUT",
        path: "/api/price-lists/:id/price",
        permission: "catalogue.write",
        when: open,
        choices: { sku: { path: "/api/products", id: "sku", label: "name", english: "nameEn" } },
        fields: [
          field("sku", "enum", { de: "Artikel", en: "Product", required: true }),
          { ...minQty, default: 0 },
          field("unitPriceCents", "money", { de: "Verkauf", en: "Price", required: true }),
        ],
      },
      {
        key: "take",
        name: { de: "Preis entfernen …", en: "Remove a price …" },
        text: {
          de: "Der Artikel hat dann in dieser Liste keinen Preis ab dieser Menge mehr.",
          en: "The product then has no price from this quantity on in this list.",
        },
        method: "POST",
        path: "/api/price-lists/:id/price/take",
        permission: "catalogue.write",
        when: { ...open, is: ["coming"] },
        choices: { sku: { at: "items", id: "sku", label: "product" } },
        fields: [field("sku", "enum", { de: "Artikel", en: "Product", required: true }), { ...minQty, default: 0 }],
      },
      {
        key: "version",
        name: { de: "Neue Fassung …", en: "New version …" },
        text: {
          de: "Sie beginnt mit denselben Preisen; diese endet am Tag davor. Verträge mit der Liste bekommen die Preise der Fassung, die am Tag gilt.",
          en: "It begins with the same prices; this one ends the day before. Contracts with the list get the prices of the version that holds on the day.",
        },
        method: "POST",
        path: "/api/price-lists/:id/versions",
        permission: "catalogue.write",
        leads: true,
        fields: [
          field("validFrom", "date", { de: "Gilt ab", en: "Valid from", required: true }),
          field("name", "text", { de: "Name, wenn er ein anderer ist", en: "Name, where it is another" }),
          field("percent", "decimal", {
            de: "Preise um Prozent ändern",
            en: "Change prices by percent",
            help: { de: "Etwa 3,5 oder -2; auf Cent gerundet.", en: "Such as 3.5 or -2; rounded to cents." },
          }),
        ],
      },
    ],
  },
};
