import { Signpost } from "lucide-react";
import type { Register } from "../register.ts";
import {
  choice,
  chosen,
  facts,
  field,
  instant,
  money,
  number,
  person,
  prose,
  quarter,
  table,
  text,
  value,
} from "../member.ts";
import { horizons, roadmapDecisions, roadmapPriorities, roadmapStates, themes } from "./values.ts";

const state = { de: "Stand", en: "State" };
const priority = { de: "Priorität", en: "Priority" };

/** What is planned with customers. Decisions are made in reviews; the rest may be changed here. */
export const roadmapItems: Register = {
  key: "roadmap-items",
  name: { de: "Roadmap", en: "Roadmap" },
  one: { de: "Maßnahme", en: "Measure" },
  icon: Signpost,
  path: "/api/roadmap-items",
  id: "id",
  title: "title",
  columns: [
    text("title", "Maßnahme", "Measure"),
    text("customer", "Kunde", "Customer"),
    quarter("quarter", "Quartal", "Quarter"),
    value("priority", priority, roadmapPriorities),
    value("state", state, roadmapStates),
    money("capexCents", "Einmalig", "One-off"),
    money("opexMonthCents", "Im Monat", "A month"),
  ],
  search: "browser",
  filters: [],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/roadmap-items",
    permission: "desk.write",
    fields: [
      chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
      field("title", "text", { de: "Maßnahme", en: "Measure", required: true }),
      choice("theme", themes, { de: "Thema", en: "Theme", required: true }),
      choice("horizon", horizons, { de: "Horizont", en: "Horizon", required: true }),
      choice("priority", roadmapPriorities, { ...priority, required: true }),
      field("quarter", "text", { de: "Quartal", en: "Quarter", help: { de: "Wie 2027-Q1", en: "As in 2027-Q1" } }),
      field("capexCents", "money", { de: "Einmalig", en: "One-off" }),
      field("opexMonthCents", "money", { de: "Im Monat", en: "A month" }),
      field("risk", "textarea", { de: "Risiko, wenn nichts geschieht", en: "Risk if nothing is done" }),
    ],
  },
  record: {
    path: "/api/roadmap-items/:id",
    state: value("state", state, roadmapStates),
    sections: [
      facts("Maßnahme", "Measure", [
        text("customer", "Kunde", "Customer"),
        text("asset", "Gerät", "Asset"),
        value("theme", { de: "Thema", en: "Theme" }, themes),
        quarter("quarter", "Quartal", "Quarter"),
        value("horizon", { de: "Horizont", en: "Horizon" }, horizons),
        value("priority", priority, roadmapPriorities),
        money("capexCents", "Einmalig", "One-off"),
        money("opexMonthCents", "Im Monat", "A month"),
        value("decision", { de: "Entscheidung", en: "Decision" }, roadmapDecisions),
        person("riskAcceptedBy", "Risiko angenommen von", "Risk accepted by"),
        instant("createdAt", "Aufgenommen", "Added"),
        number("revision", "Fassung", "Revision"),
        prose("risk", "Risiko, wenn nichts geschieht", "Risk if nothing is done"),
      ]),
      table("evidence", { de: "Was dafür spricht", en: "What speaks for it" }, [
        text("origin", "Woher", "From"),
        text("note", "Was", "What"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/roadmap-items/:id",
      permission: "desk.write",
      carries: ["revision"],
      fields: [
        field("title", "text", { de: "Maßnahme", en: "Measure", required: true }),
        field("quarter", "text", { de: "Quartal", en: "Quarter", help: { de: "Wie 2027-Q1", en: "As in 2027-Q1" } }),
        choice("priority", roadmapPriorities, { ...priority, required: true }),
        choice("state", roadmapStates, { ...state, only: ["idea", "proposed", "in_project", "done"] }),
        field("capexCents", "money", { de: "Einmalig", en: "One-off" }),
        field("opexMonthCents", "money", { de: "Im Monat", en: "A month" }),
        field("risk", "textarea", { de: "Risiko, wenn nichts geschieht", en: "Risk if nothing is done" }),
      ],
    },
  },
};
