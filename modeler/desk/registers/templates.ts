import { LayoutTemplate } from "lucide-react";
import type { Register } from "../register.ts";
import { facts, flag, minutes, number, percent, record, table, text, value } from "../member.ts";
import { projectStates } from "./salesValues.ts";

/** What projects are made from: plans without dates. */
export const projectTemplates: Register = {
  key: "project-templates",
  name: { de: "Projektvorlagen", en: "Project templates" },
  one: { de: "Projektvorlage", en: "Project template" },
  icon: LayoutTemplate,
  path: "/api/project-templates",
  id: "key",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    text("key", "Kennung", "Key"),
    number("days", "Arbeitstage", "Working days"),
    minutes("minutes", "Aufwand", "Effort"),
    flag("isActive", "Wird angeboten", "Is offered"),
  ],
  search: "browser",
  filters: [],
  dialogs: [
    {
      key: "new",
      name: { de: "Neue Vorlage …", en: "New template …" },
      permission: "desk.write",
      dialog: "projectTemplate",
    },
  ],
  record: {
    path: "/api/project-templates/:key",
    sections: [
      facts("Vorlage", "Template", [
        text("key", "Kennung", "Key"),
        number("days", "Arbeitstage", "Working days"),
        minutes("minutes", "Aufwand", "Effort"),
        flag("isActive", "Wird angeboten", "Is offered"),
      ]),
      table("milestones", { de: "Meilensteine", en: "Milestones" }, [
        text("phase", "Phase", "Phase"),
        text("name", "Meilenstein", "Milestone"),
        number("dueDay", "Fällig am Tag", "Due on day"),
        percent("percent", "Anteil am Preis", "Share of the price"),
        minutes("minutes", "Aufwand", "Effort"),
        flag("needsAcceptance", "Abnahme", "Acceptance"),
      ]),
      table("tasks", { de: "Arbeiten", en: "Tasks" }, [
        number("no", "Nr.", "No."),
        text("name", "Name", "Name"),
        text("milestone", "Meilenstein", "Milestone"),
        minutes("minutes", "Aufwand", "Effort"),
        text("skillLabel", "Fähigkeit", "Skill"),
        number("startDay", "Von Tag", "From day"),
        number("endDay", "Bis Tag", "To day"),
        text("after", "Nach Nr.", "After no."),
      ]),
      table("usedBy", { de: "Projekte daraus", en: "Projects made from it" }, [
        record("number", { de: "Projekt", en: "Project" }, { register: "projects", label: "name" }),
        value("state", { de: "Stand", en: "State" }, projectStates),
      ]),
    ],
    dialogs: [
      {
        key: "edit",
        name: { de: "Bearbeiten …", en: "Edit …" },
        permission: "desk.write",
        dialog: "projectTemplate",
      },
    ],
  },
};
