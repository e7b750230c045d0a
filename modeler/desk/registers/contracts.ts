import { FileSignature } from "lucide-react";
import {
  chosen,
  choice,
  date,
  facts,
  field,
  filter,
  flag,
  minutes,
  money,
  number,
  person,
  prose,
  record,
  table,
  text,
  value,
} from "../member.ts";
import type { Register } from "../register.ts";
import { ofCalendars, ofPriceLists, ofProducts, ticketTable } from "./around.ts";
import { contractKinds, contractStates, priceReasons, slaClasses } from "./partyValues.ts";

const kind = { de: "Art", en: "Kind" };
const sla = { de: "SLA", en: "SLA" };
const permission = "catalogue.write";
const lineChoice = { lineId: { at: "lines", id: "id", label: "product" } };
const agreed = [
  choice("slaClass", slaClasses, sla),
  field("calendarKey", "enum", { de: "Servicezeiten", en: "Service hours" }),
  field("priceListId", "enum", { de: "Preisliste", en: "Price list" }),
  field("ends", "date", { de: "Endet", en: "Ends" }),
  field("minTermMonths", "int", { de: "Mindestlaufzeit in Monaten", en: "Least term in months" }),
  field("noticeMonths", "int", { de: "Kündigungsfrist in Monaten", en: "Notice in months" }),
  field("renewalMonths", "int", { de: "Verlängert sich um Monate", en: "Renews by months" }),
  field("orderReference", "text", { de: "Bestellung des Kunden", en: "Customer's order" }),
  field("orderLimitCents", "money", { de: "Höchstbetrag der Bestellung", en: "Limit of the order" }),
  field("costCentre", "text", { de: "Kostenstelle", en: "Cost centre" }),
];

