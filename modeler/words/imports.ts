import type { Entry } from "./translate.ts";

/** Taking lists in: what a file would change, line by line, before anything is stored. */
export const importWords = {
  "imports.choose": { de: "CSV-Datei wählen …", en: "Choose a CSV file …" },
  "imports.take": { de: "Übernehmen", en: "Take over" },
  "imports.chooseFirst": { de: "Wählen Sie erst eine Datei.", en: "Choose a file first." },
  "imports.mistakesFirst": {
    de: "Berichtigen Sie erst die Zeilen, die nicht gelesen werden konnten.",
    en: "First correct the lines that could not be read.",
  },
  "imports.allRefused": {
    de: "Keine Zeile kann übernommen werden. Warum, steht bei den Zeilen.",
    en: "No line can be taken. The lines say why.",
  },
  "imports.nothing": { de: "Die Datei ändert nichts.", en: "The file changes nothing." },
  "imports.ignored": { de: "Nicht gebrauchte Spalten: {names}", en: "Columns that are not needed: {names}" },
  "imports.mistakes": {
    de: { one: "{count} Zeile mit Fehler", other: "{count} Zeilen mit Fehlern" },
    en: { one: "{count} line with a mistake", other: "{count} lines with mistakes" },
  },
  "imports.line": { de: "Zeile {line}", en: "Line {line}" },
  "imports.more": { de: "und {count} weitere", en: "and {count} more" },
  "imports.changes": { de: "Was sich ändert", en: "What changes" },
  "imports.priceTitle": { de: "Preise einlesen", en: "Import prices" },
  "imports.priceText": {
    de: "Eine CSV-Datei mit den Spalten Artikel und Preis, dazu nach Bedarf Ab Menge und Einkauf. Semikolon oder Komma, 1.234,56 oder 1,234.56.",
    en: "A CSV file with the columns SKU and Price, and where needed From quantity and Cost. Semicolon or comma, 1.234,56 or 1,234.56.",
  },
  "imports.priceVersion": {
    de: "Diese Liste gilt schon. Es entsteht eine neue Fassung; diese endet am Tag davor.",
    en: "This list holds already. A new version begins; this one ends the day before.",
  },
  "imports.priceFrom": { de: "Neue Fassung gilt ab", en: "New version holds from" },
  "imports.priceFromFirst": {
    de: "Sagen Sie erst, ab wann die neue Fassung gilt.",
    en: "First say from when the new version holds.",
  },
  "imports.priceRest": {
    de: "Preise entfernen, die nicht in der Datei stehen",
    en: "Remove prices that are not in the file",
  },
  "imports.priceNew": { de: "{count} neu", en: "{count} new" },
  "imports.priceChanged": { de: "{count} geändert", en: "{count} changed" },
  "imports.priceRemoved": { de: "{count} entfernt", en: "{count} removed" },
  "imports.priceSame": { de: "{count} bleiben", en: "{count} stay" },
  "imports.priceDone": { de: "Die Preise sind übernommen.", en: "The prices have been taken over." },
  "imports.sku": { de: "Artikel", en: "Product" },
  "imports.minQty": { de: "Ab Menge", en: "From quantity" },
  "imports.before": { de: "Bisher", en: "Before" },
  "imports.after": { de: "Neu", en: "New" },
  "imports.cost": { de: "Einkauf, ab sofort", en: "Cost, from now on" },
  "imports.gone": { de: "entfernt", en: "removed" },
  "imports.belowCost": { de: "unter Einkauf", en: "below cost" },
  "imports.assetTitle": { de: "Geräte einlesen", en: "Import devices" },
  "imports.assetText": {
    de: "Eine CSV-Datei aus dem RMM oder vom Einkauf, mit Spalten wie Name, Seriennummer, Hersteller, Kunde, Kaufdatum, Garantie bis. Bekannte Geräte werden an Kennung, Seriennummer oder MAC-Adresse erkannt und ergänzt.",
    en: "A CSV file of the RMM or of purchasing, with columns such as Name, Serial, Manufacturer, Customer, Purchase date, Warranty until. Known devices are recognised by id, serial or MAC address and completed.",
  },
  "imports.assetSource": { de: "Woher ist die Liste?", en: "Where is the list from?" },
  "imports.assetSourceHelp": {
    de: "Etwa ninjaone; daran werden Kennungen erkannt.",
    en: "Such as ninjaone; ids are recognised by it.",
  },
  "imports.assetCustomer": { de: "Kunde, wo die Zeile keinen nennt", en: "Customer, where a line names none" },
  "imports.assetUpdated": { de: "{count} ergänzt", en: "{count} completed" },
  "imports.assetDone": {
    de: { one: "{count} Gerät angelegt", other: "{count} Geräte angelegt" },
    en: { one: "{count} device created", other: "{count} devices created" },
  },
  "imports.assetName": { de: "Gerät", en: "Device" },
  "imports.assetOf": { de: "Kunde", en: "Customer" },
  "imports.assetKnown": { de: "bekannt", en: "known" },
  "imports.assetNew": { de: "neu", en: "new" },
  "imports.refused": {
    de: { one: "{count} Zeile wird nicht übernommen", other: "{count} Zeilen werden nicht übernommen" },
    en: { one: "{count} line is not taken", other: "{count} lines are not taken" },
  },
} as const satisfies Record<string, Entry>;
