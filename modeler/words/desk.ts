import type { Entry } from "./translate.ts";

/** The desk: registers, records and what is changed of them. What registers are made of is named beside them. */
export const deskWords = {
  "records.registers": { de: "Verzeichnisse", en: "Registers" },
  "records.search": { de: "Suchen …", en: "Search …" },
  "records.any": { de: "{name}: alle", en: "{name}: any" },
  "records.clear": { de: "Filter löschen", en: "Clear filters" },
  "records.shown": {
    de: { one: "{count} Eintrag", other: "{count} Einträge" },
    en: { one: "{count} record", other: "{count} records" },
  },
  "records.more": { de: "Weitere laden", en: "Load more" },
  "records.none": { de: "{name}: noch nichts", en: "{name}: nothing yet" },
  "records.noneText": {
    de: "Was die Prozesse anlegen oder jemand von Hand einträgt, steht hier.",
    en: "What processes create or people enter by hand will show here.",
  },
  "records.noneFound": { de: "Nichts gefunden", en: "Nothing found" },
  "records.noneFoundText": {
    de: "Zu dieser Auswahl gibt es keinen Eintrag. Nehmen Sie einen Filter weg.",
    en: "There is no record for this choice. Take a filter away.",
  },
  "records.noRegister": { de: "Dieses Verzeichnis gibt es nicht", en: "There is no such register" },
  "records.noRegisterText": {
    de: "Wählen Sie links eines der Verzeichnisse.",
    en: "Choose one of the registers at the left.",
  },
  "records.noRight": {
    de: "Dazu brauchen Sie die Berechtigung „{permission}“.",
    en: "You need the permission “{permission}” for this.",
  },
  "records.notNow": {
    de: "Das geht nicht, solange der Eintrag in diesem Stand ist.",
    en: "This is not possible as long as the record stands as it does.",
  },
  "records.create": { de: "Neu", en: "New" },
  "records.createTitle": { de: "{name}: neu", en: "{name}: new" },
  "records.createDo": { de: "Anlegen", en: "Create" },
  "records.editTitle": { de: "{name} bearbeiten", en: "Edit {name}" },
  "records.save": { de: "Speichern", en: "Save" },
  "records.made": { de: "{name} ist angelegt.", en: "{name} has been created." },
  "records.saved": { de: "Gespeichert", en: "Saved" },
  "records.open": { de: "Öffnen", en: "Open" },
  "records.download": { de: "Herunterladen", en: "Download" },
  "records.instances": { de: "Vorgänge", en: "Instances" },
  "records.noInstances": { de: "Dafür läuft kein Vorgang.", en: "No instance runs for it." },

  "records.calendar": { de: "Aus Kalender", en: "From a calendar" },
  "records.calendarText": {
    de: "Was in der Datei (.ics) Zeit belegt, wird in den nächsten anderthalb Jahren eine Abwesenheit. Ein Kalender, der sich ändert, ist ein Anschluss.",
    en: "What takes time in the file (.ics) becomes an absence within the next year and a half. A calendar that changes is a connector.",
  },
  "records.calendarFile": { de: "Datei wählen", en: "Choose file" },
  "records.calendarTaken": {
    de: { one: "{count} Abwesenheit eingetragen", other: "{count} Abwesenheiten eingetragen" },
    en: { one: "{count} absence recorded", other: "{count} absences recorded" },
  },
  "records.calendarKnown": {
    de: { one: "{count} war es schon", other: "{count} waren es schon" },
    en: { one: "{count} was already", other: "{count} were already" },
  },
  "records.firstOnly": {
    de: "Hier stehen nur die ersten 200.",
    en: "Only the first 200 are listed here.",
  },
  "records.staffFailed": {
    de: "Wer im Team ist, war nicht zu erfahren.",
    en: "Who is in the team could not be found out.",
  },
  "records.who": { de: "Wer", en: "Who" },
} as const satisfies Record<string, Entry>;
