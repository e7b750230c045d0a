import type { Entry } from "./translate.ts";

/** Files that are added, shown and taken out. */
export const fileWords = {
  "files.none": { de: "Noch nichts angehängt.", en: "Nothing attached yet." },
  "files.choose": { de: "Datei anhängen", en: "Attach a file" },
  "files.drop": { de: "Dateien hier ablegen", en: "Drop files here" },
  "files.dropHere": { de: "oder hierher ziehen", en: "or drag it here" },
  "files.sending": { de: "{name} wird übertragen", en: "Sending {name}" },
  "files.stop": { de: "Übertragung von {name} abbrechen", en: "Stop sending {name}" },
  "files.takeOut": { de: "{name} entfernen", en: "Remove {name}" },
  "files.delete": { de: "{name} löschen", en: "Delete {name}" },
  "files.deleted": { de: "{name} gelöscht", en: "{name} deleted" },
  "files.used": {
    de: "Die Datei wird verwendet und bleibt darum erhalten.",
    en: "The file is in use, so it stays.",
  },
  "files.tooLarge": { de: "Die Datei ist zu groß.", en: "The file is too large." },
  "files.offline": {
    de: "Server nicht erreichbar. Bitte noch einmal anhängen.",
    en: "Server out of reach. Please attach it again.",
  },
  "files.failed": {
    de: "Das hat nicht geklappt. Bitte noch einmal anhängen.",
    en: "That did not work. Please attach it again.",
  },
  "files.later": {
    de: "Dateien werden an der laufenden Aufgabe angehängt.",
    en: "Files are attached to the running task.",
  },
} as const satisfies Record<string, Entry>;
