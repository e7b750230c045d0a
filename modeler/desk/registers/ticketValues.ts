import type { ValueNames } from "../register.ts";

/** How somebody is told of something when a ticket is entered for it. */
export const entryChannels: ValueNames = {
  phone: { de: "Telefon", en: "Phone" },
  portal: { de: "Portal", en: "Portal" },
  walk_in: { de: "Persönlich", en: "Walk-in" },
};

export const channels: ValueNames = {
  ...entryChannels,
  mail: { de: "E-Mail", en: "Mail" },
  rmm: { de: "Überwachung (RMM)", en: "Monitoring (RMM)" },
  soc: { de: "SOC", en: "SOC" },
  api: { de: "Prozess oder Schnittstelle", en: "Process or interface" },
};

export const ticketKinds: ValueNames = {
  incident: { de: "Störung", en: "Incident" },
  request: { de: "Anfrage", en: "Request" },
};

export const ranks: ValueNames = {
  high: { de: "hoch", en: "high" },
  medium: { de: "mittel", en: "medium" },
  low: { de: "niedrig", en: "low" },
};
