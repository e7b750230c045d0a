import { ShieldAlert } from "lucide-react";
import type { Register } from "../register.ts";
import {
  choice,
  deadline,
  facts,
  field,
  file,
  filter,
  flag,
  instant,
  number,
  people,
  person,
  prose,
  record,
  table,
  text,
  value,
} from "../member.ts";
import {
  affectedKinds,
  affectedRoles,
  containmentActions,
  containmentStates,
  evidenceKinds,
  incidentEvents,
  notedVerdicts,
  severities,
  tactics,
  verdicts,
} from "./incidentValues.ts";
import { newIncident } from "./newIncident.ts";
import { decisions, regimes, stages } from "./legalValues.ts";
import { incidentLevels, incidentPhases, openness, personalData } from "./values.ts";

const level = { de: "Stufe", en: "Level" };
const phase = { de: "Phase", en: "Phase" };
const { unknown, no, yes } = personalData;
const significance = { ...(unknown && { unknown }), ...(no && { no }), ...(yes && { yes }) };
const ticket = record("ticketNumber", { de: "Ticket", en: "Ticket" }, { register: "tickets" });

/** Security incidents that one may see. Opening one is written down in its course. */
export const incidents: Register = {
  key: "security-incidents",
  name: { de: "Sicherheitsvorfälle", en: "Security incidents" },
  one: { de: "Sicherheitsvorfall", en: "Security incident" },
  icon: ShieldAlert,
  path: "/api/security-incidents",
  id: "number",
  title: "title",
  columns: [
    text("number", "Nummer", "Number"),
    text("title", "Titel", "Title"),
    text("customer", "Kunde", "Customer"),
    value("level", level, incidentLevels),
    value("phase", phase, incidentPhases),
    instant("awareAt", "Kenntnis seit", "Aware since"),
    instant("nextDueAt", "Nächste Frist", "Next deadline"),
  ],
  search: "browser",
  filters: [
    filter("open", { de: "Offen oder beendet", en: "Open or over" }, openness),
    filter("level", level, incidentLevels),
  ],
  customer: "customer",
  createName: { de: "Vorfall eröffnen …", en: "Open incident …" },
  createLeads: { register: "tickets", at: "ticketNumber" },
  create: newIncident,
  record: {
    path: "/api/security-incidents/:number",
    state: value("phase", phase, incidentPhases),
    caseKey: "ticketNumber",
    sections: [
      facts("Vorfall", "Incident", [
        ticket,
        text("customer", "Kunde", "Customer"),
        value("level", level, incidentLevels),
        value("severity", { de: "Schwere", en: "Severity" }, severities),
        value("verdict", { de: "Urteil", en: "Verdict" }, verdicts),
        value("tactic", { de: "Taktik", en: "Tactic" }, tactics),
        text("mitre", "MITRE ATT&CK", "MITRE ATT&CK"),
        instant("awareAt", "Kenntnis seit", "Aware since"),
        instant("nextDueAt", "Nächste Frist", "Next deadline"),
        value("personalData", { de: "Personenbezogene Daten", en: "Personal data" }, personalData),
        value("significant", { de: "Erheblich (NIS 2)", en: "Significant (NIS 2)" }, personalData),
        people("people", "Eingeweiht", "Named people"),
        flag("isStrict", "Nur Eingeweihte sehen ihn", "Only named people see it"),
        file("reportFileId", "Bericht", "Report"),
        prose("rootCause", "Ursache", "Root cause"),
        prose("measures", "Maßnahmen", "Measures"),
      ]),
      table("reports", { de: "Gesetzliche Fristen", en: "Legal clocks" }, [
        value("regime", { de: "Vorschrift", en: "Law" }, regimes),
        value("stage", { de: "Schritt", en: "Stage" }, stages),
        deadline("dueAt", { de: "Frist", en: "Deadline" }, { at: "decision", is: "open" }),
        value("decision", { de: "Entscheidung", en: "Decision" }, decisions),
        person("decidedBy", "Von", "By"),
        text("reference", "Aktenzeichen", "Reference"),
        flag("isLate", "Verspätet", "Late"),
      ]),
      table("affected", { de: "Betroffen", en: "Affected" }, [
        text("name", "Name", "Name"),
        value("kind", { de: "Art", en: "Kind" }, affectedKinds),
        value("role", { de: "Rolle", en: "Role" }, affectedRoles),
      ]),
      table("actions", { de: "Eindämmung", en: "Containment" }, [
        value("action", { de: "Maßnahme", en: "Action" }, containmentActions),
        text("target", "Ziel", "Target"),
        value("state", { de: "Stand", en: "State" }, containmentStates),
        person("requestedBy", "Verlangt von", "Requested by"),
        person("approvedBy", "Freigegeben von", "Approved by"),
        text("reason", "Grund", "Reason"),
        instant("endedAt", "Erledigt", "Done"),
        instant("releasedAt", "Aufgehoben", "Released"),
      ]),
      table("evidence", { de: "Beweise", en: "Evidence" }, [
        number("no", "Nr.", "No."),
        text("title", "Was", "What"),
        value("kind", { de: "Art", en: "Kind" }, evidenceKinds),
        person("collectedBy", "Gesichert von", "Collected by"),
        instant("collectedAt", "Gesichert", "Collected"),
        flag("isWhole", "Kette unversehrt", "Chain whole"),
        file("fileId", "Datei", "File"),
      ]),
      table("events", { de: "Verlauf", en: "Course" }, [
        instant("at", "Wann", "When"),
        person("actor", "Wer", "Who"),
        value("kind", { de: "Was", en: "What" }, incidentEvents),
        value("note", { de: "Notiz", en: "Note" }, notedVerdicts),
      ]),
    ],
    edit: {
      method: "PATCH",
      path: "/api/security-incidents/:number",
      permission: "tasks.work",
      fields: [
        field("awareAt", "datetime", { de: "Kenntnis seit", en: "Aware since" }),
        field("reason", "text", {
          de: "Grund",
          en: "Reason",
          help: {
            de: "Nötig, wenn sich der Zeitpunkt der Kenntnis ändert: er verschiebt die Fristen.",
            en: "Needed when the moment of awareness changes: it moves the deadlines.",
          },
        }),
        choice("personalData", personalData, { de: "Personenbezogene Daten", en: "Personal data" }),
        choice("significant", significance, { de: "Erheblich (NIS 2)", en: "Significant (NIS 2)" }),
        field("isStrict", "boolean", { de: "Nur Eingeweihte sehen ihn", en: "Only named people see it" }),
      ],
    },
    actions: [
      {
        key: "note",
        name: { de: "Beweis sichern …", en: "Keep evidence …" },
        text: {
          de: "Was hier steht, wird mit seinem Hash festgehalten und nicht mehr geändert.",
          en: "What is written here is kept with its hash and never changed again.",
        },
        method: "POST",
        path: "/api/security-incidents/:number/evidence",
        permission: "tasks.work",
        fields: [
          choice(
            "kind",
            { note: { de: "Notiz", en: "Note" }, log: { de: "Protokoll", en: "Log" } },
            { de: "Art", en: "Kind", required: true },
          ),
          field("title", "text", { de: "Titel", en: "Title", required: true }),
          field("content", "textarea", { de: "Inhalt", en: "Content", required: true }),
        ],
      },
      {
        key: "contain",
        name: { de: "Eindämmen …", en: "Contain …" },
        text: {
          de: "Die Maßnahme wird verlangt; jemand anderes gibt sie frei, dann wird sie sofort ausgeführt.",
          en: "The action is asked for; somebody else approves it, then it is done at once.",
        },
        method: "POST",
        path: "/api/security-incidents/:number/actions",
        permission: "tasks.work",
        fields: [
          choice("action", containmentActions, { de: "Maßnahme", en: "Action", required: true }),
          field("target", "text", { de: "Gerät oder Konto", en: "Device or account", required: true }),
          field("reason", "textarea", { de: "Grund", en: "Reason", required: true }),
        ],
      },
    ],
  },
};
