import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { isEntry } from "./behaviours/subProcess.ts";
import { drafted, eventStarts, listen } from "./listeners.ts";
import { modify } from "./modify.ts";
import type { Node } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { assign, evaluateAll, overlay, variablesOf } from "./variables.ts";

/**
 * Begins an instance at a start event (10.5.2, 13.2), or before any other element.
 *
 * @throws {Refusal} `engine.start`, `engine.element`
 */
export function start(run: Run, command: { elementId?: string; before?: string; variables: JsonObject }): void {
  const { before } = command;
  const entries = before === undefined ? entriesFor(run, command.elementId) : [];
  const { root } = run.model;
  const item = run.add({ el: root.id, up: 0, kind: "scope" });
  run.fact("instance.started", root.id);
  assign(run, undefined, command.variables);
  const initial = evaluateAll(root.initial, variablesOf(run, item));
  assign(run, undefined, keepGiven(initial, command.variables));
  listen(run, drafted(run, eventStarts(root), item), item);
  for (const entry of entries) begin(run, entry, item, command.variables);
  if (before !== undefined) modify(run, [{ kind: "startBefore", elementId: before }]);
  else if (entries.length === 0) run.push({ op: "drained", item: item.id });
}

/** What the starter gives stands before the initial values of the model. */
function keepGiven(initial: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(initial).filter(([name]) => !Object.hasOwn(given, name)));
}

function begin(run: Run, entry: Node, item: Item, variables: JsonObject): void {
  if (entry.spec.kind === "start" || !isTriggered(entry)) {
    if (entry.mapping.outputs.length > 0) mapStart(run, entry, item, variables);
    run.push({ op: "arrive", at: entry.id, in: item.id });
    return;
  }
  run.fact("element.entered", entry.id);
  run.fact("element.completed", entry.id);
  run.push({ op: "leave", at: entry.id, in: item.id });
  for (const other of alsoAwaited(entry)) run.push({ op: "arrive", at: other.id, in: item.id });
}

function mapStart(run: Run, entry: Node, item: Item, variables: JsonObject): void {
  assign(run, undefined, evaluateAll(entry.mapping.outputs, overlay(variables, variablesOf(run, item))));
}

/** An event or receive task that starts the instance: it has happened already. */
function isTriggered(entry: Node): boolean {
  return (entry.spec.kind === "receive" && entry.instantiates) || instantiatingGateway(entry) !== undefined;
}

function instantiatingGateway(entry: Node): Node | undefined {
  return entry.incoming.map((flow) => flow.source).find((node) => node.spec.kind === "eventBased" && node.instantiates);
}

/** A parallel instantiating event-based gateway: the other events have to come as well (10.6.6). */
function alsoAwaited(entry: Node): readonly Node[] {
  const gateway = instantiatingGateway(entry);
  if (gateway?.spec.kind !== "eventBased" || !gateway.spec.parallel) return [];
  return gateway.outgoing.map((flow) => flow.target).filter((target) => target !== entry);
}

function entriesFor(run: Run, elementId: string | undefined): readonly Node[] {
  const { root, processId } = run.model;
  const starts = root.children.filter((child) => child.spec.kind === "start");
  if (elementId !== undefined && elementId !== processId) return [named(run, elementId)];
  const none = starts.filter((node) => node.triggers.length === 0);
  const [only] = none.length > 0 ? none : starts;
  if (only && (none.length === 1 || starts.length === 1)) return [only];
  const implicit = root.children.filter((child) => isEntry(child) && !isTriggered(child) && !waitsToStart(child));
  if (starts.length === 0 && implicit.length > 0) return implicit;
  throw new Refusal(
    "unprocessable",
    "engine.start",
    `Expected one none start event in ${processId}, but it has ${none.length}; name the start event.`,
  );
}

function waitsToStart(node: Node): boolean {
  return node.spec.kind === "eventBased" && node.instantiates;
}

function named(run: Run, elementId: string): Node {
  const { root } = run.model;
  const node = root.children.find((child) => child.id === elementId);
  if (node && (node.spec.kind === "start" || isTriggered(node))) return node;
  throw new Refusal("unprocessable", "engine.start", `Expected a start event, but ${elementId} is none of ${root.id}.`);
}
