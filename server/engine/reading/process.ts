import type { Flow, Model, Node } from "../model.ts";
import type { ElementDescription } from "../types.ts";
import { upstreamOf } from "../upstream.ts";
import { idOf, isA, many, one, text } from "./element.ts";
import type { Element } from "./element.ts";
import type { Findings } from "./findings.ts";
import { identify } from "./identify.ts";
import { readDocumentation, readNames } from "./jobs.ts";
import { processNode, readFlow, readNode } from "./nodes.ts";
import { startsOf } from "./starts.ts";
import { readSubject } from "./subject.ts";
import { readFormBinding } from "./tasks.ts";

/** Everything a process is made of while it is being put together. */
interface Parts {
  readonly nodes: Map<string, Node>;
  readonly flows: Map<string, Flow>;
  readonly elements: Map<string, ElementDescription>;
  readonly sources: Map<Node, Element>;
}

/** Compiles one process, or a global task as a process with that one task. */
export function readProcess(process: Element, findings: Findings): Model {
  identify(process, process.id ?? "process");
  const root = processNode(process, findings);
  const parts: Parts = { nodes: new Map([[root.id, root]]), flows: new Map(), elements: new Map(), sources: new Map() };
  const lanes = lanesOf(process);
  parts.elements.set(root.id, describe(process, undefined, lanes));
  if (isA(process, "bpmn:Process")) readScope(process, root, parts, { findings, lanes });
  else readGlobalTask(process, root, parts, findings);
  for (const scope of [process, ...[...parts.sources.values()].filter((each) => isScope(each))])
    connect(scope, parts, findings);
  followLinks(root, parts, findings);
  const all = [...parts.nodes.values()];
  return {
    processId: root.id,
    name: root.name,
    isExecutable: process["isExecutable"] === true || !isA(process, "bpmn:Process"),
    root,
    nodes: parts.nodes,
    flows: parts.flows,
    starts: startsOf(root),
    elements: parts.elements,
    subject: readSubject(process, findings),
    hasConditions: all.some((node) => node.triggers.some((trigger) => trigger.kind === "condition")),
    hasClocks: all.some((node) =>
      node.triggers.some((trigger) => trigger.kind === "timer" && trigger.timer.pausedWhile !== undefined),
    ),
    hearsCancels: all.some((node) => node.listeners?.cancel !== undefined),
    hasJoins: all.some(
      (node) => node.incoming.length > 1 && (node.spec.kind === "inclusive" || node.spec.kind === "complex"),
    ),
  };
}

/** A global task has no name inside a process: it is the one node of one. */
function readGlobalTask(element: Element, root: Node, parts: Parts, findings: Findings): void {
  const task = readNode(element, root, findings);
  if (!task) return;
  const inner: Node = { ...task, id: `${root.id}:task` };
  parts.nodes.set(inner.id, inner);
  root.children.push(inner);
  parts.elements.set(inner.id, { id: inner.id, type: inner.type, names: readNames(element), parentId: root.id });
}

export function isScope(element: Element): boolean {
  return isA(element, "bpmn:SubProcess", "bpmn:Transaction", "bpmn:AdHocSubProcess");
}

interface Reading {
  readonly findings: Findings;
  readonly lanes: ReadonlyMap<string, string>;
}

/** Depth is limited by `xml.ts`, so that recursion is safe. */
function readScope(scope: Element, node: Node, parts: Parts, reading: Reading): void {
  for (const element of many(scope, "flowElements")) {
    const { id } = element;
    if (id !== undefined) parts.elements.set(id, describe(element, node, reading.lanes));
    const child = readNode(element, node, reading.findings);
    if (!child) continue;
    parts.nodes.set(child.id, child);
    parts.sources.set(child, element);
    node.children.push(child);
    if (isScope(element)) readScope(element, child, parts, reading);
  }
}

function describe(element: Element, parent: Node | undefined, lanes: ReadonlyMap<string, string>): ElementDescription {
  const name = text(element, "name");
  const id = idOf(element);
  const lane = lanes.get(id);
  const documentation = readDocumentation(element);
  const formBinding = readFormBinding(element);
  return {
    id,
    type: element.$type,
    ...(name === undefined ? {} : { name }),
    names: readNames(element),
    ...(documentation ? { documentation } : {}),
    ...(lane === undefined ? {} : { lane }),
    ...(parent === undefined ? {} : { parentId: parent.id }),
    ...(formBinding === undefined ? {} : { formBinding }),
  };
}

