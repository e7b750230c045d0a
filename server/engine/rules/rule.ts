import type { Element } from "../reading/element.ts";
import { flag, isA, isElement, many, one, text } from "../reading/element.ts";
import { definitionsOf } from "../reading/events.ts";

/** A rule of well-formedness: small, with the clause it rests on. */
export interface Rule {
  /** Stable; `ext.021` is constraint EXT.021 of BPMNspector's list, which we follow where it has one. */
  readonly code: string;
  /** Clause of BPMN 2.0.2. */
  readonly reference: string;
  /** The types it looks at. */
  readonly on: readonly string[];
  /**
   * Only a warning unless the file keeps to the letter of the standard: engines have let it pass for years, and models
   * rely on it. See `File.isStrict`.
   */
  readonly isStrict?: boolean;
  /** Never more than a warning: what is meant can run, if less may come of it than somebody hoped. */
  readonly isAdvice?: boolean;
  /** `Expected …, but …`, or nothing when all is well. */
  check(element: Element, file: File): string | undefined;
}

/** A file as rules see it. */
export interface File {
  readonly definitions: Element;
  readonly elements: readonly Element[];
  readonly flows: {
    readonly incoming: ReadonlyMap<Element, readonly Element[]>;
    readonly outgoing: ReadonlyMap<Element, readonly Element[]>;
  };
  /** What refers to what, against the direction of the reference; looked up, since a file may have thousands of each. */
  readonly back: {
    /** The participant that stands for a process. */
    readonly participants: ReadonlyMap<Element, Element>;
    /** Activities with a boundary event. */
    readonly hosts: ReadonlySet<Element>;
    /** Where the associations of an element lead. */
    readonly associated: ReadonlyMap<Element, readonly Element[]>;
    /** The elements of each scope by the name of the link they throw or catch. */
    readonly links: ReadonlyMap<Element, ReadonlyMap<string, readonly Element[]>>;
    /** Root elements by their ids. */
    readonly roots: ReadonlyMap<string, Element>;
    /** The elements that refer to an event definition. */
    readonly users: ReadonlyMap<Element, readonly Element[]>;
  };
  /** The types of what each scope holds. */
  readonly types: ReadonlyMap<Element, ReadonlySet<string>>;
  /** Refers to other files: what is not here may be there. */
  readonly hasImports: boolean;
  /** Nodes list their flows (they need not; but then all of them have to). */
  readonly listsFlows: boolean;
  /** Nodes list their flows, and no engine's own dialect is used: written by the letter of the standard. */
  readonly isStrict: boolean;
  /** Ids of elements with a reference to an operation that is not in this file. */
  readonly dangling: ReadonlySet<string>;
  /** Loop markers in the text; moddle keeps one for each activity. */
  readonly loopTags: number;
}

/** Everything below an element that belongs to it (not what it refers to), without recursion. */
export function elementsOf(root: Element): readonly Element[] {
  const found: Element[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    found.push(element);
    open.push(...childrenOf(element));
  }
  return found;
}

function childrenOf(element: Element): readonly Element[] {
  const values: readonly unknown[] = Object.keys(element)
    .filter((name) => !name.startsWith("$"))
    .flatMap((name) => element[name]);
  return values.filter(
    (child): child is Element => isElement(child) && child.$parent === element && !child.$type.startsWith("bpmndi:"),
  );
}

export const activityTypes = [
  "bpmn:Task",
  "bpmn:UserTask",
  "bpmn:ManualTask",
  "bpmn:ServiceTask",
  "bpmn:ScriptTask",
  "bpmn:SendTask",
  "bpmn:ReceiveTask",
  "bpmn:BusinessRuleTask",
  "bpmn:CallActivity",
  "bpmn:SubProcess",
  "bpmn:Transaction",
  "bpmn:AdHocSubProcess",
] as const;

export const gatewayTypes = [
  "bpmn:ExclusiveGateway",
  "bpmn:ParallelGateway",
  "bpmn:InclusiveGateway",
  "bpmn:ComplexGateway",
  "bpmn:EventBasedGateway",
] as const;

export const eventTypes = [
  "bpmn:StartEvent",
  "bpmn:EndEvent",
  "bpmn:IntermediateCatchEvent",
  "bpmn:IntermediateThrowEvent",
  "bpmn:BoundaryEvent",
] as const;

export const flowNodeTypes: readonly string[] = [...activityTypes, ...gatewayTypes, ...eventTypes];

