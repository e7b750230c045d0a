import { Presentation } from "lucide-react";
import type { Register } from "../register.ts";
import {
  date,
  facts,
  file,
  filter,
  instant,
  money,
  number,
  person,
  prose,
  quarter,
  record,
  table,
  text,
  value,
} from "../member.ts";
import { lights, reviewSources, reviewStates, roadmapDecisions, roadmapPriorities, roadmapStates } from "./values.ts";

const state = { de: "Stand", en: "State" };

/** Reviews with customers: figures, measures, decisions and the deck. */
export const reviews: Register = {
  key: "reviews",
  name: { de: "Reviews (QBR)", en: "Reviews (QBR)" },
  one: { de: "Review", en: "Review" },
  icon: Presentation,
  path: "/api/reviews",
  id: "number",
  title: "customer",
  columns: [
    text("number", "Nummer", "Number"),
    text("customer", "Kunde", "Customer"),
    date("periodFrom", "Zeitraum ab", "Period from"),
    value("state", state, reviewStates),
    instant("meetingAt", "Termin", "Meeting"),
    number("gaps", "Lücken", "Gaps"),
  ],
  search: "browser",
  filters: [filter("state", state, reviewStates)],
  customer: "customer",
  record: {
    path: "/api/reviews/:number",
    state: value("state", state, reviewStates),
    caseKey: "number",
    sections: [
      facts("Review", "Review", [
        text("customer", "Kunde", "Customer"),
        date("periodFrom", "Zeitraum ab", "Period from"),
        date("periodTo", "Zeitraum bis (ausschließlich)", "Period until (exclusive)"),
        instant("meetingAt", "Termin", "Meeting"),
        number("postponed", "Verschoben", "Postponed"),
        person("assessedBy", "Bewertet von", "Assessed by"),
        person("reviewedBy", "Gegengelesen von", "Proofread by"),
        text("attendees", "Teilnehmer", "Attendees"),
        file("pptxFileId", "Präsentation (PPTX)", "Deck (PPTX)"),
        file("pdfFileId", "Präsentation (PDF)", "Deck (PDF)"),
        prose("minutes", "Protokoll", "Minutes"),
      ]),
      table("kpis", { de: "Kennzahlen", en: "Key figures" }, [
        text("label", "Kennzahl", "Figure"),
        number("value", "Wert", "Value"),
        text("unit", "Einheit", "Unit"),
        number("target", "Ziel", "Target"),
        value("color", { de: "Ampel", en: "Light" }, lights),
        value("source", { de: "Quelle", en: "Source" }, reviewSources),
      ]),
      table("items", { de: "Maßnahmen", en: "Measures" }, [
        record("id", { de: "Maßnahme", en: "Measure" }, { register: "roadmap-items", label: "title" }),
        quarter("quarter", "Quartal", "Quarter"),
        value("priority", { de: "Priorität", en: "Priority" }, roadmapPriorities),
        value("state", state, roadmapStates),
        money("capexCents", "Einmalig", "One-off"),
        money("opexMonthCents", "Im Monat", "A month"),
        value("decision", { de: "Entscheidung", en: "Decision" }, roadmapDecisions),
      ]),
      table("gaps", { de: "Lücken", en: "Gaps" }, [
        value("source", { de: "Quelle", en: "Source" }, reviewSources),
        text("reason", "Warum nicht", "Why not"),
      ]),
      facts("Bewertung", "Assessment", [
        prose("assessment.messages", "Botschaften", "Messages"),
        prose("assessment.risks", "Risiken", "Risks"),
        prose("assessment.dataGaps", "Lücken in den Zahlen", "Gaps in the figures"),
        prose("assessment.comment", "Anmerkung", "Comment"),
      ]),
    ],
  },
};
