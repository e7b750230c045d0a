import { Handshake } from "lucide-react";
import type { Register } from "../register.ts";
import {
  choice,
  data,
  date,
  facts,
  field,
  filter,
  filterPerson,
  flag,
  instant,
  money,
  number,
  percent,
  person,
  prose,
  record,
  table,
  text,
  value,
} from "../member.ts";
import { quoteStates, sources, stages } from "./salesValues.ts";
import { details, lossReasons, opportunityEvents } from "./eventValues.ts";

const stage = { de: "Stufe", en: "Stage" };
const owner = { de: "Verantwortlich", en: "Owner" };
const asked = [
  field("title", "text", { de: "Titel", en: "Title" }),
  field("person", "text", { de: "Ansprechpartner", en: "Contact person" }),
  field("email", "email", { de: "E-Mail", en: "E-mail" }),
  field("phone", "phone", { de: "Telefon", en: "Phone" }),
  field("owner", "user", owner),
  field("expectedCents", "money", { de: "Erwartet", en: "Expected" }),
  field("consent", "boolean", { de: "Darf angesprochen werden", en: "May be contacted" }),
];

/** Chances to sell something, from the first word to won or lost. */
export const opportunities: Register = {
  key: "opportunities",
  name: { de: "Chancen", en: "Opportunities" },
  one: { de: "Chance", en: "Opportunity" },
  icon: Handshake,
  path: "/api/opportunities",
  id: "number",
  title: "title",
  columns: [
    text("number", "Nummer", "Number"),
    text("title", "Titel", "Title"),
    text("company", "Firma", "Company"),
    value("stage", stage, stages),
    person("owner", "Verantwortlich", "Owner"),
    money("expectedCents", "Erwartet", "Expected"),
    percent("probability", "Wahrscheinlichkeit", "Probability"),
    date("nextStepOn", "Nächster Schritt", "Next step"),
  ],
  search: "server",
  filters: [filter("stage", stage, stages), filterPerson("owner", owner)],
  customer: "customerName",
  create: {
    method: "POST",
    path: "/api/opportunities",
    permission: "sales.write",
    fields: [
      field("company", "text", { de: "Firma", en: "Company", required: true }),
      ...asked,
      choice("source", sources, {
        de: "Woher",
        en: "Source",
        only: ["website", "mail", "referral", "event", "roadmap", "renewal", "manual", "other"],
      }),
      field("interest", "textarea", { de: "Worum geht es?", en: "What is it about?" }),
    ],
  },
  record: {
    path: "/api/opportunities/:number",
    state: value("stage", stage, stages),
    caseKey: "number",
    sections: [
      facts("Chance", "Opportunity", [
        text("company", "Firma", "Company"),
        text("customerName", "Kunde", "Customer"),
        text("person", "Ansprechpartner", "Contact person"),
        text("email", "E-Mail", "E-mail"),
        text("phone", "Telefon", "Phone"),
        flag("consent", "Darf angesprochen werden", "May be contacted"),
        value("source", { de: "Woher", en: "Source" }, sources),
        person("owner", "Verantwortlich", "Owner"),
        money("expectedCents", "Erwartet", "Expected"),
        percent("probability", "Wahrscheinlichkeit", "Probability"),
        number("score", "Punkte", "Score"),
        text("nextStep", "Nächster Schritt", "Next step"),
        date("nextStepOn", "Am", "On"),
        date("followUpOn", "Wiedervorlage", "Follow up on"),
        value("lossReason", { de: "Verloren, weil", en: "Lost because" }, lossReasons),
        instant("createdAt", "Entstanden", "Created"),
        instant("closedAt", "Geschlossen", "Closed"),
        prose("interest", "Worum es geht", "What it is about"),
      ]),
      table("quotes", { de: "Angebote", en: "Quotes" }, [
        record("number", { de: "Nummer", en: "Number" }, { register: "quotes" }),
        number("version", "Version", "Version"),
        value("state", { de: "Stand", en: "State" }, quoteStates),
        money("onceCents", "Einmalig", "One-off"),
        money("monthlyCents", "Im Monat", "A month"),
        date("validUntil", "Gültig bis", "Valid until"),
      ]),
      table("history", { de: "Verlauf", en: "History" }, [
        instant("at", "Wann", "When"),
        person("actor", "Wer", "Who"),
        value("kind", { de: "Was", en: "What" }, opportunityEvents),
        prose("note", "Notiz", "Note"),
        data("details", "Einzelheiten", "Details", details),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/opportunities/:number",
      permission: "sales.write",
      fields: [
        ...asked,
        field("probability", "int", { de: "Wahrscheinlichkeit in %", en: "Probability in %" }),
        field("nextStep", "text", { de: "Nächster Schritt", en: "Next step" }),
        field("nextStepOn", "date", { de: "Am", en: "On" }),
        field("note", "textarea", { de: "Notiz für den Verlauf", en: "Note for the history" }),
      ],
    },
  },
};
