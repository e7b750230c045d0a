import type { Entry } from "./translate.ts";

/** What fields of forms say, in tasks and in the designer. */
export const formWords = {
  "signature.draw": { de: "Zeichnen", en: "Draw" },
  "signature.type": { de: "Tippen", en: "Type" },
  "signature.how": { de: "Wie unterschreiben?", en: "How to sign?" },
  "signature.pad": { de: "Hier unterschreiben", en: "Sign here" },
  "signature.take": { de: "Unterschrift übernehmen", en: "Use this signature" },
  "signature.clear": { de: "Neu zeichnen", en: "Draw again" },
  "signature.shown": { de: "Unterschrift", en: "Signature" },
  "signature.file": { de: "Unterschrift.png", en: "Signature.png" },
  "form.choose": { de: "Bitte wählen", en: "Please choose" },
  "form.recordClear": { de: "{label} leeren", en: "Clear {label}" },
  "form.recordNone": { de: "Nichts gefunden.", en: "Nothing found." },
  "form.recordUnknown": {
    de: "Das gibt es hier nicht. Bitte wählen.",
    en: "There is no such one. Please choose.",
  },
  "form.required": { de: "Bitte ausfüllen.", en: "Please fill this in." },
  "form.whole": { de: "Nur ganze Zahlen, ohne Punkt und Komma.", en: "Whole numbers only, without point or comma." },
  "form.ambiguous": {
    de: "Das ist nicht eindeutig: Tausender oder Nachkommastellen? Bitte etwa 1234 oder 1,50 schreiben.",
    en: "This can be read in two ways: thousands or decimals? Please write 1234 or 1.50, for example.",
  },
  "form.decimals": {
    de: { one: "Höchstens eine Nachkommastelle.", other: "Höchstens {count} Nachkommastellen." },
    en: { one: "At most one decimal place.", other: "At most {count} decimal places." },
  },
  "form.number": { de: "Das ist keine Zahl.", en: "This is not a number." },
  "form.min": { de: "Mindestens {min}.", en: "At least {min}." },
  "form.max": { de: "Höchstens {max}.", en: "At most {max}." },
  "form.tooLong": {
    de: { one: "Höchstens {count} Zeichen.", other: "Höchstens {count} Zeichen." },
    en: { one: "At most {count} character.", other: "At most {count} characters." },
  },
  "form.email": { de: "Das ist keine E-Mail-Adresse.", en: "This is not an e-mail address." },
  "form.signature": { de: "Bitte Vor- und Nachnamen eintippen.", en: "Please type your first and last name." },
  "form.signatureHelp": {
    de: "Ihr getippter Name gilt als Unterschrift.",
    en: "Your typed name counts as your signature.",
  },
  "form.mistakes": {
    de: {
      one: "Ein Feld braucht noch Ihre Aufmerksamkeit.",
      other: "{count} Felder brauchen noch Ihre Aufmerksamkeit.",
    },
    en: { one: "One field still needs your attention.", other: "{count} fields still need your attention." },
  },
  "form.draftLoaded": { de: "Entwurf geladen", en: "Draft loaded" },
  "form.draftSaving": { de: "Entwurf wird gespeichert …", en: "Saving draft …" },
  "form.draftSaved": { de: "Entwurf gespeichert", en: "Draft saved" },
  "form.draftFailed": {
    de: "Entwurf nicht gespeichert. Lassen Sie die Seite offen.",
    en: "Draft not saved. Keep this page open.",
  },
  "form.draftStale": {
    de: "Der Entwurf dieser Aufgabe wurde inzwischen anderswo geändert, in einem anderen Fenster oder von jemand anderem. Was Sie hier eingeben, wird erst wieder gespeichert, wenn Sie gewählt haben.",
    en: "The draft of this task has been changed elsewhere since, in another window or by somebody else. What you type here is saved again once you have chosen.",
  },
  "form.draftTake": { de: "Den neueren laden", en: "Load the newer one" },
  "form.draftKeep": { de: "Meine Eingaben behalten", en: "Keep what I typed" },
} as const satisfies Record<string, Entry>;
