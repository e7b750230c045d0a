const words = {
  review: ["Quartalsgespräch (QBR)", "Quarterly business review"],
  period: ["Zeitraum", "Period"],
  summary: ["Das Wichtigste", "Key messages"],
  none: ["Noch nichts festgehalten.", "Nothing recorded yet."],
  kpis: ["Kennzahlen", "Key figures"],
  kpi: ["Kennzahl", "Figure"],
  actual: ["Ist", "Actual"],
  target: ["Ziel", "Target"],
  source: ["Quelle", "Source"],
  unknown: ["keine Daten", "no data"],
  service: ["Service: Tickets je Monat", "Service: tickets per month"],
  opened: ["Eröffnet", "Opened"],
  solved: ["Gelöst", "Solved"],
  assets: ["Geräte und Garantien", "Devices and warranties"],
  total: ["Geräte im Einsatz", "Devices in use"],
  noWarranty: ["ohne Garantie", "without warranty"],
  unsupported: ["ohne Support des Herstellers", "without vendor support"],
  ending: ["Garantien enden je Quartal", "Warranties ending per quarter"],
  risks: ["Größte Risiken", "Top risks"],
  gaps: ["Datenlücken", "Data gaps"],
  noGaps: ["Alle Quellen haben geliefert.", "All sources have delivered."],
  roadmap: ["Roadmap", "Roadmap"],
  measure: ["Maßnahme", "Measure"],
  theme: ["Thema", "Theme"],
  quarter: ["Quartal", "Quarter"],
  priority: ["Priorität", "Priority"],
  risk: ["Risiko bei Unterlassung", "Risk of not doing"],
  capex: ["Einmalig", "Capex"],
  opex: ["Je Monat", "Per month"],
  finance: ["Kosten der Roadmap", "Cost of the roadmap"],
  costs: [
    "Investition je Quartal und laufende Kosten im Quartal (EUR)",
    "Investment per quarter and running cost in the quarter (EUR)",
  ],
  running: ["Laufend", "Running"],
  decisions: ["Entscheidungen", "Decisions"],
  decide: [
    "Freigeben, verschieben oder ablehnen (mit Übernahme des Risikos)",
    "Approve, postpone or reject (accepting the risk)",
  ],
  open: ["offen", "open"],
  high: ["hoch", "high"],
  medium: ["mittel", "medium"],
  low: ["niedrig", "low"],
  lifecycle: ["Lebenszyklus", "Lifecycle"],
  security: ["Sicherheit", "Security"],
  infrastructure: ["Infrastruktur", "Infrastructure"],
  stability: ["Stabilität", "Stability"],
  backup: ["Datensicherung", "Backup"],
  capacity: ["Kapazität", "Capacity"],
  licences: ["Lizenzen", "Licences"],
  project: ["Projekt", "Project"],
  tickets: ["Tickets", "Tickets"],
  projects: ["Projekte", "Projects"],
  monitoring: ["Monitoring", "Monitoring"],
  billing: ["Abrechnung", "Billing"],
  devices: ["Geräte", "Devices"],
} as const;

export type Word = keyof typeof words;

/** The words of a deck in one language. */
export interface Voice {
  readonly of: (word: Word) => string;
  /** A word if there is one, else the text as it is. */
  readonly maybe: (text: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly money: (cents: number) => string;
  readonly day: (iso: string) => string;
}

/** Speaks German or English. */
export function voiceOf(language: "de" | "en"): Voice {
  const index = language === "de" ? 0 : 1;
  const locale = language === "de" ? "de-DE" : "en-GB";
  const of = (word: Word) => words[word][index];
  return {
    of,
    maybe: (text) => (Object.hasOwn(words, text) ? of(text as Word) : text), // as was just asked
    number: (value, digits = 1) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    money: (cents) =>
      new Intl.NumberFormat(locale, { style: "currency", currency: "EUR", maximumFractionDigits: 0 }).format(
        cents / 100,
      ),
    day: (iso) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`)),
  };
}
