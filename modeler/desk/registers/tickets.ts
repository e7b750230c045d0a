import { Ticket } from "lucide-react";
import type { OpsList, Register } from "../register.ts";
import { facts, filter, filterPerson, instant, listed, minutes, person, prose, table, text, value } from "../member.ts";
import { alertAnswers, alertSources, answerOutcomes, messageDirections, ticketStatuses, workTypes } from "./values.ts";

const status = { de: "Status", en: "Status" };

const answersInOps: OpsList = {
  to: "/ops/alert-answers",
  search: "number",
  name: { de: "Im Betrieb ansehen", en: "See in operations" },
};

/** Tickets are worked in their processes; here they are looked up. */
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
  record: {
    path: "/api/tickets/:number",
    state: value("status", status, ticketStatuses),
    caseKey: "number",
    sections: [
      facts("Ticket", "Ticket", [
        text("customer", "Kunde", "Customer"),
        text("priority", "Priorität", "Priority"),
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
  },
};
