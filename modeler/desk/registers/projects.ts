import { FolderKanban } from "lucide-react";
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
  minutes,
  money,
  number,
  percent,
  person,
  prose,
  table,
  text,
  value,
} from "../member.ts";
import { lights } from "./values.ts";
import {
  acceptanceResults,
  billingModes,
  changeReasons,
  milestoneStates,
  projectStates,
  quoteStates,
} from "./salesValues.ts";
import { details, projectEvents } from "./eventValues.ts";

const state = { de: "Stand", en: "State" };
const mode = { de: "Abrechnung", en: "Billing" };
const manager = { de: "Leitung", en: "Manager" };

/** Why a plan is no longer edited as a whole, and what can be done instead. */
const planIsKept = {
  planned: {
    de: "Der Plan liegt dem Kunden vor. Verlegen Sie einzelne Arbeiten.",
    en: "The plan lies before the customer. Move single tasks.",
  },
  active: {
    de: "Der Kunde hat den Plan bestätigt. Verlegen Sie einzelne Arbeiten, oder verlangen Sie eine Änderung.",
    en: "The customer has confirmed the plan. Move single tasks, or ask for a change.",
  },
  acceptance: {
    de: "Der Kunde hat den Plan bestätigt. Verlegen Sie einzelne Arbeiten.",
    en: "The customer has confirmed the plan. Move single tasks.",
  },
  accepted: {
    de: "Der Kunde hat das Projekt abgenommen. Sein Plan bleibt, wie er ist.",
    en: "The customer has accepted the project. Its plan stays as it is.",
  },
  closed: {
    de: "Das Projekt ist abgeschlossen. Sein Plan bleibt, wie er ist.",
    en: "The project is closed. Its plan stays as it is.",
  },
  cancelled: {
    de: "Das Projekt ist abgebrochen. Sein Plan bleibt, wie er ist.",
    en: "The project has been called off. Its plan stays as it is.",
  },
};

