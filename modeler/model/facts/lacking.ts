import type { Catalogue, Pick } from "../catalogue/catalogue.ts";
import { extension, isA, many, one, processOf, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { expressionsIn, pathsIn } from "./expressions.ts";
import { inputOf } from "./mapping.ts";
import { localsOf, nodesIn, writtenBy } from "./variables.ts";

/** What elements refer to and what is not there in the process that they have come into. */
export type Lacking = {
  readonly forms: readonly string[];
  readonly ruleSets: readonly string[];
  readonly templates: readonly string[];
  readonly processes: readonly string[];
  /** Messages that nothing else in the process knows. */
  readonly messages: readonly string[];
  /** Variables that nothing in the process writes, and nothing else in it expects from its start. */
  readonly variables: readonly string[];
};

/** What pasted elements lack where they are now. */
export function lackingOf(pasted: readonly Moddle[], catalogue: Catalogue): Lacking {
  const all = pasted.flatMap((element) => [element, ...nodesIn(element)]);
  const process = processOf(pasted[0]);
  const others = process === undefined ? [] : nodesIn(process).filter((node) => !all.includes(node));
  const named = (read: (element: Moddle) => string, known: readonly Pick[]) =>
    unique(all.map(read)).filter((key) => !key.startsWith("=") && !known.some(({ id }) => id === key));
  const met = new Set(others.map(messageOf));
  return {
    forms: named((each) => textOf(extension(each, "zeebe:FormDefinition"), "formId"), catalogue.forms),
    ruleSets: named((each) => textOf(extension(each, "zeebe:CalledDecision"), "decisionId"), catalogue.ruleSets),
    templates: named((each) => /^="([^"\\]*)"$/.exec(inputOf(each, "template"))?.[1] ?? "", catalogue.templates),
    processes: named((each) => textOf(extension(each, "zeebe:CalledElement"), "processId"), catalogue.processes),
    messages: unique(all.map(messageOf)).filter((name) => !met.has(name)),
    variables: unheardOf(all, others, catalogue),
  };
}

/** Whether nothing lacks. */
export function isWhole(lacking: Lacking): boolean {
  return Object.values(lacking).every((names) => names.length === 0);
}

function unheardOf(all: readonly Moddle[], others: readonly Moddle[], { fieldsOf }: Catalogue): readonly string[] {
  const written = [...all, ...others].flatMap((node) => writtenBy(node, fieldsOf));
  const known = new Set([...written, ...others.flatMap(readBy)]);
  return unique(all.flatMap(readBy)).filter((name) => !known.has(name));
}

/** The variables that an element itself reads, but for those that it has of its own. */
function readBy(node: Moddle): readonly string[] {
  const own = new Set(localsOf(node).filter((name) => inputOf(node, name) !== `=${name}`));
  const parts = [one(node, "extensionElements"), one(node, "loopCharacteristics"), ...many(node, "eventDefinitions")];
  const messages = referencesOf(node).map((message) => one(message, "extensionElements"));
  const flows = many(node, "outgoing").map((flow) => one(flow, "conditionExpression"));
  return [...parts, ...messages, ...flows]
    .filter((part) => part !== undefined)
    .flatMap(expressionsOf)
    .flatMap(pathsIn)
    .map((path) => path.split(".")[0] ?? "")
    .filter((name) => !own.has(name));
}

/** What an element maps when it is done, it reads from what it has written itself. */
function expressionsOf(part: Moddle): readonly string[] {
  const values = many(part, "values");
  if (values.length === 0) return expressionsIn({ ...part, messageRef: undefined, $type: part.$type });
  return values.flatMap((value) => {
    if (!isA(value, "zeebe:IoMapping")) return expressionsIn(value);
    return many(value, "inputParameters").flatMap(expressionsIn);
  });
}

function messageOf(node: Moddle): string {
  return textOf(referencesOf(node)[0], "name");
}

/** The messages that an element waits for or sends; their keys are read where the element is. */
function referencesOf(node: Moddle): readonly Moddle[] {
  return [...many(node, "eventDefinitions"), node].flatMap((each) => one(each, "messageRef") ?? []);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== ""))].toSorted();
}
