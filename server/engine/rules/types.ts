import { body, callableTypes, isA, many, one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";
import { itemMismatch, scalarProblem, structure } from "./items.ts";
import { eventTypes, isExecutable, nameOf } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** Data that is typed keeps its type on its way (10.4), and what is exposed says how it is called (10.3.6). */
export const typeRules: readonly Rule[] = [
  {
    code: "ext.042",
    isStrict: true,
    reference: "10.3.3",
    on: ["bpmn:ServiceTask"],
    check(task) {
      if (!one(task, "operationRef") || !isExecutable(task)) return undefined;
      const io = one(task, "ioSpecification");
      const sets = io ? many(io, "inputSets").length : 0;
      return sets === 1
        ? undefined
        : `Expected one input set for the operation of ${nameOf(task)}, but there are ${sets}.`;
    },
  },
  {
    code: "ext.050",
    isStrict: true,
    reference: "10.3.3",
    on: ["bpmn:ReceiveTask"],
    check(task) {
      const io = one(task, "ioSpecification");
      const message = one(task, "messageRef");
      if (!io || !message) return undefined;
      if (many(io, "outputSets").length > 1 || many(io, "dataOutputs").length > 1)
        return `Expected one data output for the message of ${nameOf(task)}, but there are more.`;
      return itemMismatch(many(io, "dataOutputs")[0], one(message, "itemRef"))
        ? `Expected the data of ${nameOf(task)} to be of the type of its message, but it is not.`
        : undefined;
    },
  },
  {
    code: "ext.064",
    isStrict: true,
    reference: "10.3.6",
    on: callableTypes,
    check(called) {
      if (many(called, "supportedInterfaceRef").length === 0 || many(called, "ioBinding").length > 0) return undefined;
      return `Expected a binding of the data of ${nameOf(called)} to the operations it supports, but there is none.`;
    },
  },
  {
    code: "ext.069",
    isStrict: true,
    reference: "10.3.7",
    on: ["bpmn:MultiInstanceLoopCharacteristics"],
    check(loop) {
      const whole = one(loop, "loopDataOutputRef");
      return whole && loop.$parent ? scalarProblem(loop.$parent, whole, one(loop, "outputDataItem")) : undefined;
    },
  },
  {
    code: "ext.091",
    isStrict: true,
    reference: "10.4.2",
    on: ["bpmn:DataInputAssociation", "bpmn:DataOutputAssociation"],
    check(association) {
      if (one(association, "transformation") || many(association, "assignment").length > 0) return undefined;
      const target = itemOf(one(association, "targetRef"));
      const wrong = many(association, "sourceRef").find((source) => {
        const item = itemOf(source);
        return (
          item !== undefined && target !== undefined && text(item, "structureRef") !== text(target, "structureRef")
        );
      });
      return (
        wrong && `Expected ${nameOf(association)} to join data of one type, but ${nameOf(wrong)} is of another type.`
      );
    },
  },
  {
    code: "ext.094",
    isStrict: true,
    reference: "10.5.1",
    on: eventTypes,
    check(event) {
      const isThrow = isA(event, "bpmn:EndEvent", "bpmn:IntermediateThrowEvent");
      const data = many(event, isThrow ? "dataInputs" : "dataOutputs");
      const wrong = definitionsOf(event).find((definition, index) => differs(definition, data[index]));
      return wrong && `Expected the data of ${nameOf(event)} to be of the type of its event, but it is not.`;
    },
  },
  {
    code: "ext.053",
    isStrict: true,
    reference: "10.3.3",
    on: ["bpmn:ScriptTask"],
    check(task) {
      if (text(task, "script") === undefined || text(task, "scriptFormat") !== undefined || !isExecutable(task))
        return undefined;
      return `Expected the format of the script of ${nameOf(task)}, but it is not given.`;
    },
  },
  {
    code: "ext.060",
    isStrict: true,
    reference: "10.3.5",
    on: ["bpmn:Transaction"],
    check(scope) {
      const method = text(scope, "method");
      if (method === undefined || /^##\w+$/.test(method) || isUri(method)) return undefined;
      return `Expected a URI as method of the transaction ${nameOf(scope)}, but "${method.slice(0, 80)}" is none.`;
    },
  },
  {
    code: "ext.072",
    reference: "10.3.7",
    on: ["bpmn:ComplexBehaviorDefinition"],
    check(definition) {
      const condition = body(one(definition, "condition"));
      if (condition === undefined || !/^=?\s*("[^"]*"|\d+(\.\d+)?)$/.test(condition)) return undefined;
      return `Expected a condition at ${nameOf(definition.$parent?.$parent ?? definition)}, but ${condition.slice(0, 80)} is neither true nor false.`;
    },
  },
];

/** By the characters of RFC 3986. */
function isUri(value: string): boolean {
  return /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\dA-Fa-f]{2})+$/.test(value);
}

function itemOf(data: Element | undefined): Element | undefined {
  const behind = data && (one(data, "dataObjectRef") ?? one(data, "dataStoreRef") ?? data);
  return behind && one(behind, "itemSubjectRef");
}

/** What an event carries has a type: that of its message, signal, error or escalation. */
function differs(definition: Element, data: Element | undefined): boolean {
  const message = one(definition, "messageRef");
  const other = one(definition, "signalRef") ?? one(definition, "errorRef") ?? one(definition, "escalationRef");
  const carried = message ? one(message, "itemRef") : other && one(other, "structureRef");
  const item = data && one(data, "itemSubjectRef");
  return carried !== undefined && item !== undefined && structure(item) !== structure(carried);
}