/** What was agreed. What invoices rest on stays: lines end and others begin, prices hold from a day on. */
export const contracts: Register = {
  key: "contracts",
  name: { de: "Verträge", en: "Contracts" },
  one: { de: "Vertrag", en: "Contract" },
  icon: FileSignature,
  path: "/api/contracts",
  id: "id",
  title: "number",
  columns: [
    text("number", "Nummer", "Number"),
    text("customer", "Kunde", "Customer"),
    value("kind", kind, contractKinds),
    value("slaClass", sla, slaClasses),
    text("priceList", "Preisliste", "Price list"),
    date("starts", "Beginnt", "Starts"),
    date("ends", "Endet", "Ends"),
    value("state", { de: "Stand", en: "State" }, contractStates),
  ],
  search: "server",
  sorts: ["number", "customer", "starts", "ends"],
  filters: [filter("kind", kind, contractKinds), filter("state", { de: "Stand", en: "State" }, contractStates)],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/contracts",
    permission,
    told: { costCentre: "/api/cost-centres/told" },
    choices: { calendarKey: ofCalendars, priceListId: ofPriceLists },
    fields: [
      field("number", "text", { de: "Nummer", en: "Number", required: true }),
      chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
      choice("kind", contractKinds, { ...kind, required: true }),
      field("starts", "date", { de: "Beginnt", en: "Starts", required: true }),
      ...agreed,
      field("isBilledInAdvance", "boolean", { de: "Wird im Voraus berechnet", en: "Billed in advance" }),
    ],
  },
  record: {
    path: "/api/contracts/:id",
    state: value("state", { de: "Stand", en: "State" }, contractStates),
    sections: [
      facts("Vertrag", "Contract", [
        record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" }),
        value("kind", kind, contractKinds),
        value("slaClass", sla, slaClasses),
        text("calendar", "Servicezeiten", "Service hours"),
        record("priceListId", { de: "Preisliste", en: "Price list" }, { register: "price-lists", label: "priceList" }),
        date("starts", "Beginnt", "Starts"),
        date("ends", "Endet", "Ends"),
        number("minTermMonths", "Mindestlaufzeit in Monaten", "Least term in months"),
        number("noticeMonths", "Kündigungsfrist in Monaten", "Notice in months"),
        number("renewalMonths", "Verlängert sich um Monate", "Renews by months"),
        flag("containmentPreApproved", "Eindämmung vorab erlaubt", "Containment approved in advance"),
      ]),
      facts("Abrechnung", "Billing", [
        number("billingMonths", "Monate je Rechnung", "Months an invoice"),
        flag("isBilledInAdvance", "Im Voraus", "In advance"),
        date("billedUntil", "Anderswo berechnet bis", "Billed elsewhere until"),
        date("invoicedUntil", "Berechnet bis", "Invoiced until"),
        text("orderReference", "Bestellung des Kunden", "Customer's order"),
        money("orderLimitCents", "Höchstbetrag der Bestellung", "Limit of the order"),
        text("costCentre", "Kostenstelle", "Cost centre"),
        prose("costCentreTold", "Kostenstelle in der Fibu", "Cost centre in the ledger"),
      ]),
      table("lines", { de: "Positionen", en: "Lines" }, [
        record("sku", { de: "Artikel", en: "Product" }, { register: "products", label: "product" }),
        number("quantity", "Menge", "Quantity"),
        money("unitPriceCents", "Preis heute", "Price today"),
        minutes("includedMinutes", "Enthalten im Monat", "Included a month"),
        text("coverNames", "Deckt ab", "Covers"),
        date("validFrom", "Gilt ab", "Valid from"),
        date("validTo", "Gilt bis", "Valid until"),
      ]),
      table("prices", { de: "Preisänderungen", en: "Price changes" }, [
        text("product", "Artikel", "Product"),
        date("validFrom", "Gilt ab", "Valid from"),
        money("unitPriceCents", "Preis", "Price"),
        value("reason", { de: "Grund", en: "Reason" }, priceReasons),
        person("decidedBy", "Entschieden von", "Decided by"),
        text("note", "Notiz", "Note"),
      ]),
      ticketTable,
    ],
    edit: {
      method: "PATCH",
      path: "/api/contracts/:id",
      permission,
      carries: ["revision"],
      told: { costCentre: "/api/cost-centres/told" },
      choices: { calendarKey: ofCalendars, priceListId: ofPriceLists },
      fields: [
        ...agreed,
        field("containmentPreApproved", "boolean", {
          de: "Eindämmung vorab erlaubt",
          en: "Containment approved in advance",
        }),
      ],
    },
    actions: [
      {
        key: "line",
        name: { de: "Position hinzufügen …", en: "Add line …" },
        text: {
          de: "Die Position gilt ab ihrem Tag. Ohne Preis gilt die Preisliste.",
          en: "The line holds from its day on. Without a price the price list holds.",
        },
        method: "POST",
        path: "/api/contracts/:id/lines",
        permission,
        choices: { productId: ofProducts },
        fields: [
          field("productId", "enum", { de: "Artikel", en: "Product", required: true }),
          field("quantity", "decimal", { de: "Menge", en: "Quantity" }),
          field("unitPriceCents", "money", { de: "Preis", en: "Price" }),
          field("includedMinutes", "int", { de: "Minuten im Monat enthalten", en: "Minutes included a month" }),
          field("covers", "text", {
            de: "Deckt ab",
            en: "Covers",
            help: { de: "Ticketkategorien, durch Komma getrennt", en: "Ticket categories, with commas" },
          }),
          field("validFrom", "date", { de: "Gilt ab", en: "Valid from", required: true }),
          field("validTo", "date", { de: "Gilt bis", en: "Valid until" }),
        ],
      },
      {
        key: "end",
        name: { de: "Position beenden …", en: "End line …" },
        text: {
          de: "Was bis dahin berechnet wurde, bleibt. Eine neue Position kann folgen.",
          en: "What was invoiced until then stays. A new line can follow.",
        },
        method: "POST",
        path: "/api/contracts/:id/lines/end",
        permission,
        choices: lineChoice,
        fields: [
          field("lineId", "enum", { de: "Position", en: "Line", required: true }),
          field("validTo", "date", { de: "Letzter Tag", en: "Last day", required: true }),
        ],
      },
      {
        key: "price",
        name: { de: "Preis ändern …", en: "Change price …" },
        text: {
          de: "Ein Preis oder ein Prozentsatz, gültig ab einem Tag. Der alte Preis bleibt in der Geschichte.",
          en: "A price or a percentage, from a day on. The old price stays in the history.",
        },
        method: "POST",
        path: "/api/contract-prices",
        permission: "billing.approve",
        choices: { contractLineId: lineChoice.lineId },
        fields: [
          field("contractLineId", "enum", { de: "Position", en: "Line", required: true }),
          field("validFrom", "date", { de: "Gilt ab", en: "Valid from", required: true }),
          choice("reason", priceReasons, { de: "Grund", en: "Reason", required: true }),
          field("unitPriceCents", "money", { de: "Neuer Preis", en: "New price" }),
          field("percent", "decimal", { de: "oder Änderung in %", en: "or change in %" }),
          field("note", "textarea", { de: "Notiz", en: "Note" }),
        ],
      },
    ],
  },
};
