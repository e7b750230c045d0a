import type { Entry } from "./translate.ts";

/** The trail, its seals and what is taken away of it. */
export const auditWords = {
  "audit.events": { de: "Ereignisse", en: "Events" },
  "audit.seals": { de: "Siegel", en: "Seals" },
  "audit.object": { de: "Vorgang, Prozess, Regelwerk …", en: "Case, process, rule set …" },
  "audit.actor": { de: "Person", en: "Person" },
  "audit.anyone": { de: "Alle Personen", en: "Anybody" },
  "audit.type": { de: "Befehl", en: "Command" },
  "audit.anything": { de: "Alle Befehle", en: "Any command" },
  "audit.from": { de: "von", en: "from" },
  "audit.to": { de: "bis", en: "until" },
  "audit.swapped": {
    de: "Der erste Tag liegt nach dem letzten: Von und Bis sind vertauscht.",
    en: "The first day is after the last: from and until are swapped.",
  },
  "audit.clear": { de: "Filter löschen", en: "Clear filters" },
  "audit.when": { de: "Wann", en: "When" },
  "audit.who": { de: "Wer", en: "Who" },
  "audit.what": { de: "Was", en: "What" },
  "audit.case": { de: "Wobei", en: "About" },
  "audit.isSealed": { de: "gesiegelt", en: "sealed" },
  "audit.notSealed": { de: "noch nicht gesiegelt", en: "not sealed yet" },
  "audit.none": { de: "Nichts gefunden", en: "Nothing found" },
  "audit.noneText": {
    de: "Zu dieser Auswahl gibt es kein Ereignis. Suchen Sie nach einer Ticketnummer, einem Prozess oder einer Person.",
    en: "There is no event for this choice. Look for a ticket number, a process or a person.",
  },
  "audit.more": { de: "Ältere laden", en: "Load older ones" },
  "audit.shown": {
    de: { one: "{count} Ereignis", other: "{count} Ereignisse" },
    en: { one: "{count} event", other: "{count} events" },
  },
  "audit.event": { de: "Ereignis", en: "Event" },
  "audit.choose": { de: "Ein Ereignis wählen", en: "Choose an event" },
  "audit.chooseText": {
    de: "Hier stehen dann seine Folgen, seine Daten und sein Platz in der Kette.",
    en: "What followed from it, its data and its place in the chain will show here.",
  },
  "audit.facts": { de: "Was daraus folgte", en: "What followed" },
  "audit.data": { de: "Daten", en: "Data" },
  "audit.chain": { de: "Platz in der Kette", en: "Place in the chain" },
  "audit.stream": { de: "Strom", en: "Stream" },
  "audit.number": { de: "Nummer", en: "Number" },
  "audit.hash": { de: "Hash", en: "Hash" },
  "audit.request": { de: "Anfrage", en: "Request" },
  "audit.toCase": { de: "Vorgang öffnen", en: "Open the instance" },
  "audit.onlyCase": { de: "Nur diesen Vorgang zeigen", en: "Show this case only" },

  "audit.standing": { de: "Zuletzt gesiegelt {ago}", en: "Last sealed {ago}" },
  "audit.neverSealed": { de: "Noch nicht gesiegelt", en: "Not sealed yet" },
  "audit.seal": { de: "Jetzt siegeln", en: "Seal now" },
  "audit.sealed": { de: "Gesiegelt: {streams}", en: "Sealed: {streams}" },
  "audit.nothingToSeal": {
    de: "Seit dem letzten Siegel ist nichts geschehen.",
    en: "Nothing has happened since the last seal.",
  },
  "audit.streams": {
    de: { one: "{count} Strom", other: "{count} Ströme" },
    en: { one: "{count} stream", other: "{count} streams" },
  },
  "audit.sealNo": { de: "Nr.", en: "No." },
  "audit.sealedStreams": { de: "Ströme", en: "Streams" },
  "audit.sealHash": { de: "SHA-256 des Manifests", en: "SHA-256 of the manifest" },
  "audit.key": { de: "Schlüssel", en: "Key" },
  "audit.timeStamp": { de: "Zeitstempel", en: "Time stamp" },
  "audit.noTimeStamp": { de: "keiner", en: "none" },
  "audit.noSeals": { de: "Noch kein Siegel", en: "No seal yet" },
  "audit.noSealsText": {
    de: "Der Server siegelt stündlich. Sie können auch jetzt siegeln.",
    en: "The server seals every hour. You may seal now as well.",
  },

  "audit.verify": { de: "Kette prüfen", en: "Check the chain" },
  "audit.verifyTitle": { de: "Alles prüfen", en: "Check everything" },
  "audit.verifying": { de: "{events} von {of} Ereignissen geprüft", en: "{events} of {of} events checked" },
  "audit.whole": { de: "Unverändert, wie gesiegelt", en: "Unchanged, as it was sealed" },
  "audit.wholeText": {
    de: "{events} Ereignisse in {streams} Strömen, {seals} Siegel, davon {stamped} mit Zeitstempel.",
    en: "Events: {events} in {streams} streams. Seals: {seals}, time-stamped: {stamped}.",
  },
  "audit.unsealed": {
    de: {
      one: "Ein Strom ging seit dem letzten Siegel weiter; auch er ist in sich geschlossen.",
      other: "{count} Ströme gingen seit dem letzten Siegel weiter; auch sie sind in sich geschlossen.",
    },
    en: {
      one: "One stream went on since the last seal; it is whole as well.",
      other: "{count} streams went on since the last seal; they are whole as well.",
    },
  },
  "audit.broken": {
    de: { one: "Eine Stelle wurde verändert", other: "{count} Stellen wurden verändert" },
    en: { one: "One place was changed", other: "{count} places were changed" },
  },
  "audit.brokenText": {
    de: "Sichern Sie die Datenbank, bevor jemand weiterarbeitet, und vergleichen Sie mit einem früheren Nachweispaket.",
    en: "Save the database before anybody goes on, and compare with an earlier evidence package.",
  },
  "audit.finding.event": {
    de: "Ereignis {seq} folgt nicht auf das vorige",
    en: "Event {seq} does not follow the one before",
  },
  "audit.finding.head": {
    de: "Ereignis {seq}, das Siegel {sealNo} nennt, fehlt oder ist ein anderes",
    en: "Event {seq}, which seal {sealNo} names, is missing or another one",
  },
  "audit.finding.tail": { de: "Das Ende ab Ereignis {seq} fehlt", en: "The end from event {seq} on is missing" },
  "audit.finding.seal": { de: "Siegel {sealNo} stimmt nicht ({what})", en: "Seal {sealNo} is not right ({what})" },

  "audit.package": { de: "Nachweispaket …", en: "Evidence package …" },
  "audit.packageTitle": { de: "Nachweispaket mitnehmen", en: "Take evidence away" },
  "audit.packageText": {
    de: "Ein ZIP mit allen Ereignissen und ihren Ketten, Siegeln, Prozessbildern, Regeln und Entscheidungen, signiert. `npx ablauf verify` prüft es ohne diesen Server. Dass es erstellt wurde, steht danach selbst im Verlauf.",
    en: "A ZIP with all events and their chains, seals, pictures of processes, rules and decisions, signed. `npx ablauf verify` checks it without this server. That it was made stands in the trail afterwards.",
  },
  "audit.packageOf": { de: "Wovon", en: "Of what" },
  "audit.packageObject": { de: "Vorgang, Prozess oder Regelwerk", en: "Case, process or rule set" },
  "audit.packageObjectHelp": { de: "Zum Beispiel eine Ticketnummer", en: "A ticket number, for example" },
  "audit.packageSpan": {
    de: "oder alles, was zwischen zwei Tagen geschah",
    en: "or all that happened between two days",
  },
  "audit.packageMissing": { de: "Nennen Sie einen Vorgang oder zwei Tage.", en: "Name a case or two days." },
  "audit.download": { de: "Herunterladen", en: "Download" },
} as const satisfies Record<string, Entry>;
