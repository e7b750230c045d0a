import type { ValueNames } from "../register.ts";

/** Laws that want to be told of an incident. */
export const regimes: ValueNames = {
  "nis2-de": { de: "NIS 2, § 32 BSIG", en: "NIS 2, § 32 BSIG (DE)" },
  "nis2-at": { de: "NIS 2, § 34 NISG 2026", en: "NIS 2, § 34 NISG 2026 (AT)" },
  "gdpr-33": { de: "DSGVO Art. 33", en: "GDPR Art. 33" },
  "gdpr-33-2": { de: "DSGVO Art. 33 Abs. 2", en: "GDPR Art. 33(2)" },
  "gdpr-34": { de: "DSGVO Art. 34", en: "GDPR Art. 34" },
  dora: { de: "DORA Art. 19", en: "DORA Art. 19" },
};

export const stages: ValueNames = {
  early: { de: "Frühwarnung", en: "early warning" },
  inform: { de: "Verantwortlichen informieren", en: "inform the controller" },
  notification: { de: "Meldung", en: "notification" },
  interim: { de: "Zwischenbericht", en: "interim report" },
  progress: { de: "Fortschrittsbericht", en: "progress report" },
  subjects: { de: "Betroffene informieren", en: "inform data subjects" },
  final: { de: "Abschlussbericht", en: "final report" },
};

export const decisions: ValueNames = {
  open: { de: "offen", en: "open", tone: "warn" },
  report: { de: "gemeldet", en: "reported", tone: "ok" },
  not_required: { de: "nicht nötig", en: "not required" },
};
