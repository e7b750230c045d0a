import { KeyRound } from "lucide-react";
import {
  chosen,
  date,
  facts,
  field,
  filter,
  flag,
  instant,
  money,
  number,
  percent,
  person,
  record,
  table,
  text,
  value,
} from "../member.ts";
import type { Register } from "../register.ts";
import { licenceChanges, licenceSources, licenceStates } from "./billingValues.ts";
import { licenceActs } from "./licenceActs.ts";

const state = { de: "Stand", en: "State" };
const permission = "catalogue.write";
const source = {
  de: "Zählt",
  en: "Counted by",
  help: {
    de: "Wer die Lizenz zählt: manual von Hand, sonst die Quelle der Verbindung, etwa microsoft365.",
    en: "Who counts the licence: manual by hand, else the source of the connector, such as microsoft365.",
  },
};
const terms = [
  field("vendor", "text", { de: "Hersteller", en: "Vendor" }),
  field("costCents", "money", { de: "Einkauf je Stück und Monat", en: "Cost per piece and month" }),
  field("termMonths", "int", { de: "Laufzeit in Monaten", en: "Term in months" }),
  field("committedUntil", "date", { de: "Laufzeit endet", en: "Term ends" }),
  field("renewsAutomatically", "boolean", { de: "Verlängert sich von selbst", en: "Renews by itself" }),
  field("source", "text", { ...source, required: true }),
  field("externalId", "text", { de: "Kennung dort", en: "Id there" }),
  field("driftPercent", "decimal", {
    de: "Abweichung, ab der entschieden wird, in %",
    en: "Drift from which somebody decides, in %",
  }),
];
/** Licences of customers: agreed and billed, bought, assigned, in use. */
export const licences: Register = {
  key: "licenses",
  name: { de: "Lizenzen", en: "Licences" },
  one: { de: "Lizenz", en: "Licence" },
  icon: KeyRound,
  path: "/api/licenses",
  id: "id",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" }),
    number("quantity", "Vereinbart", "Agreed"),
    number("purchased", "Gekauft", "Bought"),
    number("assigned", "Vergeben", "Assigned"),
    number("active", "Genutzt", "Used"),
    number("drift", "Abweichung", "Drift"),
    value("state", state, licenceStates),
  ],
  search: "server",
  sorts: ["name", "customer", "quantity"],
  filters: [filter("state", state, licenceStates)],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/licenses",
    permission,
    fields: [
      field("name", "text", { de: "Name", en: "Name", required: true }),
      chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
      chosen("contractLineId", "licenceLines", {
        de: "Vertragsposition",
        en: "Contract line",
        required: true,
        of: "customerId",
      }),
      field("quantity", "int", { de: "Menge", en: "Quantity", required: true }),
      ...terms,
    ],
    refusals: {
      "/contractLineId": {
        de: "Zu dieser Vertragsposition gibt es schon eine Lizenz.",
        en: "This contract line has a licence already.",
      },
      "/externalId": { de: "Diese Kennung zählt schon für eine Lizenz.", en: "This id counts for a licence already." },
      "license.customer": {
        de: "Die Vertragsposition gehört einem anderen Kunden.",
        en: "The contract line is another customer's.",
      },
    },
  },
  record: {
    path: "/api/licenses/:id",
    state: value("state", state, licenceStates),
    sections: [
      facts("Mengen", "Quantities", [
        number("quantity", "Vereinbart und berechnet", "Agreed and billed"),
        number("purchased", "Gekauft", "Bought"),
        number("assigned", "Vergeben, wie gezählt", "Assigned, as counted"),
        number("given", "Vergeben, hier eingetragen", "Assigned, as entered here"),
        number("active", "Genutzt", "In use"),
        number("drift", "Abweichung von der Vereinbarung", "Drift from what is agreed"),
        percent("driftPercent", "Entschieden wird ab", "Decided from"),
        instant("countedAt", "Gezählt", "Counted"),
        value("source", { de: "Zählt", en: "Counted by" }, licenceSources),
        text("externalId", "Kennung dort", "Id there"),
      ]),
      facts("Preis und Laufzeit", "Price and term", [
        record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" }),
        record("contractId", { de: "Vertrag", en: "Contract" }, { register: "contracts", label: "contract" }),
        text("product", "Artikel", "Product"),
        text("vendor", "Hersteller", "Vendor"),
        money("unitPriceCents", "Preis je Stück und Monat", "Price a piece and month"),
        money("monthlyCents", "Der Kunde zahlt im Monat", "The customer pays per month"),
        money("costCents", "Einkauf je Stück und Monat", "Cost per piece and month"),
        money("monthlyCostCents", "Wir zahlen im Monat", "We pay per month"),
        number("termMonths", "Laufzeit in Monaten", "Term in months"),
        date("boundUntil", "Gebunden bis", "Bound until"),
        flag("renewsAutomatically", "Verlängert sich von selbst", "Renews by itself"),
        flag("isActive", "Läuft", "Active"),
      ]),
      table("assignments", { de: "Wer eine hat", en: "Who has one" }, [
        record("contactId", { de: "Person", en: "Person" }, { register: "contacts", label: "contact" }),
        record("assetId", { de: "Gerät", en: "Device" }, { register: "assets", label: "asset" }),
        number("seats", "Plätze", "Seats"),
        instant("assignedAt", "Vergeben", "Assigned"),
        instant("releasedAt", "Zurückgenommen", "Taken back"),
      ]),
      table("counts", { de: "Zählungen", en: "Counts" }, [
        instant("at", "Wann", "When"),
        value("source", { de: "Quelle", en: "Source" }, licenceSources),
        number("purchased", "Gekauft", "Bought"),
        number("assigned", "Vergeben", "Assigned"),
        number("active", "Genutzt", "In use"),
      ]),
      table("changes", { de: "Änderungen der Menge", en: "Changes of the quantity" }, [
        date("effectiveOn", "Ab", "From"),
        value("kind", { de: "Was", en: "What" }, licenceChanges),
        number("from", "Vorher", "Before"),
        number("to", "Nachher", "After"),
        record("run", { de: "Abrechnungslauf", en: "Billing run" }, { register: "billing-runs" }),
        text("reason", "Begründung", "Reason"),
        person("decidedBy", "Entschieden von", "Decided by"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/licenses/:id",
      permission,
      carries: ["revision"],
      fields: [
        field("name", "text", { de: "Name", en: "Name", required: true }),
        ...terms,
        field("isActive", "boolean", { de: "Läuft", en: "Active" }),
      ],
    },
    actions: licenceActs,
  },
};
