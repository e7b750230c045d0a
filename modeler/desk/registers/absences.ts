import { CalendarOff } from "lucide-react";
import {
  choice,
  date,
  facts,
  field,
  filter,
  instant,
  number,
  person,
  record,
  table,
  task,
  text,
  value,
} from "../member.ts";
import type { Choosing, Register } from "../register.ts";
import { absenceKinds, absenceReasons } from "./partyValues.ts";
import { ticketStatuses } from "./values.ts";

const permission = "tasks.work";
const state = { de: "Stand", en: "State" };
const states = {
  running: { de: "läuft", en: "running", tone: "warn" },
  coming: { de: "kommt", en: "coming", tone: "info" },
  over: { de: "vorbei", en: "over" },
} as const;
const kind = { de: "Grund", en: "Reason" };
const ofStaff: Choosing = { path: "/api/staff?state=active", id: "login", label: "name" };
const spanFields = [
  field("fromAt", "datetime", { de: "Von", en: "From", required: true }),
  field("toAt", "datetime", { de: "Bis", en: "Until", required: true }),
  field("substitute", "enum", { de: "Vertretung", en: "Substitute" }),
];
const others = {
  de: "Das ist die Abwesenheit von jemand anderem. Eintragen und ändern dürfen sie Disponenten und Vorgesetzte.",
  en: "This is somebody else's absence. Dispatchers and superiors record and change it.",
};
const refusals = {
  "absence.span": { de: "Das Ende muss nach dem Beginn liegen.", en: "The end must come after the beginning." },
  "absence.substitute": {
    de: "Vertreten muss jemand anderes.",
    en: "Somebody else must stand in.",
  },
  "absence.others": others,
  "desk.reference": {
    de: "Dieser Login gehört niemandem aus dem Team.",
    en: "Nobody in the team has this login.",
  },
};
const mine = { at: "charge", is: ["mine"], otherwise: { others } };

/** Who is away and who stands in; what that means for their open tickets. */
export const absences: Register = {
  key: "absences",
  name: { de: "Abwesenheiten", en: "Absences" },
  one: { de: "Abwesenheit", en: "Absence" },
  icon: CalendarOff,
  path: "/api/absences",
  id: "id",
  title: "name",
  columns: [
    text("name", "Wer", "Who"),
    value("kind", kind, absenceKinds),
    instant("fromAt", "Von", "From"),
    instant("toAt", "Bis", "Until"),
    person("substitute", "Vertretung", "Substitute"),
    value("state", state, states),
    number("ticketsTold", "Tickets neu vergeben", "Tickets reassigned"),
    number("plannedOpen", "Termine in der Zeit", "Planned in that time"),
  ],
  search: "server",
  sorts: ["fromAt", "name"],
  usual: "-fromAt",
  filters: [filter("state", state, states)],
  create: {
    method: "POST",
    path: "/api/absences",
    permission,
    choices: { login: ofStaff, substitute: ofStaff },
    fields: [
      field("login", "enum", {
        de: "Wer",
        en: "Who",
        help: { de: "Leer: Sie selbst", en: "Empty: you yourself" },
      }),
      choice("kind", absenceReasons, { ...kind, required: true }),
      ...spanFields,
    ],
    refusals,
  },
  record: {
    path: "/api/absences/:id",
    state: value("state", state, states),
    sections: [
      facts("Abwesenheit", "Absence", [
        record("login", { de: "Wer", en: "Who" }, { register: "staff", label: "name" }),
        value("kind", kind, absenceKinds),
        instant("fromAt", "Von", "From"),
        instant("toAt", "Bis", "Until"),
        person("substitute", "Vertretung", "Substitute"),
      ]),
      table("tickets", { de: "Deshalb neu vergebene Tickets", en: "Tickets assigned anew because of it" }, [
        record("number", { de: "Nummer", en: "Number" }, { register: "tickets" }),
        text("title", "Titel", "Title"),
        value("status", { de: "Status", en: "Status" }, ticketStatuses),
        person("assignee", "Jetzt bei", "Now with"),
        instant("toldAt", "Neu vergeben", "Assigned anew"),
      ]),
      table("visits", { de: "Besuche vor Ort in der Zeit", en: "Visits on site in that time" }, [
        task("taskId", { de: "Besuch", en: "Visit" }, "title"),
        text("customer", "Kunde", "Customer"),
        instant("from", "Beginn", "Start"),
      ]),
      table("meetings", { de: "Quartalsgespräche in der Zeit", en: "Reviews in that time" }, [
        record("number", { de: "Gespräch", en: "Review" }, { register: "reviews" }),
        text("customer", "Kunde", "Customer"),
        instant("from", "Beginn", "Start"),
      ]),
      table("projectTasks", { de: "Projektaufgaben in der Zeit", en: "Project tasks in that time" }, [
        record("number", { de: "Projekt", en: "Project" }, { register: "projects" }),
        text("title", "Aufgabe", "Task"),
        text("customer", "Kunde", "Customer"),
        date("from", "Von", "From"),
        date("to", "Bis", "Until"),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/absences/:id",
      permission,
      carries: ["revision"],
      choices: { substitute: ofStaff },
      fields: [choice("kind", absenceReasons, { ...kind, required: true }), ...spanFields],
      refusals,
      when: mine,
    },
    actions: [
      {
        key: "handOver",
        name: { de: "Übergeben …", en: "Hand over …" },
        text: {
          de: "Besuche und Projektaufgaben, die in die Zeit fallen, gehen an jemand anderen. Gespräche werden mit dem Kunden verlegt.",
          en: "Visits and project tasks that fall into the time go to somebody else. Meetings are moved with the customer.",
        },
        method: "POST",
        path: "/api/absences/:id/hand-over",
        permission: "tasks.assign",
        choices: { login: ofStaff },
        fields: [field("login", "enum", { de: "An wen", en: "To whom", required: true })],
        refusals: {
          "absence.away": {
            de: "Diese Person ist in der Zeit selbst nicht da.",
            en: "This person is not there in that time either.",
          },
        },
        when: {
          at: "handing",
          is: ["open"],
          otherwise: {
            none: {
              de: "In die Zeit fallen keine Besuche und Projektaufgaben.",
              en: "No visits and project tasks fall into the time.",
            },
          },
        },
      },
      {
        key: "withdraw",
        name: { de: "Zurücknehmen …", en: "Take back …" },
        text: {
          de: "Die Abwesenheit entfällt, und Tickets werden wieder zugeteilt. Was schon an andere ging, bleibt dort.",
          en: "The absence is gone, and tickets are assigned again. What went to others already stays with them.",
        },
        method: "DELETE",
        path: "/api/absences/:id",
        permission,
        fields: [],
        leaves: true,
        when: mine,
      },
    ],
  },
};
