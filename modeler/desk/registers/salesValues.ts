import type { ValueNames } from "../register.ts";

/** What the values of sales and of projects are called. */
export const stages: ValueNames = {
  new: { de: "neu", en: "new", tone: "info" },
  qualified: { de: "qualifiziert", en: "qualified", tone: "info" },
  quoting: { de: "Angebot entsteht", en: "quoting", tone: "info" },
  sent: { de: "Angebot versandt", en: "quote sent", tone: "info" },
  won: { de: "gewonnen", en: "won", tone: "ok" },
  lost: { de: "verloren", en: "lost", tone: "bad" },
  follow_up: { de: "Wiedervorlage", en: "follow up", tone: "warn" },
};

export const sources: ValueNames = {
  website: { de: "Website", en: "website" },
  mail: { de: "E-Mail", en: "mail" },
  referral: { de: "Empfehlung", en: "referral" },
  event: { de: "Veranstaltung", en: "event" },
  roadmap: { de: "Roadmap", en: "roadmap" },
  renewal: { de: "Verlängerung", en: "renewal" },
  rma: { de: "RMA", en: "RMA" },
  partial: { de: "Rest eines Angebots", en: "rest of a quote" },
  manual: { de: "von Hand", en: "by hand" },
  other: { de: "Sonstiges", en: "other" },
};

export const quoteStates: ValueNames = {
  draft: { de: "Entwurf", en: "draft", tone: "info" },
  sent: { de: "versandt", en: "sent", tone: "info" },
  accepted: { de: "angenommen", en: "accepted", tone: "ok" },
  partly_accepted: { de: "teilweise angenommen", en: "partly accepted", tone: "ok" },
  rejected: { de: "abgelehnt", en: "rejected", tone: "bad" },
  superseded: { de: "ersetzt", en: "superseded" },
  withdrawn: { de: "zurückgezogen", en: "withdrawn" },
  expired: { de: "abgelaufen", en: "expired", tone: "warn" },
};

export const choices: ValueNames = {
  standard: { de: "fest", en: "standard" },
  optional: { de: "optional", en: "optional" },
  alternative: { de: "alternativ", en: "alternative" },
};

export const periods: ValueNames = {
  once: { de: "einmalig", en: "once" },
  monthly: { de: "monatlich", en: "monthly" },
};

export const productKinds: ValueNames = {
  service_flat: { de: "Dienst, pauschal", en: "service, flat" },
  service_time: { de: "Dienst nach Zeit", en: "service by time" },
  license: { de: "Lizenz", en: "licence" },
  hardware: { de: "Hardware", en: "hardware" },
  expense: { de: "Spesen", en: "expense" },
};

export const taxClasses: ValueNames = {
  standard: { de: "Regelsatz", en: "standard" },
  reduced: { de: "ermäßigt", en: "reduced" },
  special: { de: "besonderer Satz", en: "special rate" },
  zero: { de: "Nullsatz", en: "zero rate" },
};

export const projectStates: ValueNames = {
  draft: { de: "Entwurf", en: "draft", tone: "info" },
  planned: { de: "geplant", en: "planned", tone: "info" },
  active: { de: "läuft", en: "active", tone: "ok" },
  acceptance: { de: "Abnahme", en: "acceptance", tone: "warn" },
  accepted: { de: "abgenommen", en: "accepted", tone: "ok" },
  closed: { de: "abgeschlossen", en: "closed" },
  cancelled: { de: "abgebrochen", en: "cancelled" },
};

export const milestoneStates: ValueNames = {
  planned: { de: "geplant", en: "planned" },
  active: { de: "läuft", en: "active", tone: "info" },
  reached: { de: "erreicht", en: "reached", tone: "ok" },
};

export const billingModes: ValueNames = {
  time: { de: "nach Zeit", en: "by time" },
  fixed_milestones: { de: "Festpreis je Meilenstein", en: "fixed price by milestone" },
  fixed_end: { de: "Festpreis am Ende", en: "fixed price at the end" },
};

export const changeReasons: ValueNames = {
  customer: { de: "Wunsch des Kunden", en: "customer's wish" },
  technical: { de: "technisch", en: "technical" },
  legal: { de: "rechtlich", en: "legal" },
  own_error: { de: "eigener Fehler", en: "own error" },
};

export const acceptanceResults: ValueNames = {
  accepted: { de: "abgenommen", en: "accepted", tone: "ok" },
  with_defects: { de: "mit Mängeln", en: "with defects", tone: "warn" },
  refused: { de: "verweigert", en: "refused", tone: "bad" },
};
