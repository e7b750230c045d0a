import { Refusal } from "../base/refusal.ts";
import { cancelTree } from "./cancelling.ts";
import { drafted, eventStarts, listen } from "./listeners.ts";
import type { Node } from "./model.ts";
import type { Run } from "./run.ts";
import { isToken, ROOT } from "./state.ts";
import type { Item } from "./state.ts";
import type { Modification } from "./types.ts";
import { assign } from "./variables.ts";
import { itemOfWait } from "./waits.ts";

/** Repairs by an operator, in order. @throws {Refusal} `engine.wait`, `engine.element` */
export function modify(run: Run, instructions: readonly Modification[]): void {
  for (const instruction of instructions) {
    switch (instruction.kind) {
      case "cancelWait":
        cancelWait(run, instruction.waitId);
        break;
      case "cancelElement":
        cancelElement(run, instruction.elementId);
        break;
      case "startBefore": {
        const node = elementOf(run, instruction.elementId);
        const scope = scopeFor(run, node);
        if (instruction.variables) assign(run, scope, instruction.variables);
        run.push({ op: "arrive", at: node.id, in: scope.id });
        break;
      }
      case "startAfter": {
        const node = elementOf(run, instruction.elementId);
        run.push({ op: "leave", at: node.id, in: scopeFor(run, node).id });
        break;
      }
    }
  }
}

function cancelWait(run: Run, waitId: string): void {
  const item = itemOfWait(run, waitId);
  if (!item)
    throw new Refusal("missing", "engine.wait", `Expected a wait ${waitId} of this instance, but there is none.`);
  cancelTree(run, owner(run, item));
}

/** One of several triggers stands for its event; the candidate of an event-based gateway for the gateway. */
function owner(run: Run, item: Item): Item {
  const up = run.item(item.up);
  return item.kind === "trigger" && up ? up : item;
}

function cancelElement(run: Run, elementId: string): void {
  elementOf(run, elementId);
  for (const item of Array.from(run.state.items.values())) {
    const isInstanceOfLoop = run.item(item.up)?.el === item.el;
    if (item.el === elementId && isToken(item) && !isInstanceOfLoop) cancelTree(run, item);
  }
}

function elementOf(run: Run, elementId: string): Node {
  const node = run.model.nodes.get(elementId);
  if (node?.parent) return node;
  throw new Refusal("unprocessable", "engine.element", `Expected an element of the process, but ${elementId} is none.`);
}

/** The scope that an element runs in; scopes that are not there yet are opened without taking their start event. */
function scopeFor(run: Run, node: Node): Item {
  const path: Node[] = [];
  for (let scope = node.parent; scope?.parent; scope = scope.parent) path.unshift(scope);
  let item = run.item(ROOT);
  for (const scope of path) {
    if (!item) break;
    item = scopeBelow(run, item, scope) ?? open(run, scope, item);
  }
  if (!item) throw new Refusal("conflict", "engine.ended", "Expected a running instance, but it has ended.");
  return item;
}

function scopeBelow(run: Run, item: Item, scope: Node): Item | undefined {
  for (const child of run.below(item.id)) {
    if (child.el !== scope.id || !isToken(child)) continue;
    if (child.kind !== "body") return child;
    const instance = run.below(child.id).find((each) => isToken(each));
    if (instance) return instance;
  }
  return undefined;
}

function open(run: Run, scope: Node, up: Item): Item {
  const kind = run.behaviours[scope.spec.kind].kind ?? "scope";
  run.fact("element.entered", scope.id);
  const item = run.add({ el: scope.id, up: up.id, kind });
  listen(run, drafted(run, [...scope.boundaries, ...eventStarts(scope)], item), item);
  return item;
}
