import type { Assignment, CallSpec, Variables } from "../model.ts";
import { text } from "./element.ts";
import type { Element } from "./element.ts";
import {
  attribute,
  camundaAttribute,
  camundaExtensions,
  children,
  extension,
  isCamundaModel,
  localPart,
} from "./extensions.ts";
import type { Findings } from "./findings.ts";
import { readBinding } from "./tasks.ts";

/** A call activity. In the zeebe dialect all variables go both ways unless it says otherwise, in Camunda 7 none. */
export function readCall(element: Element, findings: Findings): CallSpec {
  const called = extension(element, "zeebe", "calledElement");
  const target = attribute(called, "processId") ?? localPart(element, text(element, "calledElement") ?? "");
  const ins = camundaExtensions(element, "in");
  const outs = camundaExtensions(element, "out");
  const isForeign = called === undefined && (ins.length > 0 || outs.length > 0 || isCamundaModel(element));
  const businessKey = findings.optional(element, givenKey(element, called, ins), "text");
  return {
    processId: findings.expression(element, target, "text"),
    binding: bindingOf(element, called),
    inputs: ins.filter((each) => !isLocal(each)).flatMap((each) => readCopy(element, each, findings)),
    localInputs: ins.filter((each) => isLocal(each)).flatMap((each) => readCopy(element, each, findings)),
    outputs: outs.flatMap((each) => readCopy(element, each, findings)),
    allIn:
      camundaAttribute(element, "inheritVariables") === "true" ||
      takesAll(
        ins.filter((each) => !isLocal(each)),
        isForeign,
        attribute(called, "propagateAllParentVariables"),
      ),
    allOut: mapsOut(element) || takesAll(outs, isForeign, attribute(called, "propagateAllChildVariables")),
    localOut: camundaAttribute(element, "useLocalScopeForOutParameters") === "true",
    ...(businessKey ? { businessKey } : {}),
  };
}

function givenKey(element: Element, called: Element | undefined, ins: readonly Element[]): string | undefined {
  const inherited = camundaAttribute(element, "inheritBusinessKey") === "true" ? ownKey : undefined;
  return keyIn(ins) ?? attribute(called, "businessKey") ?? camundaAttribute(element, "businessKey") ?? inherited;
}

function bindingOf(element: Element, called: Element | undefined): CallSpec["binding"] {
  const together = camundaAttribute(element, "sameDeployment") === "true" ? "deployment" : undefined;
  const type = attribute(called, "bindingType") ?? camundaAttribute(element, "calledElementBinding") ?? together;
  return readBinding(type, camundaAttribute(element, "calledElementVersion"));
}

/** `flowable:inheritBusinessKey`: the key of the caller. */
const ownKey = "${execution.processBusinessKey}";

/** `<camunda:in businessKey="…"/>`: the key that what is begun here goes by. */
export function keyIn(mappings: readonly Element[]): string | undefined {
  return mappings.map((each) => attribute(each, "businessKey")).find((key) => key !== undefined);
}

/** `local="true"`: only what the call activity itself holds is seen. */
function isLocal(mapping: Element): boolean {
  return attribute(mapping, "local") === "true";
}

function takesAll(mappings: readonly Element[], isForeign: boolean, propagate: string | undefined): boolean {
  if (copiesAll(mappings)) return true;
  return !isForeign && propagate !== "false";
}

/** Output mappings of zeebe see everything that comes back, and let nothing else through. */
function mapsOut(element: Element): boolean {
  return children(extension(element, "zeebe", "ioMapping"), "output").length > 0;
}

/** `<camunda:in variables="all"/>`. */
export function copiesAll(mappings: readonly Element[]): boolean {
  return mappings.some((each) => attribute(each, "variables") === "all");
}

/** `<camunda:in source="a" target="b"/>` and its like: one variable or expression under a name. */
export function readCopy(element: Element, mapping: Element, findings: Findings): readonly Assignment[] {
  const target = attribute(mapping, "target");
  const source = attribute(mapping, "source");
  const expression = attribute(mapping, "sourceExpression");
  if (target === undefined) return [];
  if (expression !== undefined) return [{ source: findings.expression(element, expression, "text"), target }];
  if (source === undefined) return [];
  const read = { text: source, isConstant: false, evaluate: (variables: Variables) => variables.get(source) ?? null };
  return [{ source: read, target }];
}
