import type { ValueNames } from "../register.ts";

/** What the values of the records are called, in the words of people who work with them. */
export const ticketStatuses: ValueNames = {
  new: { de: "neu", en: "new", tone: "info" },
  triaged: { de: "eingeordnet", en: "triaged", tone: "info" },
  assigned: { de: "zugewiesen", en: "assigned", tone: "info" },
  in_progress: { de: "in Arbeit", en: "in progress", tone: "info" },
  waiting_customer: { de: "wartet auf Kunden", en: "waiting for customer", tone: "warn" },
  waiting_vendor: { de: "wartet auf Hersteller", en: "waiting for vendor", tone: "warn" },
  scheduled: { de: "eingeplant", en: "scheduled", tone: "info" },
  resolved: { de: "gelöst", en: "resolved", tone: "ok" },
  closed_to_invoice: { de: "geschlossen, abzurechnen", en: "closed, to be invoiced", tone: "ok" },
  closed_invoiced: { de: "geschlossen, abgerechnet", en: "closed, invoiced" },
  closed: { de: "geschlossen", en: "closed" },
  merged: { de: "zusammengelegt", en: "merged" },
  cancelled: { de: "storniert", en: "cancelled" },
};

export const messageDirections: ValueNames = {
  in: { de: "vom Kunden", en: "from the customer" },
  out: { de: "an den Kunden", en: "to the customer" },
  internal: { de: "intern", en: "internal" },
};

export const alertAnswers: ValueNames = {
  acknowledged: { de: "in Arbeit", en: "taken up" },
  closed: { de: "erledigt", en: "dealt with" },
};

export const answerOutcomes: ValueNames = {
  waiting: { de: "wartet", en: "waiting", tone: "info" },
  failed: { de: "gescheitert", en: "failed", tone: "bad" },
  told: { de: "mitgeteilt", en: "told", tone: "ok" },
  over: { de: "dort schon vorbei", en: "over there already" },
  declined: { de: "abgelehnt", en: "declined", tone: "bad" },
  unheard: { de: "niemand verbunden", en: "nobody connected", tone: "warn" },
};

/** The products that alerts come from, by the names of their makers. */
export const alertSources: ValueNames = {
  rocketcyber: { de: "RocketCyber", en: "RocketCyber" },
  "datto-rmm": { de: "Datto RMM", en: "Datto RMM" },
  ninjaone: { de: "NinjaOne", en: "NinjaOne" },
  "n-central": { de: "N-central", en: "N-central" },
  "tactical-rmm": { de: "Tactical RMM", en: "Tactical RMM" },
  "cw-automate": { de: "ConnectWise Automate", en: "ConnectWise Automate" },
  atera: { de: "Atera", en: "Atera" },
  "ms-graph": { de: "Microsoft Graph", en: "Microsoft Graph" },
  huntress: { de: "Huntress", en: "Huntress" },
  sentinelone: { de: "SentinelOne", en: "SentinelOne" },
  mail: { de: "E-Mail", en: "Mail" },
  portal: { de: "Portal", en: "Portal" },
  phone: { de: "Telefon", en: "Phone" },
  generic: { de: "andere Quelle", en: "another source" },
};

export const workTypes: ValueNames = {
  remote: { de: "Fernwartung", en: "remote" },
  onsite: { de: "vor Ort", en: "on site" },
  travel: { de: "Fahrt", en: "travel" },
  phone: { de: "Telefon", en: "phone" },
  project: { de: "Projekt", en: "project" },
};

export const proposalStates: ValueNames = {
  draft: { de: "Entwurf", en: "draft", tone: "info" },
  checked: { de: "geprüft", en: "checked", tone: "info" },
  disputed: { de: "strittig", en: "disputed", tone: "warn" },
  approved: { de: "freigegeben", en: "approved", tone: "ok" },
  withdrawn: { de: "zurückgezogen", en: "withdrawn" },
  invoiced: { de: "abgerechnet", en: "invoiced" },
  not_billable: { de: "nichts zu berechnen", en: "nothing to bill" },
};

export const billability: ValueNames = {
  yes: { de: "ja", en: "yes", tone: "ok" },
  covered: { de: "im Vertrag enthalten", en: "covered by contract" },
  goodwill: { de: "Kulanz", en: "goodwill" },
  internal: { de: "intern", en: "internal" },
};

export const lineDecisions: ValueNames = {
  open: { de: "offen", en: "open", tone: "warn" },
  approved: { de: "freigegeben", en: "approved", tone: "ok" },
  rejected: { de: "abgelehnt", en: "rejected", tone: "bad" },
  goodwill: { de: "Kulanz", en: "goodwill" },
};

export const assetStates: ValueNames = {
  ordered: { de: "bestellt", en: "ordered", tone: "info" },
  in_stock: { de: "auf Lager", en: "in stock", tone: "info" },
  in_use: { de: "in Betrieb", en: "in use", tone: "ok" },
  in_repair: { de: "in Reparatur", en: "in repair", tone: "warn" },
  rma: { de: "beim Hersteller", en: "at the vendor", tone: "warn" },
  reserved: { de: "reserviert", en: "reserved", tone: "info" },
  retired: { de: "ausgemustert", en: "retired" },
  disposed: { de: "entsorgt", en: "disposed of" },
  lost: { de: "verloren", en: "lost", tone: "bad" },
};

