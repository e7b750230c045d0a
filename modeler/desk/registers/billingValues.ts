import type { ValueNames } from "../register.ts";

/** What the values of invoices and of the ledger are called. */
export const invoiceStates: ValueNames = {
  final: { de: "endgültig", en: "final", tone: "info" },
  sent: { de: "versandt", en: "sent", tone: "info" },
  paid: { de: "bezahlt", en: "paid", tone: "ok" },
  dunning: { de: "gemahnt", en: "dunning", tone: "warn" },
  cancelled: { de: "storniert", en: "cancelled" },
};

export const invoiceKinds: ValueNames = {
  invoice: { de: "Rechnung", en: "Invoice" },
  credit: { de: "Gutschrift", en: "Credit note" },
  cancellation: { de: "Storno", en: "Cancellation" },
};

export const disputeStates: ValueNames = {
  open: { de: "offen", en: "open", tone: "warn" },
  refused: { de: "zurückgewiesen", en: "refused" },
  credited: { de: "gutgeschrieben", en: "credited", tone: "ok" },
};

export const batchStates: ValueNames = {
  planned: { de: "geplant", en: "planned", tone: "info" },
  built: { de: "erstellt", en: "built", tone: "info" },
  validated: { de: "geprüft", en: "validated", tone: "info" },
  transferred: { de: "übergeben", en: "transferred", tone: "info" },
  confirmed: { de: "verbucht", en: "booked", tone: "ok" },
  rejected: { de: "abgewiesen", en: "rejected", tone: "bad" },
  replaced: { de: "ersetzt", en: "replaced" },
  withdrawn: { de: "zurückgezogen", en: "withdrawn" },
};

export const runKinds: ValueNames = {
  month: { de: "Monat", en: "month" },
  manual: { de: "von Hand", en: "by hand" },
  project: { de: "Projekt", en: "project" },
};

export const runStates: ValueNames = {
  open: { de: "läuft", en: "running", tone: "info" },
  closed: { de: "abgeschlossen", en: "closed", tone: "ok" },
};

export const runCustomerStates: ValueNames = {
  open: { de: "offen", en: "open", tone: "warn" },
  invoiced: { de: "berechnet", en: "invoiced", tone: "ok" },
  nothing: { de: "nichts zu berechnen", en: "nothing to invoice" },
};

export const rejectReasons: ValueNames = {
  account_missing: { de: "Konto fehlt", en: "account missing" },
  tax_key: { de: "Steuerschlüssel", en: "tax key" },
  period_closed: { de: "Periode geschlossen", en: "period closed" },
  format: { de: "Format", en: "format" },
  other: { de: "Anderes", en: "other" },
};

export const breachSeverities: ValueNames = {
  error: { de: "Fehler", en: "error", tone: "bad" },
  warning: { de: "Warnung", en: "warning", tone: "warn" },
};

export const licenceStates: ValueNames = {
  even: { de: "stimmt", en: "as agreed", tone: "ok" },
  over: { de: "mehr genutzt", en: "more in use", tone: "bad" },
  under: { de: "weniger genutzt", en: "less in use", tone: "warn" },
  stale: { de: "Zählung veraltet", en: "count is old", tone: "warn" },
  uncounted: { de: "nie gezählt", en: "never counted", tone: "warn" },
  expired: { de: "abgelaufen", en: "expired", tone: "bad" },
  ended: { de: "beendet", en: "ended" },
};

export const licenceChanges: ValueNames = {
  true_up: { de: "mehr", en: "more", tone: "info" },
  true_down: { de: "weniger", en: "less", tone: "info" },
  kept: { de: "behalten", en: "kept" },
};

/** Who counts licences; others may be entered. */
export const licenceSources: ValueNames = {
  manual: { de: "von Hand", en: "by hand" },
  microsoft365: { de: "Microsoft 365", en: "Microsoft 365" },
  simulator: { de: "Simulator", en: "Simulator" },
};

export const ledgerTargets: ValueNames = {
  datev: { de: "DATEV", en: "DATEV" },
  bmd: { de: "BMD", en: "BMD" },
};

export const deliveryKinds: ValueNames = {
  mail: { de: "E-Mail", en: "mail" },
  portal: { de: "Portal", en: "portal" },
  post: { de: "Post", en: "post" },
  other: { de: "anders", en: "otherwise" },
};

/** Units of UN/ECE Recommendation 20. */
export const units: ValueNames = {
  C62: { de: "Stück", en: "piece" },
  H87: { de: "Stück", en: "piece" },
  HUR: { de: "Stunde", en: "hour" },
  MIN: { de: "Minute", en: "minute" },
  DAY: { de: "Tag", en: "day" },
  MON: { de: "Monat", en: "month" },
  ANN: { de: "Jahr", en: "year" },
  KMT: { de: "Kilometer", en: "kilometre" },
  LS: { de: "pauschal", en: "lump sum" },
};
