import { Receipt } from "lucide-react";
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
import { deliveryKinds, disputeStates, invoiceKinds, invoiceStates, units } from "./billingValues.ts";

const state = { de: "Stand", en: "State" };
const kind = value("kind", { de: "Art", en: "Kind" }, invoiceKinds);

/** Invoices and credit notes. A final one never changes: it is corrected by another. */
export const invoices: Register = {
  key: "invoices",
  name: { de: "Rechnungen", en: "Invoices" },
  one: { de: "Rechnung", en: "Invoice" },
  icon: Receipt,
  path: "/api/invoices",
  id: "number",
  title: "number",
  columns: [
    text("number", "Nummer", "Number"),
    kind,
    text("customer", "Kunde", "Customer"),
    date("issuedOn", "Ausgestellt", "Issued"),
    date("dueOn", "Fällig", "Due"),
    money("netCents", "Netto", "Net"),
    money("grossCents", "Brutto", "Gross"),
    value("state", state, invoiceStates),
    record("corrects", { de: "Berichtigt", en: "Corrects" }, { register: "invoices" }),
  ],
  search: "browser",
  filters: [filter("state", state, invoiceStates)],
  customer: "customer",
  record: {
    path: "/api/invoices/:number",
    state: value("state", state, invoiceStates),
    sections: [
      facts("Rechnung", "Invoice", [
        kind,
        text("buyer", "Kunde", "Customer"),
        date("issuedOn", "Ausgestellt", "Issued"),
        date("dueOn", "Fällig", "Due"),
        date("serviceFrom", "Leistung von", "Service from"),
        date("serviceTo", "Leistung bis", "Service until"),
        money("netCents", "Netto", "Net"),
        money("vatCents", "Umsatzsteuer", "VAT"),
        money("grossCents", "Brutto", "Gross"),
      ]),
      table("lines", { de: "Positionen", en: "Lines" }, [
        number("pos", "Nr.", "No."),
        prose("text", "Leistung", "Service"),
        number("quantity", "Menge", "Quantity"),
        value("unit", { de: "Einheit", en: "Unit" }, units),
        money("unitPriceCents", "Preis", "Price"),
        percent("vatPercent", "USt.", "VAT"),
        money("netCents", "Netto", "Net"),
      ]),
      table("taxes", { de: "Steuern", en: "Taxes" }, [
        percent("percent", "Satz", "Rate"),
        text("text", "Hinweis", "Note"),
        money("netCents", "Netto", "Net"),
        money("vatCents", "Umsatzsteuer", "VAT"),
      ]),
      table("files", { de: "Dateien", en: "Files" }, [text("name", "Name", "Name"), file("id", "Datei", "File")]),
      table("deliveries", { de: "Zustellung", en: "Delivery" }, [
        instant("at", "Wann", "When"),
        value("kind", { de: "Weg", en: "By" }, deliveryKinds),
        text("address", "An", "To"),
        text("note", "Notiz", "Note"),
      ]),
      table("disputes", { de: "Einwände", en: "Disputes" }, [
        instant("createdAt", "Wann", "When"),
        prose("reason", "Grund", "Reason"),
        value("state", state, disputeStates),
        prose("outcomeReason", "Antwort", "Answer"),
      ]),
    ],
    actions: [
      {
        key: "dispute",
        name: { de: "Einwand aufnehmen …", en: "Take a dispute …" },
        text: {
          de: "Der Einwand wird geprüft; wer entscheidet, sieht die Rechnung mit ihren Zeiten.",
          en: "The dispute is examined; whoever decides sees the invoice with its times.",
        },
        method: "POST",
        path: "/api/invoices/:number/dispute",
        permission: "desk.write",
        fields: [
          field("reason", "textarea", {
            de: "Was wendet der Kunde ein?",
            en: "What does the customer object to?",
            required: true,
          }),
          field("contact", "email", { de: "Antwort an", en: "Answer to" }),
        ],
      },
    ],
  },
};
