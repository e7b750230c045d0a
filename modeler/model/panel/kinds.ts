import { typeWords } from "../../diagram/elementWords.ts";
import { translate, type Entry } from "../../words/translate.ts";
import { diagramWords } from "../island/diagramWords.ts";
import { eventDefinition, isA, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";

const others: Readonly<Record<string, Entry>> = {
  "bpmn:Process": { de: "Prozess", en: "Process" },
  "bpmn:Collaboration": { de: "Zusammenarbeit", en: "Collaboration" },
  "bpmn:Participant": { de: "Pool", en: "Pool" },
  "bpmn:Lane": { de: "Bahn", en: "Lane" },
  "bpmn:SequenceFlow": { de: "Sequenzfluss", en: "Sequence flow" },
  "bpmn:MessageFlow": { de: "Nachrichtenfluss", en: "Message flow" },
  "bpmn:TextAnnotation": { de: "Anmerkung", en: "Text annotation" },
  "bpmn:Group": { de: "Gruppe", en: "Group" },
  "bpmn:Association": { de: "Assoziation", en: "Association" },
  "bpmn:DataObjectReference": { de: "Datenobjekt", en: "Data object" },
  "bpmn:DataStoreReference": { de: "Datenspeicher", en: "Data store" },
};

const places: Readonly<Record<string, string>> = {
  "bpmn:StartEvent": "start event",
  "bpmn:EndEvent": "end event",
  "bpmn:BoundaryEvent": "boundary event",
  "bpmn:IntermediateCatchEvent": "intermediate catch event",
  "bpmn:IntermediateThrowEvent": "intermediate throw event",
};
const triggers: Readonly<Record<string, string>> = { Compensate: "Compensation" };

/** What an element is, in words: "Message start event", "User task". */
export function kindWords(element: Moddle): Entry {
  const place = places[element.$type];
  const definition = eventDefinition(element);
  if (place !== undefined && definition !== undefined) {
    const kind = definition.$type.replace(/^bpmn:|EventDefinition$/g, "");
    return diagramWords[`${triggers[kind] ?? kind} ${place}`] ?? typeWords(element.$type);
  }
  return others[element.$type] ?? typeWords(element.$type);
}

/** What a person calls an element: its name, else what it is. */
export function nameIn(element: Moddle, language: "de" | "en"): string {
  const name = isA(element, "bpmn:TextAnnotation") ? textOf(element, "text") : textOf(element, "name");
  return name === "" ? translate(kindWords(element), language) : name;
}
