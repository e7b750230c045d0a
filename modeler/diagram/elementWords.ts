import type { Entry } from "../words/translate.ts";

/** The BPMN element types in words (BPMN 2.0.2, chapter 10; German as in the DIN/OMG glossary). */
const types: Readonly<Record<string, Entry>> = {
  Task: { de: "Aufgabe", en: "Task" },
  UserTask: { de: "Benutzeraufgabe", en: "User task" },
  ManualTask: { de: "Manuelle Aufgabe", en: "Manual task" },
  ServiceTask: { de: "Serviceaufgabe", en: "Service task" },
  SendTask: { de: "Sendeaufgabe", en: "Send task" },
  ReceiveTask: { de: "Empfangsaufgabe", en: "Receive task" },
  ScriptTask: { de: "Skriptaufgabe", en: "Script task" },
  BusinessRuleTask: { de: "Regelaufgabe", en: "Business rule task" },
  CallActivity: { de: "Aufrufaktivität", en: "Call activity" },
  SubProcess: { de: "Teilprozess", en: "Sub-process" },
  AdHocSubProcess: { de: "Ad-hoc-Teilprozess", en: "Ad-hoc sub-process" },
  Transaction: { de: "Transaktion", en: "Transaction" },
  ExclusiveGateway: { de: "Exklusives Gateway", en: "Exclusive gateway" },
  ParallelGateway: { de: "Paralleles Gateway", en: "Parallel gateway" },
  InclusiveGateway: { de: "Inklusives Gateway", en: "Inclusive gateway" },
  EventBasedGateway: { de: "Ereignisbasiertes Gateway", en: "Event-based gateway" },
  ComplexGateway: { de: "Komplexes Gateway", en: "Complex gateway" },
  StartEvent: { de: "Startereignis", en: "Start event" },
  EndEvent: { de: "Endereignis", en: "End event" },
  IntermediateCatchEvent: { de: "Eintretendes Zwischenereignis", en: "Intermediate catch event" },
  IntermediateThrowEvent: { de: "Auslösendes Zwischenereignis", en: "Intermediate throw event" },
  BoundaryEvent: { de: "Angeheftetes Ereignis", en: "Boundary event" },
};

/** What bpmn-js itself says in the viewer. A test finds what it says and we do not. */
export const viewerWords: Readonly<Record<string, Entry>> = {
  "Open {element}": { de: "{element} öffnen", en: "Open {element}" },
};

const other: Entry = { de: "Element", en: "Element" };

/** The words for a BPMN type such as `bpmn:UserTask`. */
export function typeWords(type: string): Entry {
  return types[type.replace("bpmn:", "")] ?? other;
}
