import { connectorOf } from "../catalogue/connectors.ts";
import { extension, isA, many, one, processOf, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { expressionsIn, inputsOf, loopOf, outputsOf, pathsIn } from "./expressions.ts";

/** A variable that exists at a place, and the element that writes it; null when it comes with the start. */
export type Variable = {
  readonly name: string;
  readonly from: Moddle | null;
  /** Names below it that the process reads somewhere: `number` of `ticket.number`. */
  readonly members: readonly string[];
};
/** The fields of a form by its key, as far as they are known. */
export type FieldsOf = (formKey: string) => readonly string[];

/**
 * The variables that exist where an element is: those written before it on some way from a start, those of the scopes
 * around it, its own inputs, and those that the process reads but nobody in it writes: they come with the start.
 */
export function variablesAt(element: Moddle, fieldsOf: FieldsOf): readonly Variable[] {
  const process = processOf(element);
  if (process === undefined) return [];
  const writers = new Map<string, Moddle | null>();
  const nodes = nodesIn(process);
  const paths = expressionsIn(process).flatMap(pathsIn);
  const written = new Set(nodes.flatMap((node) => [...writtenBy(node, fieldsOf), ...localsOf(node)]));
  for (const path of paths) {
    const name = path.split(".")[0] ?? "";
    if (!written.has(name)) writers.set(name, null);
  }
  for (const node of before(element)) for (const name of writtenBy(node, fieldsOf)) writers.set(name, node);
  for (const scope of scopesOf(element)) for (const name of localsOf(scope)) writers.set(name, scope);
  return [...writers]
    .map(([name, from]) => ({ name, from, members: membersOf(name, paths) }))
    .toSorted((one_, other) => one_.name.localeCompare(other.name));
}

/** All variables of a process with who writes and how often each is read, for the table of variables. */
export function variablesOf(
  process: Moddle,
  fieldsOf: FieldsOf,
): readonly (Variable & { readonly writers: readonly Moddle[]; readonly reads: number })[] {
  const nodes = nodesIn(process);
  const paths = expressionsIn(process).flatMap(pathsIn);
  const writers = new Map<string, Moddle[]>();
  for (const node of nodes)
    for (const name of new Set(writtenBy(node, fieldsOf))) writers.set(name, [...(writers.get(name) ?? []), node]);
  const locals = new Set(nodes.flatMap(localsOf));
  const read = paths.map((path) => path.split(".")[0] ?? "");
  const names = new Set([...writers.keys(), ...read.filter((name) => !locals.has(name))]);
  return [...names].toSorted().map((name) => ({
    name,
    from: writers.get(name)?.[0] ?? null,
    writers: writers.get(name) ?? [],
    reads: read.filter((one_) => one_ === name).length,
    members: membersOf(name, paths),
  }));
}

/** What an element leaves behind for those after it. */
export function writtenBy(node: Moddle, fieldsOf: FieldsOf): readonly string[] {
  const mapped = outputsOf(node);
  if (mapped !== undefined) return [...mapped, ...resultsOf(node)];
  const form = textOf(extension(node, "zeebe:FormDefinition"), "formId");
  const job = textOf(extension(node, "zeebe:TaskDefinition"), "type");
  return [...resultsOf(node), ...(form === "" ? [] : fieldsOf(form)), ...(connectorOf(job)?.outputs ?? [])];
}

/** Flow nodes of a process, those of sub-processes included. */
export function nodesIn(scope: Moddle): readonly Moddle[] {
  return many(scope, "flowElements")
    .filter((element) => isA(element, "bpmn:FlowNode"))
    .flatMap((element) => [element, ...nodesIn(element)]);
}

function resultsOf(node: Moddle): readonly string[] {
  const names = [
    textOf(extension(node, "zeebe:CalledDecision"), "resultVariable"),
    textOf(extension(node, "zeebe:Script"), "resultVariable"),
    textOf(loopOf(node), "outputCollection"),
  ];
  return names.filter((name) => name !== "");
}

/** What only an element itself and what it holds can see. */
export function localsOf(node: Moddle): readonly string[] {
  const loop = one(node, "loopCharacteristics");
  const item = textOf(loopOf(node), "inputElement");
  return [...inputsOf(node), ...(loop === undefined ? [] : ["loopCounter"]), ...(item === "" ? [] : [item])];
}

function scopesOf(element: Moddle): readonly Moddle[] {
  const scopes: Moddle[] = [];
  for (let at: Moddle | undefined = element; at !== undefined && at.$type !== "bpmn:Process"; at = at.$parent)
    scopes.push(at);
  return scopes;
}

/** Every element from which some way leads here, over the borders of sub-processes. */
function before(element: Moddle): readonly Moddle[] {
  const seen = new Set<Moddle>();
  const queue = [...sourcesOf(element)];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    queue.push(...sourcesOf(node));
  }
  return [...seen];
}

function sourcesOf(node: Moddle): readonly Moddle[] {
  if (isA(node, "bpmn:SequenceFlow")) return [one(node, "sourceRef")].filter((each) => each !== undefined);
  const flows = many(node, "incoming").flatMap((flow) => one(flow, "sourceRef") ?? []);
  const host = one(node, "attachedToRef");
  const around = node.$parent;
  const isFirst = flows.length === 0 && host === undefined && isA(around, "bpmn:SubProcess");
  return [
    ...flows,
    ...(host === undefined ? [] : [host, ...sourcesOf(host)]),
    ...(isFirst && around !== undefined ? sourcesOf(around) : []),
  ];
}

function membersOf(name: string, paths: readonly string[]): readonly string[] {
  const members = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
  return [...new Set(members)].toSorted();
}
