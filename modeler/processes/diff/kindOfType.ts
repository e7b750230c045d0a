import { typeWords } from "../../diagram/elementWords.ts";
import type { Entry } from "../../words/translate.ts";

const others: Readonly<Record<string, Entry>> = {
  Process: { de: "Prozess", en: "Process" },
  Participant: { de: "Pool", en: "Pool" },
  Lane: { de: "Bahn", en: "Lane" },
  LaneSet: { de: "Bahnen", en: "Lanes" },
  SequenceFlow: { de: "Sequenzfluss", en: "Sequence flow" },
  MessageFlow: { de: "Nachrichtenfluss", en: "Message flow" },
  Message: { de: "Nachricht", en: "Message" },
  Signal: { de: "Signal", en: "Signal" },
  Error: { de: "BPMN-Fehler", en: "BPMN error" },
  Escalation: { de: "Eskalation", en: "Escalation" },
  TextAnnotation: { de: "Anmerkung", en: "Text annotation" },
  Association: { de: "Assoziation", en: "Association" },
  Collaboration: { de: "Zusammenarbeit", en: "Collaboration" },
  Definitions: { de: "Datei", en: "File" },
  Group: { de: "Gruppe", en: "Group" },
  DataObjectReference: { de: "Datenobjekt", en: "Data object" },
  DataStoreReference: { de: "Datenspeicher", en: "Data store" },
};

/** What a type of BPMN is called, flows and containers included. */
export function kindOfType(type: string): Entry {
  return others[type.replace("bpmn:", "")] ?? typeWords(type);
}
