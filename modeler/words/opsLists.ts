import type { Entry } from "./translate.ts";

/** The lists of the operations area: faults by cause, jobs, messages, timers, processes. */
export const opsListWords = {
  "opsList.nothing": { de: "Nichts gefunden", en: "Nothing found" },
  "opsList.action": { de: "Aktion", en: "Action" },

  "opsFault.search": { de: "Meldung, Code, Element", en: "Message, code, element" },
  "opsFault.sort": { de: "Reihenfolge", en: "Order" },
  "opsFault.sort.count": { de: "häufigste zuerst", en: "most frequent first" },
  "opsFault.sort.last": { de: "neueste zuerst", en: "newest first" },
  "opsFault.none": { de: "Kein Fehler", en: "No faults" },
  "opsFault.noneText": {
    de: "Alles, was läuft, kann weitergehen. Was stehen bleibt, erscheint hier, gleiche Ursachen zusammengefasst.",
    en: "Everything that runs can go on. What gets stuck will appear here, alike causes taken together.",
  },
  "opsFault.causes": {
    de: { one: "{count} Ursache", other: "{count} Ursachen" },
    en: { one: "{count} cause", other: "{count} causes" },
  },
  "opsFault.count": { de: "Anzahl", en: "Count" },
  "opsFault.cause": { de: "Ursache", en: "Cause" },
  "opsFault.first": { de: "Zuerst", en: "First" },
  "opsFault.last": { de: "Zuletzt", en: "Last" },
  "opsFault.message": { de: "Meldung", en: "Message" },
  "opsFault.at": { de: "Seit", en: "Since" },
  "opsFault.counted": {
    de: { one: "{count} Fehler", other: "{count} Fehler" },
    en: { one: "{count} fault", other: "{count} faults" },
  },
  "opsFault.inInstances": {
    de: { one: "in einem Vorgang", other: "in {count} Vorgängen" },
    en: { one: "in one instance", other: "in {count} instances" },
  },
  "opsFault.since": { de: "zuerst {first}, zuletzt {last}", en: "first {first}, last {last}" },
  "opsFault.retryAll": {
    de: { one: "Erneut versuchen", other: "Alle {count} erneut versuchen" },
    en: { one: "Try again", other: "Try all {count} again" },
  },
  "opsFault.retryOf": { de: "{name} erneut versuchen", en: "Try {name} again" },
  "opsFault.retryTitle": { de: "Alle gleichen Fehler erneut versuchen", en: "Try all alike faults again" },
  "opsFault.retryText": {
    de: {
      one: "Ein Vorgang wird erneut versucht. Der Sammelauftrag zeigt, was daraus wurde.",
      other:
        "{count} Vorgänge werden erneut versucht, jeder für sich. Der Sammelauftrag zeigt für jeden, was daraus wurde.",
    },
    en: {
      one: "One instance is tried again. The batch shows what became of it.",
      other: "{count} instances are tried again, each on its own. The batch shows for each what became of it.",
    },
  },
  "opsFault.retryBegun": { de: "Sammelauftrag begonnen", en: "Batch begun" },
  "opsFault.gone": { de: "Diese Ursache ist behoben", en: "This cause is gone" },
  "opsFault.goneText": {
    de: "Kein Vorgang hat diesen Fehler mehr.",
    en: "No instance has this fault any more.",
  },
  "opsFault.toAll": { de: "Zu allen Fehlern", en: "To all faults" },

  "batch.faultsAgain": {
    de: { one: "{count} hat wieder einen Fehler", other: "{count} haben wieder Fehler" },
    en: { one: "{count} has a fault again", other: "{count} have faults again" },
  },
  "batch.hidden": { de: "nicht für Sie sichtbar", en: "hidden from you" },
  "batch.any": { de: "Jeder Stand", en: "Any state" },
  "batch.noneOf": { de: "Kein Vorgang in diesem Stand", en: "No instance in this state" },
} as const satisfies Record<string, Entry>;
