import type { Entry } from "./translate.ts";

/** Fields in which one chooses what there is, or writes an expression. */
export const modelFieldWords = {
  "feel.toExpression": { de: "Als Ausdruck (FEEL)", en: "As an expression (FEEL)" },
  "feel.toList": { de: "Aus der Liste wählen", en: "Choose from the list" },
  "feel.toFlag": { de: "Als Ja oder Nein", en: "As yes or no" },
  "feel.way": { de: "{label}: {way}", en: "{label}: {way}" },
  "feel.toText": { de: "Als festen Text", en: "As a fixed text" },
  "feel.fault": { de: "Ab „{text}“ ist das kein FEEL.", en: "From “{text}” on this is not FEEL." },
  "feel.end": { de: "Ende", en: "the end" },
  "feel.from": { de: "aus „{name}“", en: "from “{name}”" },
  "feel.fromStart": { de: "vom Start", en: "from the start" },
  "choose.none": { de: "Nichts gefunden", en: "Nothing found" },
  "choose.unknown": { de: "Das gibt es hier nicht: {names}.", en: "This does not exist here: {names}." },
  "choose.clear": { de: "{label} leeren", en: "Clear {label}" },
  "choose.add": { de: "Hinzufügen …", en: "Add …" },
  "choose.remove": { de: "{name} entfernen", en: "Remove {name}" },
} as const satisfies Record<string, Entry>;
