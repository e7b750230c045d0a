import type { LoopSpec } from "../model.ts";
import { variable } from "../expressions/expression.ts";
import { flag, integer, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { readTrigger } from "./events.ts";
import { attribute, camundaAttribute, extension, isCamundaModel } from "./extensions.ts";
import type { Findings } from "./findings.ts";
import { dataName } from "./mappings.ts";

/** Reads the loop characteristics of an activity (10.3.7). */
export function readLoop(activity: Element, findings: Findings): LoopSpec | undefined {
  const loop = one(activity, "loopCharacteristics");
  if (!loop) return undefined;
  return loop.$type === "bpmn:StandardLoopCharacteristics"
    ? standardLoop(activity, loop, findings)
    : multiInstance(activity, loop, findings);
}

function standardLoop(activity: Element, loop: Element, findings: Findings): LoopSpec {
  const condition = findings.expressionIn(activity, one(loop, "loopCondition"), "feel");
  const loopMaximum = integer(loop, "loopMaximum");
  return {
    kind: "standard",
    base: 1,
    behavior: "All",
    complex: [],
    testBefore: flag(loop, "testBefore", false),
    ...(condition ? { loopCondition: condition } : {}),
    ...(loopMaximum === undefined ? {} : { loopMaximum }),
  };
}

function multiInstance(activity: Element, loop: Element, findings: Findings): LoopSpec {
  const zeebe = extension(loop, "zeebe", "loopCharacteristics");
  const cardinality = findings.expressionIn(activity, one(loop, "loopCardinality"), "feel");
  const completionCondition = findings.expressionIn(activity, one(loop, "completionCondition"), "feel");
  return {
    kind: flag(loop, "isSequential", false) ? "sequential" : "parallel",
    base: !zeebe && isCamundaModel(activity) ? 0 : 1,
    testBefore: false,
    ...(cardinality ? { cardinality } : {}),
    ...(completionCondition ? { completionCondition } : {}),
    ...(zeebe ? zeebeCollections(activity, zeebe, findings) : collections(activity, loop, findings)),
    ...behaviorOf(activity, loop, findings),
  };
}

type Collections = Pick<LoopSpec, "collection" | "elementVariable" | "outputCollection" | "outputElement">;

function zeebeCollections(activity: Element, zeebe: Element, findings: Findings): Collections {
  const collection = findings.optional(activity, attribute(zeebe, "inputCollection"), "feel");
  const elementVariable = attribute(zeebe, "inputElement");
  const outputCollection = attribute(zeebe, "outputCollection");
  const outputElement = findings.optional(activity, attribute(zeebe, "outputElement"), "feel");
  return {
    ...(collection ? { collection } : {}),
    ...(elementVariable === undefined ? {} : { elementVariable }),
    ...(outputCollection === undefined ? {} : { outputCollection }),
    ...(outputElement ? { outputElement } : {}),
  };
}

/** The collections of the standard (`loopDataInputRef`, `inputDataItem` …), or of the Camunda 7 family. */
function collections(activity: Element, loop: Element, findings: Findings): Collections {
  const named = camundaAttribute(loop, "collection");
  const input = one(loop, "loopDataInputRef");
  const inputItem = one(loop, "inputDataItem");
  const output = one(loop, "loopDataOutputRef");
  const outputItem = one(loop, "outputDataItem");
  const byName = input && variable(sourceName(activity, input));
  const collection =
    named === undefined
      ? byName
      : /[$#]\{|^=/.test(named)
        ? findings.expression(activity, named, "text")
        : variable(named);
  const elementVariable = camundaAttribute(loop, "elementVariable") ?? (inputItem && dataName(inputItem));
  return {
    ...(collection ? { collection } : {}),
    ...(elementVariable === undefined ? {} : { elementVariable }),
    ...(output ? { outputCollection: targetName(activity, output) } : {}),
    ...(outputItem ? { outputElement: variable(dataName(outputItem)) } : {}),
  };
}

/** A data input is filled from somewhere: that is the variable. */
function sourceName(activity: Element, input: Element): string {
  const association = many(activity, "dataInputAssociations").find((each) => one(each, "targetRef") === input);
  const [source] = association ? many(association, "sourceRef") : [];
  return dataName(source ?? input);
}

function targetName(activity: Element, output: Element): string {
  const association = many(activity, "dataOutputAssociations").find((each) => many(each, "sourceRef").includes(output));
  return dataName((association && one(association, "targetRef")) ?? output);
}

function behaviorOf(
  activity: Element,
  loop: Element,
  findings: Findings,
): Pick<LoopSpec, "behavior" | "event" | "complex"> {
  const behavior = text(loop, "behavior") ?? "All";
  const reference = behavior === "One" ? one(loop, "oneBehaviorEventRef") : one(loop, "noneBehaviorEventRef");
  const event = reference && readTrigger(activity, reference, findings);
  const complex = many(loop, "complexBehaviorDefinition").flatMap((each) => {
    const condition = findings.expressionIn(activity, one(each, "condition"), "feel");
    const definition = one(each, "event") && many(one(each, "event") ?? each, "eventDefinitions")[0];
    const thrown = definition && readTrigger(activity, definition, findings);
    return condition && thrown ? [{ condition, event: thrown }] : [];
  });
  if (behavior !== "None" && behavior !== "One" && behavior !== "Complex") return { behavior: "All", complex: [] };
  return { behavior, complex, ...(event ? { event } : {}) };
}
