import { choice, field } from "../member.ts";
import type { Action } from "../register.ts";
import { personalData } from "./values.ts";

/** Tells that a device is gone; wiping it is for somebody else to approve. */
export const reportLoss: Action = {
  key: "loss",
  name: { de: "Verlust melden …", en: "Report loss …" },
  text: {
    de: "Ein Sicherheitsvorfall beginnt. Gelöscht wird das Gerät aus der Ferne, sobald jemand anderes es freigibt; Lizenzen und Zugänge werden frei, und das Gerät scheidet aus.",
    en: "A security incident begins. The device is wiped remotely once somebody else approves; licences and access become free, and the device leaves the inventory.",
  },
  method: "POST",
  path: "/api/assets/:id/loss",
  permission: "tasks.work",
  fields: [
    choice(
      "result",
      { stolen: { de: "Gestohlen", en: "Stolen" }, lost: { de: "Verloren", en: "Lost" } },
      { de: "Was ist geschehen?", en: "What happened?", required: true },
    ),
    field("note", "textarea", { de: "Wo, wann und wie", en: "Where, when and how", required: true }),
    field("awareAt", "datetime", {
      de: "Kenntnis seit",
      en: "Aware since",
      help: {
        de: "Ab hier laufen die gesetzlichen Fristen; leer: ab jetzt.",
        en: "The legal clocks run from here; empty: from now.",
      },
    }),
    choice("personalData", personalData, { de: "Personenbezogene Daten darauf", en: "Personal data on it" }),
    field("policeReference", "text", {
      de: "Aktenzeichen der Polizei",
      en: "Police reference",
      help: { de: "Für die Versicherung.", en: "For the insurance." },
    }),
  ],
  refusals: {
    "incident.awareAt": {
      de: "Kenntnis hat man nur von etwas, das schon war: bitte einen Zeitpunkt nennen, der vorbei ist.",
      en: "One is aware only of what has been: please give a moment that is past.",
    },
    "asset.busy": {
      de: "Der Lebenslauf dieses Geräts ist gerade mit anderem befasst oder hat noch nicht begonnen.",
      en: "This device's process is about something else, or has not begun yet.",
    },
  },
};
