import { isA, many, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";
import { localPart } from "../reading/extensions.ts";
import { itemMismatch, scalarProblem, structure } from "./items.ts";
import { eventTypes, isExecutable, nameOf } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

/** Data of tasks against the operations and messages they use (10.3.3, 10.4.2). Only files that type their data are measured. */
export const interfaceRules: readonly Rule[] = [
  {
    code: "ext.043",
    reference: "10.3.3",
    isStrict: true,
    on: ["bpmn:ServiceTask", "bpmn:SendTask"],
    check(task) {
      const io = one(task, "ioSpecification");
      if (!io || (!one(task, "operationRef") && !one(task, "messageRef"))) return undefined;
      if (many(io, "inputSets").length > 1 || many(io, "outputSets").length > 1)
        return `Expected one set of data at ${nameOf(task)}, but there are more.`;
      const isSend = isA(task, "bpmn:SendTask");
      return isSend && many(io, "dataInputs").length > 1
        ? `Expected one data input at ${nameOf(task)}, but there are more.`
        : undefined;
    },
  },
  {
    code: "ext.044",
    reference: "10.3.3",
    isStrict: true,
    on: ["bpmn:ServiceTask", "bpmn:SendTask"],
    check: operationProblem,
  },
  { code: "ext.063", reference: "10.3.6", isStrict: true, on: ["bpmn:CallActivity"], check: calledDataProblem },
  {
    code: "ext.065",
    reference: "10.4.2",
    isStrict: true,
    on: ["bpmn:InputOutputBinding"],
    check(binding) {
      const operation = one(binding, "operationRef");
      const input = dataMismatch(inside(binding, "inputDataRef"), messageOf(operation, "inMessageRef"));
      const output = dataMismatch(inside(binding, "outputDataRef"), messageOf(operation, "outMessageRef"));
      return input || output
        ? `Expected the data of ${nameOf(binding)} to be of the type of its operation, but it is not.`
        : undefined;
    },
  },
  {
    code: "ext.068",
    reference: "10.3.7",
    isStrict: true,
    on: ["bpmn:MultiInstanceLoopCharacteristics"],
    check(loop) {
      const input = one(loop, "loopDataInputRef");
      const activity = loop.$parent;
      const io = activity && one(activity, "ioSpecification");
      if (!input || !activity) return undefined;
      if (!io || !many(io, "dataInputs").includes(input))
        return `Expected a data input of ${nameOf(activity)} to loop over, but ${nameOf(input)} is none.`;
      return scalarProblem(activity, input, one(loop, "inputDataItem"));
    },
  },
  {
    code: "ext.128",
    reference: "10.5.5",
    isStrict: true,
    on: eventTypes,
    check(event, file) {
      const definition = definitionsOf(event).find((each) => isA(each, "bpmn:MessageEventDefinition"));
      const message = definition && one(definition, "messageRef");
      if (!definition || !message || !one(message, "itemRef") || !isExecutable(event)) return undefined;
      if (file.dangling.has(definition.id ?? "")) return undefined;
      return one(definition, "operationRef")
        ? undefined
        : `Expected an operation for the typed message of ${nameOf(event)}, but there is none.`;
    },
  },
  {
    code: "ext.041",
    reference: "10.3.7",
    on: ["bpmn:Definitions"],
    check(_definitions, file) {
      const read = file.elements.filter((each) =>
        isA(each, "bpmn:StandardLoopCharacteristics", "bpmn:MultiInstanceLoopCharacteristics"),
      );
      return file.loopTags > read.length
        ? "Expected at most one loop marker for each activity, but one of them has two."
        : undefined;
    },
  },
];

/** Where an `inputDataRef` has to be looked for: it names an input set or a data input. */
function inside(binding: Element, name: string): Element | undefined {
  const data = one(binding, name);
  return data && isA(data, "bpmn:InputSet", "bpmn:OutputSet")
    ? many(data, isA(data, "bpmn:InputSet") ? "dataInputRefs" : "dataOutputRefs")[0]
    : data;
}

function messageOf(operation: Element | undefined, name: string): Element | undefined {
  return operation && one(operation, name);
}

function operationProblem(task: Element): string | undefined {
  const io = one(task, "ioSpecification");
  const operation = one(task, "operationRef");
  if (!io) return undefined;
  const sent = one(task, "messageRef") ?? messageOf(operation, "inMessageRef");
  const [input] = many(io, "dataInputs");
  const [output] = many(io, "dataOutputs");
  const isWrong = dataMismatch(input, sent) || dataMismatch(output, messageOf(operation, "outMessageRef"));
  return isWrong ? `Expected the data of ${nameOf(task)} to be of the type of its message, but it is not.` : undefined;
}

/** Data and message of different types. What is not typed at all is taken for anything, unless the other side is typed. */
function dataMismatch(data: Element | undefined, message: Element | undefined): boolean {
  return itemMismatch(data, message && one(message, "itemRef"));
}

function calledDataProblem(call: Element, file: File): string | undefined {
  const own = one(call, "ioSpecification");
  const target = localPart(call, text(call, "calledElement") ?? "");
  const called = file.back.roots.get(target);
  const theirs = called && one(called, "ioSpecification");
  if (!own || !theirs) return undefined;
  const isSame = ["dataInputs", "dataOutputs"].every((name) => types(own, name) === types(theirs, name));
  return isSame
    ? undefined
    : `Expected the data of ${nameOf(call)} to match that of ${nameOf(called)}, but it does not.`;
}

function types(io: Element, name: string): string {
  return many(io, name)
    .map((data) => {
      const item = one(data, "itemSubjectRef");
      return item ? structure(item) : "";
    })
    .toSorted()
    .join();
}
