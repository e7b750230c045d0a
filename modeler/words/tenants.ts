import type { Entry } from "./translate.ts";

/** Who has data of their own in an installation. */
export const tenantWords = {
  "admin.tenants": { de: "Mandanten", en: "Tenants" },
  "tenant.about": {
    de: "Jeder Mandant hat eigene Daten, Personen und Prozesse; niemand sieht in einen anderen hinein.",
    en: "Each tenant has data, people and processes of its own; nobody sees into another one.",
  },
  "tenant.new": { de: "Neuer Mandant", en: "New tenant" },
  "tenant.name": { de: "Name", en: "Name" },
  "tenant.id": { de: "Kürzel", en: "Key" },
  "tenant.idHelp": {
    de: "Kleinbuchstaben, Ziffern und -; steht in Adressen und ändert sich nie.",
    en: "Small letters, digits and -; stands in addresses and never changes.",
  },
  "tenant.people": {
    de: { one: "{count} Person", other: "{count} Personen" },
    en: { one: "{count} person", other: "{count} people" },
  },
  "tenant.peopleTitle": { de: "Mit Zugang", en: "With access" },
  "tenant.since": { de: "Seit", en: "Since" },
  "tenant.state": { de: "Zustand", en: "State" },
  "tenant.home": { de: "Betreibt diese Installation", en: "Runs this installation" },
  "tenant.open": { de: "Offen", en: "Open" },
  "tenant.locked": { de: "Gesperrt", en: "Locked" },
  "tenant.admin": { de: "Wer ihn verwaltet", en: "Who administers it" },
  "tenant.adminText": {
    de: "Diese Person lässt alle anderen ein. Der Mandant bekommt alle Standardprozesse.",
    en: "This person lets everybody else in. The tenant gets all standard processes.",
  },
  "tenant.create": { de: "Anlegen", en: "Create" },
  "tenant.created": { de: "{name} ist eingerichtet", en: "{name} is set up" },
  "tenant.rename": { de: "Umbenennen", en: "Rename" },
  "tenant.renameTitle": { de: "{name} umbenennen", en: "Rename {name}" },
  "tenant.renamed": { de: "Umbenannt", en: "Renamed" },
  "tenant.save": { de: "Speichern", en: "Save" },
  "tenant.lock": { de: "Sperren", en: "Lock" },
  "tenant.lockTitle": { de: "{name} sperren?", en: "Lock {name}?" },
  "tenant.lockText": {
    de: "Niemand meldet sich dort mehr an, Sitzungen und API-Tokens gelten sofort nicht mehr. Was läuft, läuft weiter; nichts geht verloren.",
    en: "Nobody signs in there any more, sessions and API tokens stop at once. What runs goes on; nothing is lost.",
  },
  "tenant.lockRun": { de: "Mandant sperren", en: "Lock tenant" },
  "tenant.lockedNow": { de: "Mandant gesperrt", en: "Tenant locked" },
  "tenant.unlock": { de: "Entsperren", en: "Unlock" },
  "tenant.unlockedNow": { de: "Mandant wieder offen", en: "Tenant is open again" },
  "tenant.needName": { de: "Bitte geben Sie einen Namen.", en: "Please give a name." },
  "tenant.needId": {
    de: "2 bis 40 Kleinbuchstaben, Ziffern und -, zuerst ein Buchstabe.",
    en: "2 to 40 small letters, digits and -, a letter first.",
  },
} as const satisfies Record<string, Entry>;
