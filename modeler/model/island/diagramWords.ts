import type { Entry } from "../../words/translate.ts";

const places = ["start event", "intermediate catch event", "intermediate throw event", "boundary event", "end event"];
const triggers: Readonly<Record<string, string>> = {
  Message: "Nachrichten",
  Timer: "Zeit",
  Conditional: "Bedingungs",
  Signal: "Signal",
  Error: "Fehler",
  Escalation: "Eskalations",
  Compensation: "Kompensations",
  Link: "Link",
  Cancel: "Abbruch",
  Terminate: "Terminierungs",
};

/** "Message boundary event" in German: the trigger is a part of the noun. */
function eventWord(trigger: string, place: string): string {
  switch (place) {
    case "start event":
      return `${trigger}-Startereignis`;
    case "end event":
      return `${trigger}-Endereignis`;
    case "boundary event":
      return `Angeheftetes ${trigger}-Ereignis`;
    case "intermediate catch event":
      return `Eintretendes ${trigger}-Zwischenereignis`;
    default:
      return `Auslösendes ${trigger}-Zwischenereignis`;
  }
}

/** What bpmn-js and its menus say about events, by what they say. */
const events: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(triggers).flatMap(([trigger, german]) =>
    places.flatMap((place) => [
      [`${trigger} ${place}`, eventWord(german, place)],
      [`${trigger} ${place} (non-interrupting)`, `${eventWord(german, place)} (nicht unterbrechend)`],
    ]),
  ),
);

const types: Readonly<Record<string, string>> = {
  Task: "Aufgabe",
  "User task": "Benutzeraufgabe",
  "Service task": "Serviceaufgabe",
  "Send task": "Sendeaufgabe",
  "Receive task": "Empfangsaufgabe",
  "Manual task": "Manuelle Aufgabe",
  "Business rule task": "Regelaufgabe",
  "Script task": "Skriptaufgabe",
  "Call activity": "Aufrufaktivität",
  Transaction: "Transaktion",
  "Sub-process": "Teilprozess",
  "Sub-process (collapsed)": "Teilprozess (zugeklappt)",
  "Sub-process (expanded)": "Teilprozess (aufgeklappt)",
  "Event sub-process": "Ereignis-Teilprozess",
  "Ad-hoc sub-process": "Ad-hoc-Teilprozess",
  "Ad-hoc sub-process (collapsed)": "Ad-hoc-Teilprozess (zugeklappt)",
  "Ad-hoc sub-process (expanded)": "Ad-hoc-Teilprozess (aufgeklappt)",
  "Start event": "Startereignis",
  "Intermediate throw event": "Auslösendes Zwischenereignis",
  "Boundary event": "Angeheftetes Ereignis",
  "End event": "Endereignis",
  "Exclusive gateway": "Exklusives Gateway",
  "Parallel gateway": "Paralleles Gateway",
  "Inclusive gateway": "Inklusives Gateway",
  "Complex gateway": "Komplexes Gateway",
  "Event-based gateway": "Ereignisbasiertes Gateway",
  "Event based instantiating Gateway": "Startendes ereignisbasiertes Gateway",
  "Parallel Event based instantiating Gateway": "Startendes paralleles ereignisbasiertes Gateway",
  "Sequence flow": "Sequenzfluss",
  "Default flow": "Standardfluss",
  "Conditional flow": "Bedingter Fluss",
  "Data object reference": "Datenobjekt",
  "Data store reference": "Datenspeicher",
  "Expanded pool/participant": "Pool (aufgeklappt)",
  "Empty pool/participant": "Pool (leer)",
  Events: "Ereignisse",
  Tasks: "Aufgaben",
  Gateways: "Gateways",
  "Sub-processes": "Teilprozesse",
  Data: "Daten",
  Participants: "Beteiligte",
  Templates: "Vorlagen",
  Connectors: "Konnektoren",
};

const actions: Readonly<Record<string, string>> = {
  "Activate create/remove space tool": "Platz schaffen oder wegnehmen",
  "Activate global connect tool": "Elemente verbinden",
  "Activate hand tool": "Zeichenfläche verschieben",
  "Activate lasso tool": "Mehrere auswählen",
  "Add lane above": "Bahn darüber einfügen",
  "Add lane below": "Bahn darunter einfügen",
  "Add text annotation": "Anmerkung anfügen",
  "Align elements": "Ausrichten",
  "Align elements left": "Links ausrichten",
  "Align elements center": "Waagerecht mittig ausrichten",
  "Align elements right": "Rechts ausrichten",
  "Align elements top": "Oben ausrichten",
  "Align elements middle": "Senkrecht mittig ausrichten",
  "Align elements bottom": "Unten ausrichten",
  "Distribute elements horizontally": "Waagerecht verteilen",
  "Distribute elements vertically": "Senkrecht verteilen",
  "Append compensation activity": "Kompensationsaktivität anfügen",
  "Append conditional intermediate catch event": "Eintretendes Bedingungs-Zwischenereignis anfügen",
  "Append element": "Element anfügen",
  "Append end event": "Endereignis anfügen",
  "Append gateway": "Gateway anfügen",
  "Append intermediate/boundary event": "Zwischenereignis anfügen",
  "Append message intermediate catch event": "Eintretendes Nachrichten-Zwischenereignis anfügen",
  "Append receive task": "Empfangsaufgabe anfügen",
  "Append signal intermediate catch event": "Eintretendes Signal-Zwischenereignis anfügen",
  "Append task": "Aufgabe anfügen",
  "Append timer intermediate catch event": "Eintretendes Zeit-Zwischenereignis anfügen",
  "Change element": "Element ändern",
  "Open minimap": "Übersicht öffnen",
  "Close minimap": "Übersicht schließen",
  Collection: "Sammlung",
  "Connect to other element": "Mit anderem Element verbinden",
  "Connect using association": "Mit Assoziation verbinden",
  "Connect using data input association": "Mit Datenfluss verbinden",
  "Create data object reference": "Datenobjekt anlegen",
  "Create data store reference": "Datenspeicher anlegen",
  "Create element": "Element anlegen",
  "Create end event": "Endereignis anlegen",
  "Create expanded sub-process": "Teilprozess anlegen",
  "Create gateway": "Gateway anlegen",
  "Create group": "Gruppe anlegen",
  "Create intermediate/boundary event": "Zwischenereignis anlegen",
  "Create pool/participant": "Pool anlegen",
  "Create start event": "Startereignis anlegen",
  "Create task": "Aufgabe anlegen",
  Delete: "Löschen",
  "Divide into three lanes": "In drei Bahnen teilen",
  "Divide into two lanes": "In zwei Bahnen teilen",
  Loop: "Schleife",
  "Open {element}": "{element} öffnen",
  "Parallel multi-instance": "Parallele Mehrfachausführung",
  "Sequential multi-instance": "Sequenzielle Mehrfachausführung",
  "Participant multiplicity": "Mehrere Beteiligte",
  "Search in diagram": "Im Diagramm suchen",
  "Toggle non-interrupting": "Unterbrechend oder nicht",
  "flow elements must be children of pools/participants": "Elemente müssen in einem Pool liegen.",
  "Data object must be placed within a pool/participant.": "Ein Datenobjekt muss in einem Pool liegen.",
};

/** Everything bpmn-js and its menus say in the modeler, English as they say it. A test finds what is missing. */
export const diagramWords: Readonly<Record<string, Entry>> = Object.fromEntries(
  Object.entries({ ...types, ...events, ...actions }).map(([en, de]) => [en, { de, en }]),
);
