import { HardHat } from "lucide-react";
import {
  date,
  facts,
  field,
  filter,
  flag,
  instant,
  money,
  number,
  percent,
  person,
  record,
  table,
  task,
  text,
  value,
} from "../member.ts";
import type { Register } from "../register.ts";
import { ofCalendars, ofSkills, ticketTable } from "./around.ts";
import { activity, levels } from "./partyValues.ts";

const level = { de: "Level", en: "Level" };
const permission = "administration";
const skillLevel = {
  ...field("level", "int", { de: "Wie gut (1–5)", en: "How well (1–5)", required: true }),
  min: 1,
  max: 5,
};
const fields = [
  field("name", "text", { de: "Name", en: "Name", required: true }),
  field("email", "email", { de: "E-Mail", en: "Mail" }),
  { ...field("level", "int", { de: "Level (1–3)", en: "Level (1–3)", required: true }), min: 1, max: 3 },
  field("calendarKey", "enum", { de: "Arbeitszeiten", en: "Working hours", required: true }),
  field("maxOpen", "int", { de: "Offene Tickets höchstens", en: "Open tickets at most" }),
  field("costRateCents", "money", { de: "Kosten je Stunde", en: "Cost an hour" }),
  field("projectPercent", "int", { de: "Für Projekte planbar in %", en: "Percent for projects" }),
  field("isOnCall", "boolean", { de: "Rufbereitschaft", en: "On call" }),
];

/** Who serves: what they can, when they work, and what they have on their desks. */
export const staff: Register = {
  key: "staff",
  name: { de: "Mitarbeiter", en: "Staff" },
  one: { de: "Mitarbeiter", en: "Member of staff" },
  icon: HardHat,
  path: "/api/staff",
  id: "login",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    value("level", level, levels),
    text("skillNames", "Kann", "Skills"),
    text("calendar", "Arbeitszeiten", "Working hours"),
    number("openTickets", "Offene Tickets", "Open tickets"),
    flag("isOnCall", "Rufbereit", "On call"),
    flag("isActive", "Aktiv", "Active"),
  ],
  search: "server",
  sorts: ["name", "level"],
  filters: [filter("level", level, levels), filter("state", { de: "Stand", en: "State" }, activity)],
  create: {
    method: "POST",
    path: "/api/staff",
    permission,
    choices: { calendarKey: ofCalendars },
    fields: [
      field("login", "text", {
        de: "Login",
        en: "Login",
        required: true,
        help: { de: "Derselbe wie der des Kontos", en: "The same as that of the account" },
      }),
      ...fields,
    ],
  },
  record: {
    path: "/api/staff/:id",
    sections: [
      facts("Mitarbeiter", "Member of staff", [
        text("login", "Login", "Login"),
        text("email", "E-Mail", "Mail"),
        value("level", level, levels),
        text("calendar", "Arbeitszeiten", "Working hours"),
        number("maxOpen", "Offene Tickets höchstens", "Open tickets at most"),
        percent("projectPercent", "Für Projekte planbar", "For projects"),
        money("costRateCents", "Kosten je Stunde", "Cost an hour"),
        instant("lastAssignedAt", "Zuletzt zugewiesen", "Last assigned"),
        flag("isOnCall", "Rufbereitschaft", "On call"),
        flag("isActive", "Aktiv", "Active"),
      ]),
      table("skills", { de: "Fähigkeiten", en: "Skills" }, [
        text("label", "Was", "What"),
        number("level", "Wie gut (1–5)", "How well (1–5)"),
        date("certifiedUntil", "Zertifiziert bis", "Certified until"),
      ]),
      table("absences", { de: "Abwesenheiten", en: "Absences" }, [
        instant("fromAt", "Von", "From"),
        instant("toAt", "Bis", "Until"),
        person("substitute", "Vertretung", "Substitute"),
      ]),
      table("exclusions", { de: "Nicht bei diesen Kunden", en: "Not for these customers" }, [
        record("id", { de: "Kunde", en: "Customer" }, { register: "customers", label: "name" }),
      ]),
      table("tasks", { de: "Offene Aufgaben", en: "Open tasks" }, [
        task("id", { de: "Aufgabe", en: "Task" }, "title"),
        text("customer", "Kunde", "Customer"),
        instant("dueAt", "Fällig", "Due"),
      ]),
      ticketTable,
    ],
    edit: {
      method: "PATCH",
      path: "/api/staff/:id",
      permission,
      carries: ["revision"],
      choices: { calendarKey: ofCalendars },
      fields: [...fields, field("isActive", "boolean", { de: "Aktiv", en: "Active" })],
    },
    actions: [
      {
        key: "skill",
        name: { de: "Fähigkeit eintragen …", en: "Add skill …" },
        text: {
          de: "Danach werden Tickets verteilt. Wer die Fähigkeit schon hat, bekommt die neue Stufe.",
          en: "Tickets are dispatched by it. Who has the skill already gets the new level.",
        },
        method: "PUT",
        path: "/api/staff/:id/skills",
        permission,
        choices: { skill: ofSkills },
        fields: [
          field("skill", "enum", { de: "Fähigkeit", en: "Skill", required: true }),
          skillLevel,
          field("certifiedUntil", "date", { de: "Zertifiziert bis", en: "Certified until" }),
        ],
      },
      {
        key: "noSkill",
        name: { de: "Fähigkeit streichen …", en: "Remove skill …" },
        text: { de: "Tickets, die sie verlangen, gehen an andere.", en: "Tickets that ask for it go to others." },
        method: "POST",
        path: "/api/staff/:id/skills/remove",
        permission,
        choices: { skill: { at: "skills", id: "skill", label: "label" } },
        fields: [field("skill", "enum", { de: "Fähigkeit", en: "Skill", required: true })],
      },
      {
        key: "exclude",
        name: { de: "Von Kunden fernhalten …", en: "Keep from customer …" },
        text: {
          de: "Tickets dieses Kunden gehen an andere; was schon zugewiesen ist, bleibt.",
          en: "Tickets of this customer go to others; what is assigned already stays.",
        },
        method: "PUT",
        path: "/api/staff/:id/exclusions",
        permission,
        fields: [
          { ...field("customerId", "record", { de: "Kunde", en: "Customer", required: true }), source: "customers" },
        ],
        refusals: { "desk.exists": { de: "Das ist schon so eingetragen.", en: "It is so already." } },
      },
      {
        key: "admit",
        name: { de: "Wieder zum Kunden lassen …", en: "Let to customer again …" },
        text: {
          de: "Tickets dieses Kunden werden wieder zugewiesen.",
          en: "Tickets of this customer are assigned again.",
        },
        method: "POST",
        path: "/api/staff/:id/exclusions/remove",
        permission,
        choices: { customerId: { at: "exclusions", id: "id", label: "name" } },
        fields: [field("customerId", "enum", { de: "Kunde", en: "Customer", required: true })],
      },
    ],
  },
};
