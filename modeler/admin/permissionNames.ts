import type { Labels, Language } from "../api/types.ts";

const names: Readonly<Record<string, Labels>> = {
  "tasks.read": { de: "Aufgaben sehen", en: "See tasks" },
  "tasks.work": { de: "Aufgaben bearbeiten", en: "Work on tasks" },
  "tasks.assign": { de: "Aufgaben anderer zuweisen", en: "Assign tasks of others" },
  "instances.read": { de: "Abläufe sehen", en: "See instances" },
  "instances.start": { de: "Abläufe starten", en: "Start instances" },
  "instances.repair": { de: "Abläufe reparieren", en: "Repair instances" },
  "definitions.read": { de: "Prozesse und Regeln lesen", en: "Read processes and rules" },
  "definitions.edit": { de: "Prozesse und Regeln ändern", en: "Change processes and rules" },
  "definitions.approve": { de: "Entwürfe freigeben", en: "Approve drafts" },
  "definitions.publish": { de: "Entwürfe veröffentlichen", en: "Publish drafts" },
  "definitions.deploy": { de: "Modelle direkt einspielen", en: "Deploy models directly" },
  "messages.publish": { de: "Nachrichten an Prozesse schicken", en: "Send messages to processes" },
  "jobs.work": { de: "Aufträge als Worker erledigen", en: "Work jobs as a worker" },
  "desk.read": { de: "Kunden und Tickets lesen", en: "Read customers and tickets" },
  "desk.write": { de: "Kunden und Tickets ändern", en: "Change customers and tickets" },
  "billing.approve": { de: "Rechnungen freigeben", en: "Approve invoices" },
  "sales.write": { de: "Verkauf bearbeiten", en: "Work on sales" },
  "catalogue.write": { de: "Artikel und Preise ändern", en: "Change products and prices" },
  "trail.read": { de: "Nachweise lesen", en: "Read evidence" },
  administration: { de: "Administration", en: "Administration" },
};

/** What a permission is called in both languages; one from a newer server keeps its own name. */
export function permissionLabels(id: string): Labels {
  return names[id] ?? { de: id, en: id };
}

/** What a permission is called. */
export function permissionName(id: string, language: Language): string {
  return permissionLabels(id)[language];
}
