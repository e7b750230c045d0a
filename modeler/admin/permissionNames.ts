import type { Labels, Language } from "../api/types.ts";

/** By what they are about, and what may be done there. */
const names: Readonly<Record<string, Readonly<Record<string, Labels>>>> = {
  tasks: {
    read: { de: "Aufgaben sehen", en: "See tasks" },
    work: { de: "Aufgaben bearbeiten", en: "Work on tasks" },
    assign: { de: "Aufgaben anderer zuweisen", en: "Assign tasks of others" },
  },
  instances: {
    read: { de: "Abläufe sehen", en: "See instances" },
    start: { de: "Abläufe starten", en: "Start instances" },
    repair: { de: "Abläufe reparieren", en: "Repair instances" },
  },
  definitions: {
    read: { de: "Prozesse und Regeln lesen", en: "Read processes and rules" },
    edit: { de: "Prozesse und Regeln ändern", en: "Change processes and rules" },
    approve: { de: "Entwürfe freigeben", en: "Approve drafts" },
    publish: { de: "Entwürfe veröffentlichen", en: "Publish drafts" },
    deploy: { de: "Modelle direkt einspielen", en: "Deploy models directly" },
  },
  messages: {
    publish: { de: "Nachrichten an Prozesse schicken", en: "Send messages to processes" },
  },
  jobs: {
    work: { de: "Aufträge als Worker erledigen", en: "Work jobs as a worker" },
  },
  desk: {
    read: { de: "Kunden und Tickets lesen", en: "Read customers and tickets" },
    write: { de: "Kunden und Tickets ändern", en: "Change customers and tickets" },
  },
  billing: {
    approve: { de: "Rechnungen freigeben", en: "Approve invoices" },
  },
  sales: {
    write: { de: "Verkauf bearbeiten", en: "Work on sales" },
  },
  catalogue: {
    write: { de: "Artikel und Preise ändern", en: "Change products and prices" },
  },
  trail: {
    read: { de: "Nachweise lesen", en: "Read evidence" },
  },
  calendar: {
    own: { de: "Eigene geplante Arbeit im Kalender", en: "One's own planned work as a calendar" },
    house: { de: "Geplante Arbeit des Hauses im Kalender", en: "The house's planned work as a calendar" },
  },
  administration: {
    all: { de: "Administration", en: "Administration" },
  },
};

/** What a permission is called in both languages; one from a newer server keeps its own name. */
export function permissionLabels(id: string): Labels {
  const [about = "", what = "all"] = id.split(".");
  return names[about]?.[what] ?? { de: id, en: id };
}

/** What a permission is called. */
export function permissionName(id: string, language: Language): string {
  return permissionLabels(id)[language];
}