/** Projects with plan, progress, changes and acceptances; what moves them are their processes. */
export const projects: Register = {
  key: "projects",
  name: { de: "Projekte", en: "Projects" },
  one: { de: "Projekt", en: "Project" },
  icon: FolderKanban,
  path: "/api/projects",
  id: "number",
  title: "name",
  columns: [
    text("number", "Nummer", "Number"),
    text("name", "Name", "Name"),
    text("customerName", "Kunde", "Customer"),
    value("state", state, projectStates),
    value("health", { de: "Ampel", en: "Health" }, lights),
    person("manager", "Leitung", "Manager"),
    money("netCents", "Preis", "Price"),
    date("endsOn", "Ende", "End"),
  ],
  search: "server",
  filters: [filter("state", state, projectStates), filterPerson("manager", manager)],
  customer: "customerName",
  record: {
    path: "/api/projects/:number",
    state: value("state", state, projectStates),
    caseKey: "number",
    panel: "projectPlan",
    dialogs: [
      {
        key: "plan",
        name: { de: "Plan bearbeiten …", en: "Edit plan …" },
        permission: "desk.write",
        when: {
          at: "state",
          is: ["draft"],
          otherwise: planIsKept,
        },
        dialog: "projectPlan",
      },
    ],
    sections: [
      facts("Projekt", "Project", [
        text("customerName", "Kunde", "Customer"),
        text("contactName", "Ansprechpartner", "Contact person"),
        person("manager", "Leitung", "Manager"),
        text("orderNumber", "Auftrag", "Order"),
        value("billingMode", mode, billingModes),
        money("netCents", "Preis", "Price"),
        minutes("budgetMinutes", "Budget", "Budget"),
        date("startsOn", "Beginn", "Start"),
        date("endsOn", "Ende", "End"),
      ]),
      facts("Fortschritt", "Progress", [
        percent("progress.progressPercent", "Fertig", "Done"),
        percent("progress.budgetUsedPercent", "Budget verbraucht", "Budget used"),
        minutes("progress.spentMinutes", "Gearbeitet", "Spent"),
        minutes("progress.forecastMinutes", "Voraussichtlich", "Forecast"),
        number("progress.scheduleIndex", "Termintreue (SPI)", "Schedule index (SPI)"),
        number("progress.costIndex", "Kostentreue (CPI)", "Cost index (CPI)"),
        number("progress.milestoneDelayDays", "Verzug in Tagen", "Delay in days"),
        number("progress.openChangeRequests", "Offene Änderungen", "Open changes"),
      ]),
      table("milestones", { de: "Meilensteine", en: "Milestones" }, [
        number("pos", "Nr.", "No."),
        text("name", "Name", "Name"),
        date("dueOn", "Fällig", "Due"),
        money("netCents", "Preis", "Price"),
        value("state", state, milestoneStates),
      ]),
      table("tasks", { de: "Arbeiten", en: "Tasks" }, [
        number("no", "Nr.", "No."),
        text("name", "Name", "Name"),
        person("assignee", "Wer", "Who"),
        date("startsOn", "Von", "From"),
        date("endsOn", "Bis", "Until"),
        minutes("plannedMinutes", "Geplant", "Planned"),
        minutes("spentMinutes", "Gearbeitet", "Spent"),
        instant("doneAt", "Fertig", "Done"),
      ]),
      table("changes", { de: "Änderungen", en: "Changes" }, [
        number("no", "Nr.", "No."),
        prose("text", "Was", "What"),
        value("reason", { de: "Grund", en: "Reason" }, changeReasons),
        minutes("minutes", "Aufwand", "Effort"),
        money("netCents", "Preis", "Price"),
        value("state", state, quoteStates),
      ]),
      table("materials", { de: "Material", en: "Material" }, [
        text("text", "Was", "What"),
        number("quantity", "Menge", "Quantity"),
        money("unitPriceCents", "Preis", "Price"),
        date("usedOn", "Verbraucht", "Used"),
      ]),
      table("acceptances", { de: "Abnahmen", en: "Acceptances" }, [
        instant("at", "Wann", "When"),
        number("milestone", "Meilenstein", "Milestone"),
        value("result", { de: "Ergebnis", en: "Result" }, acceptanceResults),
        text("name", "Wer", "Who"),
        flag("isSigned", "Unterschrieben", "Signed"),
      ]),
      table("history", { de: "Verlauf", en: "History" }, [
        instant("at", "Wann", "When"),
        person("actor", "Wer", "Who"),
        value("kind", { de: "Was", en: "What" }, projectEvents),
        data("detail", "Einzelheiten", "Details", details),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/projects/:number",
      permission: "desk.write",
      fields: [
        field("name", "text", { de: "Name", en: "Name", required: true }),
        field("manager", "user", { ...manager, required: true }),
        field("endsOn", "date", { de: "Ende", en: "End" }),
        field("budgetMinutes", "int", { de: "Budget in Minuten", en: "Budget in minutes", required: true }),
        field("netCents", "money", { de: "Preis", en: "Price", required: true }),
        choice("billingMode", billingModes, { ...mode, required: true }),
      ],
    },
    actions: [
      {
        key: "move",
        name: { de: "Arbeit verlegen …", en: "Move a task …" },
        text: {
          de: "Innerhalb ihres Meilensteins. Was leer bleibt, bleibt, wie es ist.",
          en: "Within its milestone. What is left empty stays as it is.",
        },
        method: "POST",
        path: "/api/projects/:number/moves",
        permission: "desk.write",
        when: { at: "state", is: ["draft", "planned", "active", "acceptance"] },
        choices: { no: { at: "tasks", id: "no", label: "name" } },
        fields: [
          field("no", "enum", { de: "Arbeit", en: "Task", required: true }),
          field("assignee", "user", { de: "Wer macht sie?", en: "Who does it?" }),
          field("startsOn", "date", { de: "Von", en: "From" }),
          field("endsOn", "date", { de: "Bis", en: "Until" }),
          field("reason", "text", { de: "Grund", en: "Reason", required: true }),
        ],
      },
      {
        key: "change",
        name: { de: "Änderung verlangen …", en: "Request a change …" },
        text: {
          de: "Die Projektleitung schätzt sie und legt sie dem Kunden vor.",
          en: "The project's lead estimates it and puts it before the customer.",
        },
        method: "POST",
        path: "/api/projects/:number/changes",
        permission: "desk.write",
        when: { at: "state", is: ["active"] },
        fields: [
          field("text", "textarea", { de: "Was soll anders werden?", en: "What shall change?", required: true }),
          choice("reason", changeReasons, { de: "Grund", en: "Reason", required: true }),
        ],
      },
      {
        key: "cancel",
        name: { de: "Abbrechen …", en: "Call off …" },
        text: {
          de: "Die Projektleitung stellt fest, was geleistet wurde; das wird abgerechnet.",
          en: "The project's lead establishes what was performed; that is billed.",
        },
        method: "POST",
        path: "/api/projects/:number/cancel",
        permission: "desk.write",
        when: { at: "state", is: ["draft", "planned", "active", "acceptance"] },
        fields: [field("reason", "textarea", { de: "Grund", en: "Reason", required: true })],
      },
    ],
  },
};
