import { Inbox } from "lucide-react";
import { facts, filter, instant, prose, record, text, value } from "../member.ts";
import type { Register } from "../register.ts";
import { alertSources } from "./values.ts";

const state = { de: "Was daraus wurde", en: "What became of it" };
const states = {
  quarantined: { de: "in Quarantäne", en: "quarantined", tone: "warn" },
  open: { de: "wird gelesen", en: "being read", tone: "info" },
  ticket: { de: "am Ticket", en: "at a ticket", tone: "ok" },
  noted: { de: "vermerkt", en: "noted" },
} as const;
const channel = { de: "Weg", en: "Channel" };
const channels = {
  mail: { de: "Mail", en: "Mail" },
  rmm: { de: "Überwachung", en: "Monitoring" },
  soc: { de: "Sicherheit", en: "Security" },
  portal: { de: "Portal", en: "Portal" },
  phone: { de: "Telefon", en: "Phone" },
  api: { de: "Schnittstelle", en: "Interface" },
};
const members = [
  value("channel", channel, channels),
  value("sender", { de: "Von", en: "From" }, alertSources),
  record("ticketNumber", { de: "Ticket", en: "Ticket" }, { register: "tickets" }),
];
const incident = { de: "Sicherheitsvorfall", en: "Security incident" };

/** What came in by whatever way, and what the processes made of it; also what they put aside because they could not read it. */
export const intakes: Register = {
  key: "intakes",
  name: { de: "Eingänge", en: "Intake" },
  one: { de: "Eingang", en: "Intake" },
  icon: Inbox,
  path: "/api/intakes",
  id: "id",
  title: "title",
  columns: [
    text("title", "Worum es geht", "What it is about"),
    value("state", state, states),
    ...members,
    instant("receivedAt", "Eingegangen", "Received"),
  ],
  search: "server",
  sorts: ["receivedAt"],
  usual: "-receivedAt",
  filters: [filter("state", state, states), filter("channel", channel, channels)],
  record: {
    path: "/api/intakes/:id",
    state: value("state", state, states),
    sections: [
      facts("Eingang", "Intake", [
        ...members,
        record("incidentNumber", incident, { register: "security-incidents" }),
        instant("receivedAt", "Eingegangen", "Received"),
      ]),
      facts("Was er sagt, als Text", "What it says, as text", [prose("text", "Text", "Text")]),
    ],
  },
};
