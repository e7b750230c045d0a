import { field } from "../member.ts";
import type { Action } from "../register.ts";

const refusals = {
  "license.same": { de: "Das ist die Menge schon.", en: "That is the quantity already." },
  "license.committed": {
    de: "Bis zum Ende der Laufzeit kann die Menge nicht sinken.",
    en: "Until the term ends the quantity cannot be less.",
  },
  "license.assigned": {
    de: "Es sind mehr vergeben. Nehmen Sie zuerst welche zurück.",
    en: "More are assigned. Take some back first.",
  },
  "license.full": {
    de: "Alle sind vergeben. Erhöhen Sie zuerst die Menge.",
    en: "All of them are assigned. Raise the quantity first.",
  },
  "license.whom": {
    de: "Wählen Sie entweder ein Gerät oder eine Person.",
    en: "Choose either a device or a person.",
  },
  "licence.released": { de: "Diese Lizenz ist schon frei.", en: "This licence is free already." },
  "license.source": {
    de: "Keine Verbindung zählt diese Lizenz. Verbinden Sie ihre Quelle in der Verwaltung, oder tragen Sie ein, was Sie gezählt haben.",
    en: "No connector counts this licence. Connect its source under administration, or enter what you counted.",
  },
};

const counting: readonly Action[] = [
  {
    key: "count",
    name: { de: "Jetzt zählen …", en: "Count now …" },
    text: {
      de: "Fragt die Quelle, wie viele gekauft, vergeben und genutzt sind.",
      en: "Asks the source how many are bought, assigned and in use.",
    },
    method: "POST",
    path: "/api/licenses/:id/count",
    permission: "desk.write",
    fields: [],
    refusals,
  },
  {
    key: "counted",
    name: { de: "Zählung eintragen …", en: "Enter a count …" },
    text: {
      de: "Was Sie beim Hersteller oder Distributor abgelesen haben. Der nächste Abrechnungslauf vergleicht damit.",
      en: "What you read at the vendor or distributor. The next billing run compares with it.",
    },
    method: "POST",
    path: "/api/licenses/:id/counts",
    permission: "desk.write",
    fields: [
      field("purchased", "int", { de: "Gekauft", en: "Bought" }),
      field("assigned", "int", { de: "Vergeben", en: "Assigned", required: true }),
      field("active", "int", { de: "Genutzt", en: "In use", required: true }),
    ],
  },
];

const assigning: readonly Action[] = [
  {
    key: "assign",
    name: { de: "Vergeben …", en: "Assign …" },
    text: {
      de: "An ein Gerät oder eine Person des Kunden. Scheidet das Gerät aus, wird die Lizenz wieder frei.",
      en: "To a device or a person of the customer. When the device goes, the licence is free again.",
    },
    method: "POST",
    path: "/api/licenses/:id/assignments",
    permission: "desk.write",
    choices: {
      contactId: { source: "contacts" },
      assetId: { source: "assets" },
    },
    fields: [
      field("contactId", "enum", { de: "Person", en: "Person" }),
      field("assetId", "enum", { de: "oder Gerät", en: "or device" }),
    ],
    refusals,
  },
  {
    key: "end",
    name: { de: "Zurücknehmen …", en: "Take back …" },
    text: { de: "Die Lizenz wird frei; wer sie hatte, bleibt stehen.", en: "The licence is free; who had it is kept." },
    method: "POST",
    path: "/api/licenses/:id/assignments/end",
    permission: "desk.write",
    choices: { assignmentId: { at: "assignments", id: "id", label: "holder" } },
    fields: [field("assignmentId", "enum", { de: "Von", en: "From", required: true })],
    refusals,
  },
];

const quantity: Action = {
  key: "quantity",
  name: { de: "Menge ändern …", en: "Change quantity …" },
  text: {
    de: "Diese Menge wird berechnet. Was bis dahin berechnet ist, bleibt; wer es entschied und warum, wird festgehalten.",
    en: "This quantity is billed. What is billed until then stays; who decided it and why is kept.",
  },
  method: "POST",
  path: "/api/licenses/:id/quantity",
  permission: "catalogue.write",
  fields: [
    field("quantity", "int", { de: "Neue Menge", en: "New quantity", required: true }),
    field("effectiveOn", "date", { de: "Gilt ab", en: "From", required: true }),
    field("reason", "textarea", { de: "Begründung", en: "Reason", required: true }),
  ],
  refusals,
};

/** What can be done with a licence. */
export const licenceActs: readonly Action[] = [...counting, quantity, ...assigning];