/** Flows that lead into a node, read off the flows themselves. */
export function incoming(node: Element, file: File): readonly Element[] {
  return file.flows.incoming.get(node) ?? [];
}

/** Flows that lead out of a node. */
export function outgoing(node: Element, file: File): readonly Element[] {
  return file.flows.outgoing.get(node) ?? [];
}

/** Whether the scope of a node holds an element of this type. */
export function hasBeside(node: Element, type: string, file: File): boolean {
  return node.$parent !== undefined && (file.types.get(node.$parent)?.has(type) ?? false);
}

/** The flows of a file by the nodes at their ends; built once, since a file may have thousands. */
export function flowsOf(elements: readonly Element[]): File["flows"] {
  const index = { incoming: new Map<Element, Element[]>(), outgoing: new Map<Element, Element[]>() };
  for (const flow of elements) {
    if (!isA(flow, "bpmn:SequenceFlow")) continue;
    note(index.outgoing, one(flow, "sourceRef"), flow);
    note(index.incoming, one(flow, "targetRef"), flow);
  }
  return index;
}

/** The references that rules follow backwards. */
export function backOf(elements: readonly Element[]): File["back"] {
  const participants = new Map<Element, Element>();
  const hosts = new Set<Element>();
  const associated = new Map<Element, Element[]>();
  const users = new Map<Element, Element[]>();
  const roots = new Map<string, Element>();
  for (const element of elements) {
    const process = isA(element, "bpmn:Participant") ? one(element, "processRef") : undefined;
    if (process && !participants.has(process)) participants.set(process, element);
    const host = isA(element, "bpmn:BoundaryEvent") ? one(element, "attachedToRef") : undefined;
    if (host) hosts.add(host);
    const target = isA(element, "bpmn:Association") ? one(element, "targetRef") : undefined;
    if (target) note(associated, one(element, "sourceRef"), target);
    if (element.id !== undefined && isA(element.$parent, "bpmn:Definitions")) roots.set(element.id, element);
    for (const definition of many(element, "eventDefinitionRef")) note(users, definition, element);
  }
  return { participants, hosts, associated, links: linksOf(elements), roots, users };
}

function linksOf(elements: readonly Element[]): File["back"]["links"] {
  const links = new Map<Element, Map<string, Element[]>>();
  for (const element of elements) {
    const { $parent } = element;
    if (!$parent || !isA(element, "bpmn:IntermediateCatchEvent", "bpmn:IntermediateThrowEvent")) continue;
    const inScope = links.get($parent) ?? new Map<string, Element[]>();
    links.set($parent, inScope);
    for (const name of new Set(linkNames(element))) {
      const events = inScope.get(name);
      if (events) events.push(element);
      else inScope.set(name, [element]);
    }
  }
  return links;
}

/** The names of the links that an event throws or catches. */
export function linkNames(event: Element): readonly string[] {
  const definitions = definitionsOf(event).filter((each) => isA(each, "bpmn:LinkEventDefinition"));
  return definitions.map((each) => text(one(each, "target") ?? each, "name") ?? text(event, "name") ?? "");
}

function note(index: Map<Element, Element[]>, node: Element | undefined, flow: Element): void {
  if (!node) return;
  const flows = index.get(node);
  if (flows) flows.push(flow);
  else index.set(node, [flow]);
}

/** Which types each scope holds. */
export function typesOf(elements: readonly Element[]): File["types"] {
  const types = new Map<Element, Set<string>>();
  for (const { $parent, $type } of elements) {
    if (!$parent) continue;
    const known = types.get($parent);
    if (known) known.add($type);
    else types.set($parent, new Set([$type]));
  }
  return types;
}

/** The process that an element belongs to. */
export function processOf(element: Element): Element | undefined {
  let at: Element | undefined = element;
  while (at && !isA(at, "bpmn:Process")) at = at.$parent;
  return at;
}

/** Whether an element belongs to a process that is meant to run. */
export function isExecutable(element: Element): boolean {
  const process = processOf(element);
  return process !== undefined && flag(process, "isExecutable", false);
}

export function isEventSubProcess(element: Element | undefined): boolean {
  return (
    isA(element, "bpmn:SubProcess", "bpmn:Transaction") &&
    element !== undefined &&
    flag(element, "triggeredByEvent", false)
  );
}

/** `event`, to name an element by. */
export function nameOf(element: Element): string {
  return element.id ?? element.$type;
}
