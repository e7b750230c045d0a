import type { Node } from "../../engine/model.ts";
import { nextOf, reachable } from "../structure/ways.ts";

/** Tells whether one node may have been passed before another begins: behind it, round a loop, or beside it. */
export class Precedence {
  private readonly behind = new Map<Node, ReadonlySet<Node>>();
  private readonly forks: readonly Node[];

  constructor(nodes: readonly Node[]) {
    this.forks = nodes.filter((node) => isFork(node));
  }

  mayPrecede(first: Node, second: Node): boolean {
    if (this.from(first).has(second)) return true;
    return this.forks.some((fork) => this.from(fork).has(first) && this.from(fork).has(second));
  }

  private from(node: Node): ReadonlySet<Node> {
    const known = this.behind.get(node);
    if (known) return known;
    const found = reachable(across(node), across);
    this.behind.set(node, found);
    return found;
  }
}

/** Ways on across the borders of scopes: into one, and from anywhere inside to what follows it. */
function across(node: Node): readonly Node[] {
  const { parent } = node;
  return [...nextOf(node), ...node.children, ...(parent?.parent ? nextOf(parent) : [])];
}

/** Whether tokens run beside each other from here on. */
function isFork(node: Node): boolean {
  const { spec, outgoing } = node;
  if (node.children.some((child) => child.isEventSubProcess) || node.loop?.kind === "parallel" || spec.kind === "adHoc") return true;
  if (node.boundaries.some((event) => !event.isInterrupting)) return true;
  if (outgoing.length < 2) return false;
  return spec.kind !== "exclusive" && spec.kind !== "eventBased";
}
