import { Ticket } from "lucide-react";
import type { OpsList, Register } from "../register.ts";
import {
  choice,
  chosen,
  facts,
  field,
  filter,
  filterPerson,
  instant,
  listed,
  minutes,
  named,
  person,
  prose,
  table,
  text,
  value,
} from "../member.ts";
import { holds } from "./partyValues.ts";
import { notTheirs, ticketActs } from "./ticketActs.ts";
import { channels, entryChannels, ranks, ticketKinds } from "./ticketValues.ts";
import { alertAnswers, alertSources, answerOutcomes, messageDirections, ticketStatuses, workTypes } from "./values.ts";

const status = { de: "Status", en: "Status" };

const answersInOps: OpsList = {
  to: "/ops/alert-answers",
  search: "number",
  name: { de: "Im Betrieb ansehen", en: "See in operations" },
};

const impact = { de: "Auswirkung", en: "Impact" };
const urgency = { de: "Dringlichkeit", en: "Urgency" };

const categoryName = { de: "Kategorie", en: "Category" };
const channelName = { de: "Eingang über", en: "Received by" };
const title = { ...field("title", "text", { de: "Titel", en: "Title", required: true }), maxLength: 250 };
const description = field("description", "textarea", { de: "Beschreibung", en: "Description" });

/** Whom and what a ticket is about. */
const parties = [
  chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
  chosen("contactId", "contacts", { de: "Kontakt", en: "Contact", of: "customerId" }),
  chosen("siteId", "sites", { de: "Standort", en: "Site", of: "customerId" }),
  chosen("assetId", "assets", { de: "Gerät", en: "Asset", of: "customerId" }),
];

/** Tickets are worked in their processes; here they are looked up, and opened by whoever is told of something. */
export const tickets: Register = {
  key: "tickets",
  name: { de: "Tickets", en: "Tickets" },
  one: { de: "Ticket", en: "Ticket" },
  icon: Ticket,
  path: "/api/tickets",
  id: "number",
  title: "title",
  columns: [
    text("number", "Nummer", "Number"),
    text("title", "Titel", "Title"),
    text("customer", "Kunde", "Customer"),
    text("priority", "Priorität", "Priority"),
    value("status", status, ticketStatuses),
    person("assignee", "Techniker", "Technician"),
    instant("createdAt", "Eröffnet", "Opened"),
  ],
  search: "server",
  filters: [filter("status", status, ticketStatuses), filterPerson("assignee", { de: "Techniker", en: "Technician" })],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/tickets",
    permission: "tasks.work",
    makes: "number",
    fields: [
      ...parties,
      title,
      chosen("category", "categories", categoryName),
      description,
      { ...choice("channel", entryChannels, { ...channelName, required: true }), default: "phone" },
      { ...choice("kind", ticketKinds, { de: "Art", en: "Kind", required: true }), default: "incident" },
      choice("impact", ranks, impact),
      choice("urgency", ranks, urgency),
    ],
  },
  record: {
    path: "/api/tickets/:number",
    state: value("status", status, ticketStatuses),
    caseKey: "number",
    sections: [
      facts("Ticket", "Ticket", [
        text("number", "Nummer", "Number"),
        text("customer", "Kunde", "Customer"),
        value("creditHold", { de: "Neue Aufträge", en: "New orders" }, holds),
        text("priority", "Priorität", "Priority"),
        text("contact", "Kontakt", "Contact"),
        text("site", "Standort", "Site"),
        text("asset", "Gerät", "Asset"),
        named("category", "categoryEn", categoryName),
        value("channel", channelName, channels),
        value("impact", impact, ranks),
        value("urgency", urgency, ranks),
        person("assignee", "Techniker", "Technician"),
        instant("createdAt", "Eröffnet", "Opened"),
        instant("onsiteAt", "Zuletzt vor Ort", "Last on site"),
        prose("description", "Beschreibung", "Description"),
        prose("resolution", "Lösung", "Resolution"),
      ]),
      table("messages", { de: "Nachrichten", en: "Messages" }, [
        instant("at", "Wann", "When"),
        person("author", "Wer", "Who"),
        value("direction", { de: "Richtung", en: "Direction" }, messageDirections),
        prose("body", "Text", "Text"),
      ]),
      table("times", { de: "Zeiten", en: "Time" }, [
        instant("startedAt", "Begonnen", "Started"),
        person("technician", "Techniker", "Technician"),
        value("workType", { de: "Art", en: "Kind" }, workTypes),
        minutes("minutes", "Dauer", "Duration"),
        text("note", "Notiz", "Note"),
      ]),
      listed("answers", { de: "Antworten an die Alarmquelle", en: "Answers to the source of alerts" }, answersInOps, [
        instant("at", "Wann", "When"),
        value("source", { de: "Quelle", en: "Source" }, alertSources),
        text("alert", "Alarm", "Alert"),
        value("answer", { de: "Gesagt", en: "Said" }, alertAnswers),
        value("outcome", { de: "Ergebnis", en: "Outcome" }, answerOutcomes),
        text("connector", "Verbindung", "Connection"),
        prose("detail", "Was die Quelle sagt", "What the source says"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/tickets/:number",
      permission: "tasks.work",
      carries: ["revision"],
      when: { at: "acts.edit", is: ["possible"], otherwise: notTheirs },
      fields: [...parties, title, chosen("categoryKey", "categories", categoryName), description],
    },
    actions: ticketActs,
  },
};
