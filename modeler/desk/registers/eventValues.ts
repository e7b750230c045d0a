import type { Details, ValueNames } from "../register.ts";
import { languages } from "./partyValues.ts";
import { sources } from "./salesValues.ts";

/** What happens to opportunities, projects and devices, and what their histories tell of it. */
export const opportunityEvents: ValueNames = {
  created: { de: "angelegt", en: "created" },
  linked: { de: "zusammengeführt", en: "joined" },
  changed: { de: "geändert", en: "changed" },
  qualified: { de: "qualifiziert", en: "qualified" },
  quoted: { de: "Angebot erstellt", en: "quoted" },
  sent: { de: "Angebot versandt", en: "quote sent" },
  asked: { de: "Rückfrage", en: "asked" },
  followed_up: { de: "nachgefasst", en: "followed up" },
  accepted: { de: "angenommen", en: "accepted" },
  rejected: { de: "abgelehnt", en: "rejected" },
  won: { de: "gewonnen", en: "won" },
  lost: { de: "verloren", en: "lost" },
  revived: { de: "wieder aufgenommen", en: "revived" },
};

export const lossReasons: ValueNames = {
  no_response: { de: "keine Antwort", en: "no response" },
  timing: { de: "Zeitpunkt", en: "timing" },
  price: { de: "Preis", en: "price" },
  chose_competitor: { de: "Mitbewerber gewählt", en: "chose a competitor" },
  no_budget: { de: "kein Budget", en: "no budget" },
  not_a_fit: { de: "passt nicht", en: "not a fit" },
  other: { de: "anderes", en: "other" },
};

const industries: ValueNames = {
  manufacturing: { de: "Fertigung", en: "manufacturing" },
  retail: { de: "Handel", en: "retail" },
  health: { de: "Gesundheit", en: "health" },
  public: { de: "öffentliche Hand", en: "public sector" },
  craft: { de: "Handwerk", en: "craft" },
  services: { de: "Dienstleistung", en: "services" },
  other: { de: "andere", en: "other" },
};

export const projectEvents: ValueNames = {
  created: { de: "angelegt", en: "created" },
  edited: { de: "bearbeitet", en: "edited" },
  planned: { de: "geplant", en: "planned" },
  replanned: { de: "neu geplant", en: "replanned" },
  confirmed: { de: "Termine bestätigt", en: "dates confirmed" },
  changesWanted: { de: "andere Termine gewünscht", en: "other dates wanted" },
  milestoneBegun: { de: "Meilenstein begonnen", en: "milestone begun" },
  taskMoved: { de: "Arbeit verschoben", en: "task moved" },
  worked: { de: "gearbeitet", en: "worked" },
  materialUsed: { de: "Material verbraucht", en: "material used" },
  reviewed: { de: "geprüft", en: "reviewed" },
  changeOpened: { de: "Änderung verlangt", en: "change asked for" },
  countermeasure: { de: "Gegenmaßnahme", en: "countermeasure" },
  acceptanceRequested: { de: "Abnahme verlangt", en: "acceptance asked for" },
  accepted: { de: "abgenommen", en: "accepted" },
  instalment: { de: "Abschlag", en: "instalment" },
  invoiced: { de: "abgerechnet", en: "invoiced" },
  handedOver: { de: "übergeben", en: "handed over" },
  stopped: { de: "abgebrochen", en: "stopped" },
  closed: { de: "abgeschlossen", en: "closed" },
};

export const assetEvents: ValueNames = {
  registered: { de: "erfasst", en: "registered" },
  adopted: { de: "übernommen", en: "adopted" },
  assigned: { de: "zugewiesen", en: "assigned" },
  corrected: { de: "berichtigt", en: "corrected" },
  licensed: { de: "Lizenz zugewiesen", en: "licence assigned" },
  unlicensed: { de: "Lizenz entzogen", en: "licence taken away" },
  merged: { de: "zusammengeführt", en: "merged" },
  defect: { de: "Defekt gemeldet", en: "defect reported" },
  wiped: { de: "gelöscht", en: "wiped" },
  freed: { de: "Lizenzen frei", en: "licences freed" },
  ended: { de: "ausgeschieden", en: "ended" },
};

const countries: ValueNames = {
  DE: { de: "Deutschland", en: "Germany" },
  AT: { de: "Österreich", en: "Austria" },
  CH: { de: "Schweiz", en: "Switzerland" },
};

/** What the details of histories are called. Ids in them name nothing to a reader. */
export const details: Details = {
  names: {
    score: { de: "Punkte", en: "Score" },
    survey: { de: "Bestandsaufnahme", en: "Survey" },
    country: { de: "Land", en: "Country" },
    current: { de: "Heutiger Dienstleister", en: "Current provider" },
    industry: { de: "Branche", en: "Industry" },
    language: { de: "Sprache", en: "Language" },
    employees: { de: "Mitarbeiter", en: "Employees" },
    endpoints: { de: "Arbeitsplätze", en: "Endpoints" },
    potential: { de: "Potenzial", en: "Potential" },
    budgetKnown: { de: "Budget bekannt", en: "Budget known" },
    contractEnd: { de: "Heutiger Vertrag endet", en: "Present contract ends" },
    decisionMaker: { de: "Entscheider bekannt", en: "Decision maker known" },
    timelineMonths: { de: "Zeithorizont in Monaten", en: "Months ahead" },
    number: { de: "Angebot", en: "Quote" },
    version: { de: "Version", en: "Version" },
    partial: { de: "teilweise", en: "Partial" },
    positions: { de: "Positionen", en: "Positions" },
    order: { de: "Auftrag", en: "Order" },
    source: { de: "Woher", en: "Source" },
    origin: { de: "Herkunft", en: "Origin" },
    person: { de: "Ansprechpartner", en: "Contact person" },
    email: { de: "E-Mail", en: "E-mail" },
    outcome: { de: "Ergebnis", en: "Outcome" },
    reason: { de: "Grund", en: "Reason" },
    template: { de: "Vorlage", en: "Template" },
    note: { de: "Notiz", en: "Note" },
    task: { de: "Arbeit Nr.", en: "Task no." },
    isDone: { de: "fertig", en: "Done" },
    minutes: { de: "Minuten", en: "Minutes" },
    name: { de: "Name", en: "Name" },
    comment: { de: "Anmerkung", en: "Comment" },
    overloads: { de: "Überlastungen", en: "Overloads" },
    milestone: { de: "Meilenstein Nr.", en: "Milestone no." },
    decision: { de: "Entscheidung", en: "Decision" },
    measure: { de: "Maßnahme", en: "Measure" },
    text: { de: "Was", en: "What" },
    no: { de: "Nr.", en: "No." },
    quantity: { de: "Menge", en: "Quantity" },
    dueOn: { de: "Fällig", en: "Due" },
    invoiceNumber: { de: "Rechnung", en: "Invoice" },
    isFinalInvoice: { de: "Schlussrechnung", en: "Final invoice" },
    product: { de: "Produkt", en: "Product" },
    seats: { de: "Plätze", en: "Seats" },
    licences: { de: "Lizenzen", en: "Licences" },
  },
  values: { country: countries, industry: industries, language: languages, source: sources, reason: lossReasons },
};
