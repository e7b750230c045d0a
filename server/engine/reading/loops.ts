import type { LoopSpec } from "../model.ts";
import { computed, variable } from "../expressions/expression.ts";
import { flag, idOf, integer, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import { readTrigger } from "./events.ts";
import { attribute, camundaAttribute, camundaExtensions, children, extension, isCamundaModel } from "./extensions.ts";
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

type Collections = Pick<
  LoopSpec,
  "collection" | "indexVariable" | "elementVariable" | "outputCollection" | "outputElement"
>;

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
  const named = camundaAttribute(loop, "collection") ?? nestedCollection(loop);
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
  const indexVariable = camundaAttribute(loop, "elementIndexVariable");
  return {
    ...(collection ? { collection } : {}),
    ...(elementVariable === undefined ? {} : { elementVariable }),
    ...(indexVariable === undefined ? {} : { indexVariable }),
    ...aggregation(activity, loop, findings),
    ...(output ? { outputCollection: targetName(activity, output) } : {}),
    ...(outputItem ? { outputElement: variable(dataName(outputItem)) } : {}),
  };
}

/** `<flowable:collection><flowable:string>${list}</flowable:string></flowable:collection>` */
function nestedCollection(loop: Element): string | undefined {
  const [collection] = camundaExtensions(loop, "collection");
  const [holder] = [...children(collection, "string"), ...children(collection, "expression")];
  return holder?.$body?.trim();
}

/** `flowable:variableAggregation`: of each instance a map of these variables, gathered in a list. */
function aggregation(activity: Element, loop: Element, findings: Findings): Collections {
  const [first, ...more] = camundaExtensions(loop, "variableAggregation");
  const target = attribute(first, "target");
  if (target === undefined) return {};
  if (more.length > 0)
    findings.warn(
      activity,
      "dialect.aggregation",
      `Expected one list that the instances of ${idOf(activity)} add to, but there are ${more.length + 1}; only the first is filled.`,
    );
  const entries = children(first, "variable").flatMap((entry) => {
    const name = attribute(entry, "target") ?? attribute(entry, "source");
    const source = attribute(entry, "source");
    const given = attribute(entry, "sourceExpression");
    const read = given === undefined ? source && variable(source) : findings.expression(activity, given, "text");
    return name !== undefined && read ? [[name, read] as const] : [];
  });
  const outputElement = computed("variableAggregation", (variables) =>
    Object.fromEntries(entries.map(([name, read]) => [name, read.evaluate(variables)])),
  );
  return { outputCollection: target, outputElement };
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
