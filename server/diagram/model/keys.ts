import type { Branch } from "./branch.ts";
import { labelOf } from "./label.ts";
import { DRAWN, ROOT } from "./model.ts";
import { isA, isElement } from "./moddle.ts";
import type { Element } from "./moddle.ts";
import { pair } from "./pair.ts";
import type { Tree } from "./read.ts";

/** Where a person's elements are contained: what is drawn, listed and decided on by itself. */
const places = new Set([
  "rootElements",
  "flowElements",
  "artifacts",
  "lanes",
  "participants",
  "messageFlows",
  "conversations",
  "conversationLinks",
]);

/** Ids of one version and the keys they have in another. */
export type Aliases = ReadonlyMap<string, string>;

/** A tree with a key for each of its elements. */
export interface KeyedTree {
  readonly tree: Tree;
  readonly keys: ReadonlyMap<Element, string>;
  readonly branches: ReadonlyMap<string, Branch>;
}

/**
 * Gives every element its key. Elements of people go by their id (through `aliases`); what is inside them by a path; and
 * whatever has a counterpart in `base` gets the key that it has there.
 */
export function keyTree(tree: Tree, base: KeyedTree | undefined, aliases: Aliases): KeyedTree {
  const keying: Keying = { base, aliases, keys: new Map(), branches: new Map() };
  give(keying, tree.root, ROOT);
  keyChildren(keying, tree.root, "");
  drawn(keying, tree.root);
  return { tree, keys: keying.keys, branches: keying.branches };
}

interface Keying {
  readonly base: KeyedTree | undefined;
  readonly aliases: Aliases;
  readonly keys: Map<Element, string>;
  readonly branches: Map<string, Branch>;
}

function give({ keys, branches }: Keying, branch: Branch, wanted: string): string {
  let key = wanted;
  for (let number = 2; branches.has(key); number += 1) key = `${wanted}#${number}`;
  keys.set(branch.element, key);
  branches.set(key, branch);
  return key;
}

/** Whether a person sees and decides on this element by itself. */
export function isOwned(branch: Branch): boolean {
  return branch.id !== undefined && places.has(branch.property);
}

function keyChildren(keying: Keying, branch: Branch, above: string): void {
  const parts = Map.groupBy(
    branch.children.filter((child) => child.property !== "diagrams" && child.property !== "planeElement"),
    (child) => child.property,
  );
  for (const [property, children] of parts) {
    const inside = children.filter((child) => !isOwned(child));
    for (const child of children) {
      if (isOwned(child)) keyOwned(keying, child);
    }
    if (inside.length > 0) keyInside(keying, `${above}${property}`, inside, before(keying, branch, property));
  }
}

function keyOwned(keying: Keying, child: Branch): void {
  const id = child.id ?? "";
  const key = give(keying, child, keying.aliases.get(id) ?? id);
  keyChildren(keying, child, `${key}/`);
}

/** What the base has at the same place. */
function before({ base, keys }: Keying, branch: Branch, property: string): readonly Branch[] {
  const counterpart = base?.branches.get(keys.get(branch.element) ?? "");
  return counterpart?.children.filter((child) => child.property === property && !isOwned(child)) ?? [];
}

function keyInside(keying: Keying, path: string, inside: readonly Branch[], base: readonly Branch[]): void {
  const [first] = inside;
  if (first !== undefined && !isMany(first)) {
    keyChildren(keying, first, `${give(keying, first, path)}/`);
    return;
  }
  const pairs = pair(base, inside);
  for (const child of inside) {
    const counterpart = pairs.get(child);
    const known = counterpart && keying.base?.keys.get(counterpart.element);
    keyChildren(keying, child, `${give(keying, child, known ?? fresh(keying, child, path, inside))}/`);
  }
}

/** A key that the base has not given to something else. */
function fresh({ base }: Keying, child: Branch, path: string, beside: readonly Branch[]): string {
  const key = `${path}[${labelOf(child, beside)}]`;
  return base?.branches.has(key) === true ? `${path}[+${labelOf(child, beside)}]` : key;
}

function isMany({ parent, property }: Branch): boolean {
  return property === "$children" || parent?.element.$descriptor.propertiesByName?.[property]?.isMany === true;
}

/** The picture goes by what it shows: tools name its own elements as they like. */
function drawn(keying: Keying, root: Branch): void {
  const diagrams = root.children.filter(({ property }) => property === "diagrams");
  for (const diagram of diagrams) {
    const plane = diagram.children.find(({ property }) => property === "plane");
    const of = planeName(keying, plane, diagrams.indexOf(diagram));
    give(keying, diagram, `${DRAWN}diagram/${of}`);
    keyChildren(keying, diagram, `${keying.keys.get(diagram.element) ?? ""}/`);
    for (const shape of plane?.children ?? []) {
      if (shape.property !== "planeElement") continue;
      const key = give(keying, shape, `${DRAWN}${shown(keying, shape) ?? shape.id ?? "unknown"}`);
      keyChildren(keying, shape, `${key}/`);
    }
  }
}

/** The first plane stays the same when a process is put into a pool or taken out of it. */
function planeName(keying: Keying, plane: Branch | undefined, position: number): string {
  const element = plane?.element["bpmnElement"];
  if (!isElement(element)) return `#${position}`;
  const isWhole = isA(element, "bpmn:Process") || isA(element, "bpmn:Collaboration");
  return position === 0 && isWhole ? "main" : (keying.keys.get(element) ?? `#${position}`);
}

function shown({ keys }: Keying, shape: Branch): string | undefined {
  const element = shape.element["bpmnElement"];
  return isElement(element) ? keys.get(element) : undefined;
}
