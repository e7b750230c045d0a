import { many, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import type { Findings } from "../reading/findings.ts";
import type { Reading, Warning } from "../reading/xml.ts";
import { namespaces } from "../dialect.ts";
import { activityRules } from "./activities.ts";
import { collaborationRules } from "./collaboration.ts";
import { connectionRules } from "./connections.ts";
import { coverageRules } from "./coverage.ts";
import { dataRules } from "./data.ts";
import { eventRules } from "./events.ts";
import { extensionRules } from "./extensions.ts";
import { flowRules } from "./flows.ts";
import { gatewayRules } from "./gateways.ts";
import { interfaceRules } from "./interfaces.ts";
import { listenerRules } from "./listeners.ts";
import { referenceRules } from "./references.ts";
import { timerRules } from "./timers.ts";
import { typeRules } from "./types.ts";
import { backOf, elementsOf, flowsOf, typesOf } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

/** Every rule that a deployment has to keep. */
export const rules: readonly Rule[] = [
  ...flowRules,
  ...eventRules,
  ...timerRules,
  ...connectionRules,
  ...gatewayRules,
  ...activityRules,
  ...dataRules,
  ...typeRules,
  ...collaborationRules,
  ...interfaceRules,
  ...listenerRules,
  ...extensionRules,
  ...referenceRules,
  ...coverageRules,
];

/** Looks at a file with every rule; what is broken is reported with its element and clause. */
export function check(reading: Reading, findings: Findings): void {
  const file = fileOf(reading);
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) for (const type of rule.on) byType.set(type, [...(byType.get(type) ?? []), rule]);
  for (const element of file.elements) {
    for (const rule of byType.get(element.$type) ?? []) {
      const message = rule.check(element, file);
      if (message === undefined) continue;
      const isAdvice = rule.isAdvice === true || (rule.isStrict === true && !file.isStrict);
      if (isAdvice) findings.warn(element, rule.code, message, rule.reference);
      else findings.error(element, rule.code, message, rule.reference);
    }
  }
  for (const warning of reading.warnings) reportWarning(warning, file, findings);
}

function fileOf({ definitions, warnings, loopTags }: Reading): File {
  const elements = elementsOf(definitions);
  const hasFlows = elements.some((each) => each.$type === "bpmn:SequenceFlow");
  const listsFlows =
    !hasFlows || elements.some((each) => many(each, "incoming").length + many(each, "outgoing").length > 0);
  return {
    definitions,
    elements,
    flows: flowsOf(elements),
    back: backOf(elements),
    types: typesOf(elements),
    hasImports: many(definitions, "imports").length > 0,
    listsFlows,
    isStrict: listsFlows && !isDialect(definitions),
    loopTags,
    dangling: new Set(
      warnings.filter(({ property }) => property === "bpmn:operationRef").map(({ elementId }) => elementId),
    ),
  };
}

function isDialect(definitions: Element): boolean {
  const known: readonly unknown[] = Object.values(namespaces).filter((uri) => uri !== namespaces.bpmn);
  // some tools declare no prefix, but say what they write for by their target namespace or their own name
  if (
    known.includes(definitions["targetNamespace"]) ||
    /camunda|flowable|activiti/i.test(text(definitions, "exporter") ?? "")
  )
    return true;
  return Object.values(definitions.$attrs ?? {}).some((uri) => known.includes(uri));
}

/** References that may lead to somewhere else, or nowhere, without harm to what runs. */
const harmless =
  /bpmnElement|errorRef|escalationRef|categoryValueRef|structureRef|resourceRef|supports|operationRef|:type$/;

/** `xsd:string` and its like: types of XML schema, not elements of the file. */
const schemaType = /<xsd?:/;

function reportWarning({ message, elementId, property, type }: Warning, file: File, findings: Findings): void {
  const isReference = message.startsWith("unresolved reference");
  const isDrawn = /^(?:bpmndi|di|dc):/.test(property) || (type === "bpmn:Association" && !file.isStrict);
  const mayBeElsewhere = file.hasImports || isDrawn || harmless.test(property) || schemaType.test(message);
  const isLost = isReference && !mayBeElsewhere;
  const told = `Expected a file that agrees with itself, but ${message}.`;
  if (/duplicate id/i.test(message)) findings.error(elementId, "bpmn.duplicate", told, "8.3.1");
  else if (isLost) findings.error(elementId, "bpmn.reference", told, "8.3.1");
  else if (isDropped(message, file)) findings.error(elementId, "bpmn.content", told, "8.3.1");
  else findings.warn(elementId, isReference ? "bpmn.reference" : "bpmn.xml", told);
}

/** An element of the model that could not be read would be missing when it runs; in a picture or an extension it may. */
function isDropped(message: string, { definitions }: File): boolean {
  const [, prefix = "", name] = /^unparsable content <(?:([\w.-]+):)?([\w.-]+)/.exec(message) ?? [];
  if (name === undefined || name === "documentation") return false;
  const uri = definitions.$attrs?.[prefix === "" ? "xmlns" : `xmlns:${prefix}`];
  return uri === undefined || uri === namespaces.bpmn;
}
