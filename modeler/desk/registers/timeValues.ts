import type { ValueNames } from "../register.ts";

/** What the values of times and material are called. */
export const billingStates: ValueNames = {
  open: { de: "offen", en: "open", tone: "info" },
  proposed: { de: "vorgeschlagen", en: "proposed", tone: "warn" },
  billed: { de: "berechnet", en: "billed", tone: "ok" },
};

export const timeClasses: ValueNames = {
  BT: { de: "in der Servicezeit", en: "within service time" },
  ST: { de: "am Werktag außerhalb", en: "working day, outside of it" },
  OT: { de: "Wochenende, Feiertag", en: "weekend, holiday" },
};

export const timeCauses: ValueNames = {
  customer: { de: "Kunde", en: "customer" },
  own_error: { de: "eigener Fehler", en: "own error" },
  internal: { de: "intern", en: "internal" },
  vendor: { de: "Hersteller", en: "vendor" },
  unknown: { de: "unbekannt", en: "unknown" },
};

export const supplies: ValueNames = {
  goods: { de: "Lieferung", en: "goods" },
  service: { de: "Leistung", en: "service" },
};
