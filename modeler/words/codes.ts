import type { Entry } from "./translate.ts";

/**
 * Words for the codes that variables hold, by variable. Rule sets and forms bring the words for their own values; these
 * are the codes of tickets, which processes share.
 */
const grades: Readonly<Record<string, Entry>> = {
  high: { de: "hoch", en: "high" },
  medium: { de: "mittel", en: "medium" },
  low: { de: "niedrig", en: "low" },
};

const codes: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  impact: grades,
  urgency: grades,
  status: {
    new: { de: "neu", en: "new" },
    triaged: { de: "eingestuft", en: "triaged" },
    assigned: { de: "zugeteilt", en: "assigned" },
    in_progress: { de: "in Arbeit", en: "in progress" },
    waiting_customer: { de: "wartet auf Kunden", en: "waiting for customer" },
    waiting_vendor: { de: "wartet auf Lieferanten", en: "waiting for vendor" },
    scheduled: { de: "terminiert", en: "scheduled" },
    resolved: { de: "gelöst", en: "resolved" },
    closed_to_invoice: { de: "geschlossen, abzurechnen", en: "closed, to be invoiced" },
    closed_invoiced: { de: "geschlossen, abgerechnet", en: "closed, invoiced" },
    closed: { de: "geschlossen", en: "closed" },
    merged: { de: "zusammengeführt", en: "merged" },
    cancelled: { de: "abgebrochen", en: "cancelled" },
  },
  channel: {
    mail: { de: "E-Mail", en: "E-mail" },
    portal: { de: "Portal", en: "Portal" },
    phone: { de: "Telefon", en: "Phone" },
    rmm: { de: "Überwachung (RMM)", en: "Monitoring (RMM)" },
    soc: { de: "Security-Zentrale (SOC)", en: "Security centre (SOC)" },
    api: { de: "anderes System", en: "another system" },
  },
};

/** The words for what a variable holds, when it is a code we know. */
export function codeWords(variable: string, value: unknown): Entry | undefined {
  return typeof value === "string" ? codes[variable]?.[value] : undefined;
}
