import { choice, chosen, field } from "../member.ts";
import type { Change } from "../register.ts";
import { severities, tactics, verdicts } from "./incidentValues.ts";
import { personalData } from "./values.ts";

/** What an analyst says who opens an incident without an alert. */
export const newIncident: Change = {
  method: "POST",
  path: "/api/security-incidents",
  permission: "tasks.work",
  makes: "ticketNumber",
  refusals: {
    "incident.awareAt": {
      de: "Kenntnis hat man nur von etwas, das schon war: bitte einen Zeitpunkt nennen, der vorbei ist.",
      en: "One is aware only of what has been: please give a moment that is past.",
    },
    "incident.category": {
      de: "Es gibt keine Kategorie für Sicherheit. Unter Verwaltung, Kategorien, lässt sich eine anlegen.",
      en: "There is no category of security. One can be made under administration, categories.",
    },
  },
  fields: [
    chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
    { ...field("title", "text", { de: "Titel", en: "Title", required: true }), maxLength: 250 },
    field("description", "textarea", {
      de: "Was bekannt ist",
      en: "What is known",
      required: true,
      help: {
        de: "Wird mit seinem Hash als erster Beweis gesichert.",
        en: "It is kept with its hash as the first evidence.",
      },
    }),
    field("awareAt", "datetime", {
      de: "Kenntnis seit",
      en: "Aware since",
      required: true,
      help: { de: "Ab hier laufen die gesetzlichen Fristen.", en: "The legal clocks run from here." },
    }),
    chosen("assetId", "assets", { de: "Betroffenes Gerät", en: "Affected device", of: "customerId" }),
    field("affected", "textarea", {
      de: "Weitere Geräte und Konten",
      en: "Further devices and accounts",
      help: { de: "Eins je Zeile, Konten als „Konto: Name“.", en: "One a line, accounts as “account: name”." },
    }),
    {
      ...choice("severity", severities, {
        de: "Schwere",
        en: "Severity",
        required: true,
        only: ["critical", "major", "moderate", "minor"],
        help: {
          de: "Daraus und aus dem Rest schlagen die Regeln die Stufe vor; bewertet wird in der Triage.",
          en: "The rules propose the level from this and the rest; the triage rates it.",
        },
      }),
      default: "major",
    },
    {
      ...choice("verdict", verdicts, {
        de: "Urteil",
        en: "Verdict",
        required: true,
        only: ["malicious", "suspicious", "unknown"],
      }),
      default: "suspicious",
    },
    choice("tactic", tactics, { de: "Taktik", en: "Tactic" }),
    {
      ...choice("personalData", personalData, { de: "Personenbezogene Daten", en: "Personal data" }),
      default: "unknown",
    },
  ],
};