export const assetKinds: ValueNames = {
  server: { de: "Server", en: "Server" },
  notebook: { de: "Notebook", en: "Notebook" },
  desktop: { de: "Desktop", en: "Desktop" },
  firewall: { de: "Firewall", en: "Firewall" },
  switch: { de: "Switch", en: "Switch" },
  printer: { de: "Drucker", en: "Printer" },
  storage: { de: "Speicher", en: "Storage" },
  mobile: { de: "Mobilgerät", en: "Mobile device" },
  other: { de: "Sonstiges", en: "Other" },
};

export const assetRequests: ValueNames = {
  defect: { de: "Defekt", en: "Defect" },
  move: { de: "Umzug", en: "Move" },
  replace: { de: "Ersatz", en: "Replacement" },
  retire: { de: "Ausmusterung", en: "Retirement" },
};

export const incidentPhases: ValueNames = {
  detected: { de: "erkannt", en: "detected", tone: "bad" },
  triage: { de: "Sichtung", en: "triage", tone: "bad" },
  containment: { de: "Eindämmung", en: "containment", tone: "bad" },
  analysis: { de: "Analyse", en: "analysis", tone: "warn" },
  eradication: { de: "Bereinigung", en: "eradication", tone: "warn" },
  recovery: { de: "Wiederherstellung", en: "recovery", tone: "warn" },
  monitoring: { de: "Beobachtung", en: "monitoring", tone: "info" },
  post_incident: { de: "Nachbereitung", en: "post-incident", tone: "info" },
  closed: { de: "geschlossen", en: "closed" },
  false_positive: { de: "Fehlalarm", en: "false positive" },
};

export const incidentLevels: ValueNames = {
  S1: { de: "S1", en: "S1", tone: "bad" },
  S2: { de: "S2", en: "S2", tone: "warn" },
  S3: { de: "S3", en: "S3", tone: "info" },
  S4: { de: "S4", en: "S4" },
};

export const openness: ValueNames = {
  true: { de: "offen", en: "open" },
  false: { de: "beendet", en: "over" },
};

export const personalData: ValueNames = {
  unknown: { de: "unbekannt", en: "unknown" },
  no: { de: "nein", en: "no" },
  possible: { de: "möglich", en: "possible" },
  yes: { de: "ja", en: "yes" },
};

export const roadmapStates: ValueNames = {
  idea: { de: "Idee", en: "idea", tone: "info" },
  proposed: { de: "vorgeschlagen", en: "proposed", tone: "info" },
  approved: { de: "beschlossen", en: "approved", tone: "ok" },
  postponed: { de: "verschoben", en: "postponed", tone: "warn" },
  rejected: { de: "abgelehnt", en: "refused" },
  in_project: { de: "im Projekt", en: "in project", tone: "info" },
  done: { de: "umgesetzt", en: "done", tone: "ok" },
};

export const roadmapPriorities: ValueNames = {
  high: { de: "hoch", en: "high", tone: "warn" },
  medium: { de: "mittel", en: "medium" },
  low: { de: "niedrig", en: "low" },
};

export const horizons: ValueNames = {
  now: { de: "jetzt", en: "now" },
  "1y": { de: "1 Jahr", en: "1 year" },
  "2y": { de: "2 Jahre", en: "2 years" },
  "3y": { de: "3 Jahre", en: "3 years" },
};

export const reviewStates: ValueNames = {
  collecting: { de: "sammelt Zahlen", en: "collecting", tone: "info" },
  assessing: { de: "Bewertung", en: "assessment", tone: "info" },
  reviewing: { de: "Gegenlesen", en: "proofreading", tone: "info" },
  approved: { de: "freigegeben", en: "approved", tone: "ok" },
  scheduled: { de: "Termin steht", en: "scheduled", tone: "info" },
  sent: { de: "versandt", en: "sent", tone: "info" },
  held: { de: "gehalten", en: "held", tone: "ok" },
  closed: { de: "abgeschlossen", en: "closed" },
};

export const lights: ValueNames = {
  green: { de: "grün", en: "green", tone: "ok" },
  amber: { de: "gelb", en: "amber", tone: "warn" },
  yellow: { de: "gelb", en: "yellow", tone: "warn" },
  red: { de: "rot", en: "red", tone: "bad" },
  grey: { de: "grau", en: "grey" },
};

export const roadmapDecisions: ValueNames = {
  approved: { de: "beschlossen", en: "approved", tone: "ok" },
  postponed: { de: "verschoben", en: "postponed", tone: "warn" },
  rejected: { de: "abgelehnt", en: "refused" },
};

export const themes: ValueNames = {
  lifecycle: { de: "Lebenszyklus", en: "lifecycle" },
  security: { de: "Sicherheit", en: "security" },
  infrastructure: { de: "Infrastruktur", en: "infrastructure" },
  stability: { de: "Stabilität", en: "stability" },
  backup: { de: "Datensicherung", en: "backup" },
  capacity: { de: "Kapazität", en: "capacity" },
  licences: { de: "Lizenzen", en: "licences" },
  project: { de: "Projekt", en: "project" },
};

/** What a review's figures rest on. */
export const reviewSources: ValueNames = {
  tickets: { de: "Tickets", en: "tickets" },
  projects: { de: "Projekte", en: "projects" },
  assets: { de: "Geräte", en: "assets" },
  monitoring: { de: "Überwachung", en: "monitoring" },
  billing: { de: "Abrechnung", en: "billing" },
};
