import { isElement } from "../model/moddle.ts";
import type { Element } from "../model/moddle.ts";
import type { Language } from "../words/names.ts";
import { attribute, childrenNamed, extensions } from "./read.ts";

type Words = Readonly<Record<Language, string>>;

/** Extension elements that bind an element to something by name: their type, the attribute, and what it is called. */
const bound: readonly (readonly [type: string, attribute: string, words: Words])[] = [
  ["zeebe:formDefinition", "formId", { de: "Formular", en: "Form" }],
  ["zeebe:assignmentDefinition", "candidateGroups", { de: "Rollen", en: "Roles" }],
  ["zeebe:assignmentDefinition", "assignee", { de: "Person", en: "Person" }],
  ["zeebe:taskSchedule", "dueDate", { de: "Fällig", en: "Due" }],
  ["zeebe:calledDecision", "decisionId", { de: "Regelwerk", en: "Rule set" }],
  ["zeebe:calledElement", "processId", { de: "Ruft", en: "Calls" }],
  ["zeebe:taskDefinition", "type", { de: "Job", en: "Job" }],
];

/** What an event waits for or throws: the type of its definition, the reference, and what it is called. */
const events: readonly (readonly [type: string, reference: string, words: Words])[] = [
  ["bpmn:MessageEventDefinition", "messageRef", { de: "Nachricht", en: "Message" }],
  ["bpmn:SignalEventDefinition", "signalRef", { de: "Signal", en: "Signal" }],
  ["bpmn:ErrorEventDefinition", "errorRef", { de: "Fehler", en: "Error" }],
  ["bpmn:EscalationEventDefinition", "escalationRef", { de: "Eskalation", en: "Escalation" }],
];

const time: Words = { de: "Zeit", en: "Time" };

/** What an element is bound to, each as `Name: value`. */
export function bindingsOf(element: Element, language: Language): readonly string[] {
  const names = bound.flatMap(([type, name, words]) =>
    extensions(element, type)
      .map((extension) => attribute(extension, name))
      .filter((value) => value !== "")
      .map((value) => `${words[language]}: ${code(value)}`),
  );
  return [...names, ...childrenNamed(element, "eventDefinitions").flatMap((each) => eventOf(each, language))];
}

function eventOf(definition: Element, language: Language): readonly string[] {
  const known = events.find(([type]) => type === definition.$type);
  if (known !== undefined) {
    const [, reference, words] = known;
    const to = definition[reference];
    const name = isElement(to) ? attribute(to, "name") : "";
    return name === "" ? [] : [`${words[language]}: ${code(name)}`];
  }
  const times = ["timeDate", "timeDuration", "timeCycle"].flatMap((name) => childrenNamed(definition, name));
  return times.map((each) => `${time[language]}: ${code(attribute(each, "body"))}`);
}

function code(text: string): string {
  return `\`${text.replace(/^=\s*/, "").replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
