import type { Entry } from "./translate.ts";

/** Planned work that calendar programs subscribe to. */
export const feedWords = {
  "feed.about": {
    de: "Outlook, Google Kalender, Apple Kalender und Thunderbird lesen hier Einsätze vor Ort, Aufgaben und Meilensteine von Projekten, Wartungsfenster und Quartalsgespräche. Wer die Adresse hat, kann sie lesen.",
    en: "Outlook, Google Calendar, Apple Calendar and Thunderbird read on-site visits, tasks and milestones of projects, maintenance windows and quarterly reviews here. Whoever has the address can read them.",
  },
  "feed.makeOwn": { de: "Adresse für meine Arbeit", en: "Address for my work" },
  "feed.makeHouse": { de: "Adresse für das ganze Haus", en: "Address for the whole house" },
  "feed.address": { de: "Neue Adresse", en: "New address" },
  "feed.once": {
    de: "Fügen Sie die Adresse in Ihrem Kalender als Abonnement hinzu. Sie wird nur jetzt gezeigt.",
    en: "Add the address to your calendar as a subscription. It is shown only now.",
  },
  "feed.yours": { de: "Ihre Adressen", en: "Your addresses" },
  "feed.scope.own": { de: "Meine Arbeit", en: "My work" },
  "feed.scope.house": { de: "Das ganze Haus", en: "The whole house" },
  "feed.made": { de: "angelegt {at}", en: "made {at}" },
  "feed.read": { de: "zuletzt gelesen {at}", en: "last read {at}" },
  "feed.unread": { de: "noch nicht gelesen", en: "not read yet" },
  "feed.end": { de: "Beenden", en: "End" },
  "feed.ended": {
    de: "Beendet; unter der Adresse steht nichts mehr.",
    en: "Ended; nothing is at the address any more.",
  },
} as const satisfies Record<string, Entry>;
