import type { Labels } from "../../api/types.ts";
import { choice, chosen, field } from "../member.ts";
import type { Action, When } from "../register.ts";
import { ranks } from "./ticketValues.ts";

/** Why whoever looks at a ticket cannot act on it. */
export const notTheirs = {
  notInCharge: {
    de: "Das kann, wer das Ticket hat, die Disposition oder die Serviceleitung.",
    en: "Whoever has the ticket, dispatch or service management can do this.",
  },
};

/** When the ticket's process waits for what is done. */
function whenWaiting(act: string, notWaiting: Labels): When {
  return { at: `acts.${act}`, is: ["possible"], otherwise: { ...notTheirs, notWaiting } };
}

const inWork = {
  de: "Das geht, während am Ticket gearbeitet wird: nicht vor der Einordnung und nicht nach der Lösung.",
  en: "This is possible while the ticket is being worked on: not before it is triaged, and not once it is solved.",
};
const reason = { ...field("reason", "textarea", { de: "Grund", en: "Reason", required: true }), maxLength: 2000 };
const priorities = {
  P1: { de: "P1", en: "P1" },
  P2: { de: "P2", en: "P2" },
  P3: { de: "P3", en: "P3" },
  P4: { de: "P4", en: "P4" },
};

/** What people tell the process of a ticket. */
export const ticketActs: readonly Action[] = [
  {
    key: "confirm",
    name: { de: "Kunde hat bestätigt", en: "Customer has confirmed" },
    text: {
      de: "Der Kunde ist mit der Lösung einverstanden. Das Ticket wird geschlossen und abgerechnet, ohne die Frist abzuwarten.",
      en: "The customer agrees with the solution. The ticket is closed and billed without waiting for the period to end.",
    },
    method: "POST",
    path: "/api/tickets/:number/confirm",
    permission: "tasks.work",
    fields: [],
    when: whenWaiting("confirm", {
      de: "Das geht, wenn das Ticket gelöst ist und auf die Bestätigung wartet.",
      en: "This is possible once the ticket is solved and waits to be confirmed.",
    }),
  },
  {
    key: "priority",
    name: { de: "Priorität ändern …", en: "Change priority …" },
    text: {
      de: "Ohne Priorität ergibt sie sich aus Auswirkung und Dringlichkeit. Die Fristen werden neu berechnet.",
      en: "Without a priority it follows from impact and urgency. The deadlines are counted anew.",
    },
    method: "POST",
    path: "/api/tickets/:number/priority",
    permission: "tasks.work",
    fields: [
      choice("impact", ranks, { de: "Auswirkung", en: "Impact" }),
      choice("urgency", ranks, { de: "Dringlichkeit", en: "Urgency" }),
      choice("priority", priorities, { de: "Priorität", en: "Priority" }),
      reason,
    ],
    when: whenWaiting("reprioritise", inWork),
  },
  {
    key: "merge",
    name: { de: "Zusammenlegen …", en: "Merge …" },
    text: {
      de: "Nachrichten, Zeiten und Alarme gehen an das andere Ticket über; dieses endet als zusammengelegt.",
      en: "Messages, time and alerts move to the other ticket; this one ends as merged.",
    },
    method: "POST",
    path: "/api/tickets/:number/merge",
    permission: "tasks.work",
    fields: [
      chosen("into", "tickets", { de: "Mit dem Ticket", en: "With the ticket", required: true }),
      field("otherCustomer", "boolean", {
        de: "Auch wenn es von einem anderen Kunden ist",
        en: "Even if it is another customer’s",
      }),
      { ...reason, required: false },
    ],
    when: whenWaiting("merge", inWork),
  },
  {
    key: "cancel",
    name: { de: "Stornieren …", en: "Cancel …" },
    text: {
      de: "Am Ticket wird nicht weiter gearbeitet, und seine Fristen enden.",
      en: "Nobody works on the ticket any more, and its deadlines end.",
    },
    method: "POST",
    path: "/api/tickets/:number/cancel",
    permission: "tasks.work",
    fields: [reason],
    when: whenWaiting("cancel", inWork),
  },
];