function lanesOf(process: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (set: Element, depth: number): void => {
    if (depth > 50) return;
    for (const lane of many(set, "lanes")) {
      for (const node of many(lane, "flowNodeRef"))
        if (node.id !== undefined) found.set(node.id, text(lane, "name") ?? idOf(lane));
      const inner = one(lane, "childLaneSet");
      if (inner) visit(inner, depth + 1);
    }
  };
  for (const set of many(process, "laneSets")) visit(set, 0);
  return found;
}

/** Sequence flows, defaults, boundary events and compensation handlers of one scope. */
function connect(scope: Element, parts: Parts, findings: Findings): void {
  for (const element of many(scope, "flowElements")) {
    if (isA(element, "bpmn:SequenceFlow")) connectFlow(element, parts, findings);
    if (isA(element, "bpmn:BoundaryEvent")) connectBoundary(element, parts);
  }
  for (const element of many(scope, "flowElements")) setDefault(element, parts);
  for (const artifact of many(scope, "artifacts")) connectHandler(artifact, parts);
}

/** An association from a compensation boundary event leads to the activity that undoes. */
function connectHandler(artifact: Element, parts: Parts): void {
  if (!isA(artifact, "bpmn:Association")) return;
  const source = parts.nodes.get(one(artifact, "sourceRef")?.id ?? "");
  const target = parts.nodes.get(one(artifact, "targetRef")?.id ?? "");
  if (source?.spec.kind === "boundary" && target?.isActivity === true) source.handler = target;
}

function connectFlow(element: Element, parts: Parts, findings: Findings): void {
  const flow = readFlow(element, parts.nodes, findings);
  if (!flow) return;
  parts.flows.set(flow.id, flow);
  flow.source.outgoing.push(flow);
  flow.target.incoming.push(flow);
}

function connectBoundary(element: Element, parts: Parts): void {
  const event = parts.nodes.get(element.id ?? "");
  const host = parts.nodes.get(one(element, "attachedToRef")?.id ?? "");
  if (!event || !host) return;
  event.host = host;
  host.boundaries.push(event);
}

function setDefault(element: Element, parts: Parts): void {
  const node = parts.nodes.get(element.id ?? "");
  const flow = parts.flows.get(one(element, "default")?.id ?? "");
  if (node && flow?.source === node) node.default = flow;
}

const joining: ReadonlySet<string> = new Set(["inclusive", "complex"]);

/** What is kept of where tokens can come from grows with flows into joins times nodes; no drawn model comes near this. */
const mostReach = 4_000_000;

/** Links lead on like flows: from each throw event to the catch event of the same name in the same scope. */
function followLinks(root: Node, parts: Parts, findings: Findings): void {
  const nodes = [...parts.nodes.values()];
  const throws = Map.groupBy(
    nodes.filter(({ spec }) => spec.kind === "throw"),
    linkPlace,
  );
  const links = new Map<Node, readonly Node[]>();
  for (const node of nodes) {
    if (node.spec.kind !== "catch") continue;
    const sources = linkName(node) === undefined ? [] : (throws.get(linkPlace(node)) ?? []);
    links.set(node, sources);
    for (const source of sources) source.link = node;
  }
  const joins = nodes.filter(({ spec, incoming }) => joining.has(spec.kind) && incoming.length > 1);
  const cost = joins.reduce((sum, { incoming }) => sum + incoming.length, 0) * nodes.length;
  if (cost > mostReach) {
    findings.error(
      root.id,
      "bpmn.size",
      `Expected fewer inclusive and complex joins in a model of this size, but ${root.id} has ${joins.length}.`,
    );
    return;
  }
  for (const node of joins) node.upstream = upstreamOf(node, links);
}

/** Links meet by name inside one scope. */
function linkPlace(node: Node): string {
  return JSON.stringify([node.parent?.id, linkName(node)]);
}

function linkName(node: Node): string | undefined {
  for (const trigger of node.triggers) if (trigger.kind === "link") return trigger.name;
  return undefined;
}
