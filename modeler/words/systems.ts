import type { Entry } from "./translate.ts";

/** Which system leads for which records. */
export const systemWords = {
  "admin.systems": { de: "Führende Systeme", en: "Systems of record" },
  "systems.about": {
    de: "Für jede Art von Datensatz führt ein System. Was hier geändert wird, wird dorthin geschrieben; was sich dort ändert, kommt hierher und erreicht laufende Vorgänge. Wurde beides geändert, gilt, was dort steht.",
    en: "One system leads for each kind of record. What is changed here is written there; what changes there comes here and reaches running instances. Where both changed, what stands there holds.",
  },
  "systems.none": { de: "Keine PSA ist verbunden", en: "No PSA is connected" },
  "systems.noneText": {
    de: "Alle Datensätze werden hier geführt. Verbinden Sie unter „Verbindungen“ HaloPSA, Autotask, ConnectWise oder TANSS und schalten Sie die Verbindung ein; dann wählen Sie hier, wofür sie führt.",
    en: "All records are led here. Connect HaloPSA, Autotask, ConnectWise or TANSS under “Connectors” and enable the connector; then choose here what it leads for.",
  },
  "systems.toConnectors": { de: "Zu den Verbindungen", en: "To the connectors" },
  "systems.entity": { de: "Datensätze", en: "Records" },
  "systems.leads": { de: "Führt", en: "Leads" },
  "systems.leadsOf": { de: "Führendes System für {name}", en: "System of record for {name}" },
  "systems.own": { de: "Ablauf", en: "Ablauf" },
  "systems.simulated": { de: "{name} (Simulator)", en: "{name} (simulator)" },
  "systems.how": { de: "Wie", en: "How" },
  "systems.stands": { de: "Stand", en: "State" },
  "systems.of.tickets": { de: "Tickets", en: "Tickets" },
  "systems.of.time": { de: "Zeiten", en: "Times" },
  "systems.of.customers": { de: "Kunden", en: "Customers" },
  "systems.of.contacts": { de: "Kontakte", en: "Contacts" },
  "systems.of.contracts": { de: "Verträge", en: "Contracts" },
  "systems.of.assets": { de: "Geräte", en: "Assets" },
  "systems.how.both": { de: "in beide Richtungen", en: "both ways" },
  "systems.how.out": { de: "wird dorthin geschrieben", en: "written there" },
  "systems.how.told": { de: "Änderungen dort werden Prozessen gemeldet", en: "changes there are told to processes" },
  "systems.fine": { de: "alles geschrieben", en: "all written" },
  "systems.waiting": {
    de: { one: "{count} wartet", other: "{count} warten" },
    en: { one: "{count} waits", other: "{count} wait" },
  },
  "systems.failed": {
    de: { one: "{count} gescheitert", other: "{count} gescheitert" },
    en: { one: "{count} failed", other: "{count} failed" },
  },
  "systems.chosen": { de: "Führendes System geändert", en: "System of record changed" },
  "systems.sureOwn": { de: "{name} wieder hier führen?", en: "Lead {name} here again?" },
  "systems.sureOwnText": {
    de: "Was noch nicht geschrieben ist, wird nicht mehr geschrieben. Was sich dort ändert, kommt nicht mehr hierher.",
    en: "What is yet to be written is no longer written. What changes there no longer comes here.",
  },
  "systems.sureOther": { de: "{system} für {name} führen lassen?", en: "Let {system} lead for {name}?" },
  "systems.sureOtherText": {
    de: "Was dort steht, gilt von nun an auch hier. Kunden und Kontakte, die es dort gibt, werden an Namen oder Adresse erkannt oder hier angelegt.",
    en: "What stands there holds here too from now on. Customers and contacts that are there are recognised by name or address, or created here.",
  },
  "systems.choose": { de: "Wählen", en: "Choose" },
  "systems.readAt": { de: "{name}: zuletzt gefragt {at}", en: "{name}: last asked {at}" },
  "systems.readNever": { de: "{name}: noch nicht gefragt", en: "{name}: not asked yet" },
  "systems.readFailed": { de: "{name} konnte nicht gefragt werden: {error}", en: "{name} could not be asked: {error}" },
  "systems.changes": { de: "Noch nicht geschrieben", en: "Yet to be written" },
  "systems.record": { de: "Datensatz", en: "Record" },
  "systems.why": { de: "Warum nicht", en: "Why not" },
  "systems.next": { de: "Nächster Versuch {at}", en: "Next attempt {at}" },
  "systems.soon": { de: "wird gerade geschrieben", en: "being written" },
  "systems.retry": { de: "Neu versuchen", en: "Try again" },
  "systems.retried": { de: "Wird neu versucht", en: "Tried again" },
  "systems.drop": { de: "Verwerfen", en: "Drop" },
  "systems.dropped": { de: "Wird nicht geschrieben", en: "Not written" },
  "systems.sureDrop": { de: "{label} nicht schreiben?", en: "Not write {label}?" },
  "systems.sureDropText": {
    de: "Was hier geändert ist, bleibt. Das führende System erfährt davon nichts, bis sich der Datensatz wieder ändert.",
    en: "What was changed here stays. The system that leads hears nothing of it until the record changes again.",
  },
  "systems.codeCustomer": {
    de: "Der Kunde ist dort nicht bekannt. Verknüpfen Sie seine Kennung auf seiner Seite, oder lassen Sie das System auch für Kunden führen.",
    en: "The customer is not known there. Link their id on their page, or let the system lead for customers too.",
  },
  "systems.codeTicket": {
    de: "Das Ticket ist dort nicht bekannt. Lassen Sie das System auch für Tickets führen.",
    en: "The ticket is not known there. Let the system lead for tickets too.",
  },
  "systems.codeWaits": {
    de: "Wartet, bis der Kunde oder das Ticket dort angelegt ist.",
    en: "Waits until the customer or ticket is there.",
  },
  "systems.codeDeclined": {
    de: "Das System hat abgelehnt. Meist fehlt eine Zeile in der Übersetzung der Verbindung oder ein Recht dort.",
    en: "The system declined. Mostly a line is missing in the connector's translation, or a right over there.",
  },
  "systems.codeUnsupported": {
    de: "Das System bietet das nicht an. Führen Sie diese Datensätze hier.",
    en: "The system does not offer this. Lead these records here.",
  },
  "systems.codeUnreachable": {
    de: "Das System war nicht zu erreichen. Es wird weiter versucht; prüfen Sie sonst die Verbindung.",
    en: "The system could not be reached. It is tried again; else check the connector.",
  },
} as const satisfies Record<string, Entry>;
