import { ReceiptText } from "lucide-react";
import type { Register } from "../register.ts";
import { facts, field, filter, flag, instant, minutes, money, number, record, table, text, value } from "../member.ts";
import { billability, lineDecisions, proposalStates } from "./values.ts";

const state = { de: "Stand", en: "State" };
const invoice = record("invoiceNumber", { de: "Rechnung", en: "Invoice" }, { register: "invoices" });
const replaces = record("replaces", { de: "Statt der Rechnung", en: "Instead of invoice" }, { register: "invoices" });
const ticket = record("ticketNumber", { de: "Ticket", en: "Ticket" }, { register: "tickets" });

/** What is proposed to be billed, with the rules behind each line. */
export const proposals: Register = {
  key: "billing-proposals",
  name: { de: "Abrechnungsvorschläge", en: "Billing proposals" },
  one: { de: "Abrechnungsvorschlag", en: "Billing proposal" },
  icon: ReceiptText,
  path: "/api/billing-proposals",
  id: "id",
  title: "customer",
  columns: [
    text("customer", "Kunde", "Customer"),
    ticket,
    value("state", state, proposalStates),
    money("netCents", "Netto", "Net"),
    flag("needsApproval", "Braucht Freigabe", "Needs approval"),
    invoice,
    instant("createdAt", "Entstanden", "Created"),
  ],
  search: "browser",
  filters: [filter("state", state, proposalStates)],
  customer: "customer",
  record: {
    path: "/api/billing-proposals/:id",
    state: value("state", state, proposalStates),
    caseKey: "ticketNumber",
    sections: [
      facts("Vorschlag", "Proposal", [
        ticket,
        money("netCents", "Netto", "Net"),
        flag("needsApproval", "Braucht Freigabe", "Needs approval"),
        invoice,
        replaces,
        instant("createdAt", "Entstanden", "Created"),
      ]),
      table("lines", { de: "Positionen", en: "Lines" }, [
        number("pos", "Nr.", "No."),
        text("text", "Leistung", "Service"),
        number("quantity", "Menge", "Quantity"),
        minutes("minutes", "Gearbeitet", "Worked"),
        minutes("billedMinutes", "Berechnet", "Billed"),
        value("billable", { de: "Berechenbar", en: "Billable" }, billability),
        money("unitPriceCents", "Preis", "Price"),
        money("netCents", "Netto", "Net"),
        value("decision", { de: "Entscheidung", en: "Decision" }, lineDecisions),
      ]),
    ],
    actions: [
      {
        key: "change",
        name: { de: "Position berichtigen …", en: "Correct a position …" },
        text: {
          de: "Geht, solange noch einmal berechnet wird, was zurückgenommen wurde. Wer berichtigt, gibt nicht mehr frei.",
          en: "Works while that is billed again which was cancelled. Whoever corrects approves no more.",
        },
        method: "PATCH",
        path: "/api/billing-proposals/:id/lines",
        permission: "desk.write",
        when: { at: "origin", is: ["manual"] },
        choices: { pos: { at: "lines", id: "pos", label: "text" } },
        fields: [
          field("pos", "enum", { de: "Position", en: "Position", required: true }),
          field("text", "text", { de: "Leistung, wenn sie anders heißt", en: "Service, when it is called otherwise" }),
          field("quantity", "decimal", { de: "Menge, wenn eine andere", en: "Quantity, when another" }),
          field("unitPriceCents", "money", { de: "Preis, wenn ein anderer", en: "Price, when another" }),
          field("reason", "textarea", { de: "Warum?", en: "Why?", required: true }),
        ],
      },
      {
        key: "approve",
        name: { de: "Freigeben", en: "Approve" },
        text: {
          de: "Die offenen Positionen werden freigegeben. Die eigene Zeit gibt niemand selbst frei.",
          en: "The open positions are approved. Nobody approves their own time.",
        },
        method: "POST",
        path: "/api/billing-proposals/:id/approve",
        permission: "billing.approve",
        fields: [],
        when: { at: "state", is: ["draft", "checked"] },
      },
      {
        key: "invoice",
        name: { de: "Abrechnen", en: "Invoice" },
        text: {
          de: "Daraus wird eine endgültige Rechnung mit der nächsten Nummer; sie lässt sich danach nicht mehr ändern.",
          en: "It becomes a final invoice with the next number; it cannot be changed afterwards.",
        },
        method: "POST",
        path: "/api/billing-proposals/:id/invoice",
        permission: "billing.approve",
        fields: [],
        when: { at: "state", is: ["approved"] },
      },
    ],
  },
};
