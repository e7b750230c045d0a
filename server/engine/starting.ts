import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { isEntry } from "./behaviours/subProcess.ts";
import { drafted, eventStarts, listen } from "./listeners.ts";
import { modify } from "./modify.ts";
import type { Node } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item, Step } from "./state.ts";
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
  const then = entries.flatMap((entry) => begin(run, entry, item, command.variables));
  if (root.listeners?.begin) run.push({ op: "hear", at: root.id, in: item.id, moment: "begin", then });
  else for (const step of then) run.push(step);
  if (before !== undefined) modify(run, [{ kind: "startBefore", elementId: before }]);
  else if (entries.length === 0) run.push({ op: "drained", item: item.id });
}

/** What the starter gives stands before the initial values of the model. */
function keepGiven(initial: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(initial).filter(([name]) => !Object.hasOwn(given, name)));
}

function begin(run: Run, entry: Node, item: Item, variables: JsonObject): readonly Step[] {
  const at = { in: item.id };
  if (entry.spec.kind === "start" || !isTriggered(entry)) {
    if (entry.mapping.outputs.length > 0) mapStart(run, entry, item, variables);
    return [{ op: "arrive", at: entry.id, ...at }];
  }
  run.fact("element.entered", entry.id);
  run.fact("element.completed", entry.id);
  return [leaving(entry, item), ...alsoAwaited(entry).map(({ id }): Step => ({ op: "arrive", at: id, ...at }))];
}

/** What starts the instance has happened before there was anybody to hear it; its listeners are called once there is. */
function leaving(entry: Node, item: Item): Step {
  const at = { at: entry.id, in: item.id };
  const leave: Step = { op: "leave", ...at };
  if (!entry.isActivity || !entry.listeners) return leave;
  return { op: "hear", ...at, moment: "begin", then: [{ op: "hear", ...at, moment: "finish", then: [leave] }] };
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
