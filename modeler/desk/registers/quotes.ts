import { FileText } from "lucide-react";
import type { Register } from "../register.ts";
import {
  date,
  facts,
  field,
  file,
  filter,
  instant,
  money,
  number,
  percent,
  prose,
  record,
  table,
  text,
  value,
} from "../member.ts";
import { choices, periods, quoteStates } from "./salesValues.ts";

const state = { de: "Stand", en: "State" };
const whenSent = { at: "state", is: ["sent"] };

/** Quotes in all versions; the list leads to the newest one. */
export const quotes: Register = {
  key: "quotes",
  name: { de: "Angebote", en: "Quotes" },
  one: { de: "Angebot", en: "Quote" },
  icon: FileText,
  path: "/api/quotes",
  id: "number",
  title: "number",
  columns: [
    text("number", "Nummer", "Number"),
    number("version", "Version", "Version"),
    text("title", "Titel", "Title"),
    text("customer", "Kunde", "Customer"),
    value("state", state, quoteStates),
    money("onceCents", "Einmalig", "One-off"),
    money("monthlyCents", "Im Monat", "A month"),
    date("validUntil", "Gültig bis", "Valid until"),
    record("opportunityNumber", { de: "Chance", en: "Opportunity" }, { register: "opportunities" }),
  ],
  search: "browser",
  filters: [filter("state", state, quoteStates)],
  customer: "customer",
  record: {
    path: "/api/quotes/:number",
    state: value("state", state, quoteStates),
    sections: [
      facts("Angebot", "Quote", [
        number("version", "Version", "Version"),
        date("validUntil", "Gültig bis", "Valid until"),
        number("termMonths", "Laufzeit in Monaten", "Term in months"),
        money("amounts.onceCents", "Einmalig", "One-off"),
        money("amounts.monthlyCents", "Im Monat", "A month"),
        money("amounts.totalCents", "Über die Laufzeit", "Over the term"),
        percent("amounts.discountPercent", "Rabatt", "Discount"),
        percent("amounts.marginPercent", "Marge", "Margin"),
        instant("sentAt", "Versandt", "Sent"),
        instant("decidedAt", "Entschieden", "Decided"),
        file("fileId", "Dokument", "Document"),
        prose("intro", "Einleitung", "Introduction"),
        prose("terms", "Bedingungen", "Terms"),
        text("decision.name", "Entschieden von", "Decided by"),
        text("decision.reference", "Bestellzeichen des Kunden", "Customer's reference"),
        prose("decision.reason", "Grund", "Reason"),
      ]),
      table("lines", { de: "Positionen", en: "Positions" }, [
        number("pos", "Nr.", "No."),
        record("sku", { de: "Artikel", en: "Article" }, { register: "products" }),
        text("text", "Text", "Text"),
        value("choice", { de: "Wahl", en: "Choice" }, choices),
        number("quantity", "Menge", "Quantity"),
        value("period", { de: "Wie oft", en: "How often" }, periods),
        money("unitPriceCents", "Preis", "Price"),
        percent("discountPercent", "Rabatt", "Discount"),
        money("netCents", "Netto", "Net"),
      ]),
    ],
    actions: [
      {
        key: "accept",
        name: { de: "Angenommen …", en: "Accepted …" },
        text: {
          de: "Der Kunde nimmt das Angebot an, wie es steht; daraus wird ein Auftrag.",
          en: "The customer accepts the quote as it stands; it becomes an order.",
        },
        method: "POST",
        path: "/api/quotes/:number/accept",
        permission: "sales.write",
        when: whenSent,
        fields: [
          field("name", "text", { de: "Wer hat angenommen?", en: "Who accepted?", required: true }),
          field("reference", "text", { de: "Bestellnummer des Kunden", en: "Customer's order number" }),
        ],
      },
      {
        key: "change",
        name: { de: "Änderung gewünscht …", en: "Change wanted …" },
        text: {
          de: "Es entsteht eine neue Version; diese hier gilt dann nicht mehr.",
          en: "There will be a new version; this one no longer holds.",
        },
        method: "POST",
        path: "/api/quotes/:number/change",
        permission: "sales.write",
        when: whenSent,
        fields: [
          field("wish", "textarea", { de: "Was soll anders werden?", en: "What shall change?", required: true }),
        ],
      },
      {
        key: "reject",
        name: { de: "Abgelehnt …", en: "Rejected …" },
        text: { de: "Der Kunde lehnt das Angebot ab.", en: "The customer rejects the quote." },
        method: "POST",
        path: "/api/quotes/:number/reject",
        permission: "sales.write",
        when: whenSent,
        fields: [field("reason", "textarea", { de: "Grund", en: "Reason" })],
      },
    ],
  },
};
