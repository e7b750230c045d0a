import type { Node } from "../../engine/model.ts";
import { outcomesOf } from "./outcomes.ts";

/** A way on: the places that get a token each. `clears`: every other token of the scope is gone. */
export interface Outcome {
  readonly places: readonly number[];
  readonly clears: boolean;
}

/** How a move takes its tokens: from any one place, from all of them together, or from those that hold one. */
export type Join = "any" | "all" | "inclusive";

/** What a flow node does with tokens. */
export interface Move {
  readonly node: Node;
  readonly join: Join;
  inputs: readonly number[];
  outcomes: readonly Outcome[];
}

/**
 * The tokens of one scope as a net: places are sequence flows (and links, and where tokens come from), moves are flow
 * nodes. Data is left out: whatever a condition may say, may happen.
 */
export interface Net {
  readonly moves: Move[];
  /** The move that each place leads to. */
  readonly targets: Move[];
  /** Markings that the scope may begin with: one for each start event. */
  readonly beginnings: readonly (readonly number[])[];
}

/** Builds the net of a scope; `undefined` where tokens do not say what happens (ad-hoc, start and completion quantities). */
export function netOf(scope: Node): Net | undefined {
  const nodes = scope.children.filter((node) => isInFlow(node));
  if (scope.spec.kind === "adHoc" || nodes.some((node) => node.startQuantity > 1 || node.completionQuantity > 1))
    return undefined;
  const places = new Places();
  const moves = new Map<Node, Move>();
  for (const node of nodes) {
    const inputs = node.incoming.map(({ id }) => places.of(id));
    if (isLinkTarget(node)) inputs.push(places.of(`link ${node.id}`));
    if (inputs.length === 0) inputs.push(places.of(`start ${node.id}`));
    moves.set(node, { node, join: joinOf(node), inputs, outcomes: [] });
  }
  for (const [node, move] of moves) {
    move.outcomes = outcomesOf(node).map(({ flows, clears }) => ({ places: flows.map((id) => places.of(id)), clears }));
  }
  const all = [...moves.values()];
  const targets: Move[] = [];
  for (const move of all) for (const place of move.inputs) targets[place] = move;
  // a flow that leads nowhere in this scope holds no token
  for (const move of all)
    move.outcomes = move.outcomes.map(({ places: to, clears }) => ({
      places: to.filter((place) => targets[place]),
      clears,
    }));
  const beginnings = entries(scope, nodes).map((group) => group.flatMap((node) => moves.get(node)?.inputs ?? []));
  return { moves: all, targets, beginnings };
}

/** Numbers for places, by the id of a flow or what stands for one. */
class Places {
  private readonly numbers = new Map<string, number>();

  of(id: string): number {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    this.numbers.set(id, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** Whether tokens of the scope come to a node by its flows. */
export function isInFlow(node: Node): boolean {
  return node.spec.kind !== "boundary" && !node.isEventSubProcess && !node.isForCompensation;
}

function joinOf(node: Node): Join {
  if (node.incoming.length < 2) return "any";
  if (node.spec.kind === "parallel") return "all";
  return node.spec.kind === "inclusive" || node.spec.kind === "complex" ? "inclusive" : "any";
}

/**
 * Where a scope begins: at each of its start events, or at each event that instantiates; without any, at all nodes that
 * no flow leads to, together (10.5.2, 13.3.4).
 */
export function entries(scope: Node, nodes: readonly Node[]): readonly (readonly Node[])[] {
  const starts = nodes.filter(({ spec }) => spec.kind === "start");
  const instantiating = nodes.filter((node) => node.incoming.length === 0 && instantiates(node));
  if (starts.length + instantiating.length > 0) return [...starts, ...instantiating].map((node) => [node]);
  const implicit = nodes.filter((node) => node.incoming.length === 0 && !isLinkTarget(node));
  if (scope.spec.kind === "adHoc") return nodes.map((node) => [node]);
  return implicit.length === 0 ? [] : [implicit];
}

function instantiates(node: Node): boolean {
  return node.instantiates || (node.spec.kind === "eventBased" && node.spec.instantiates);
}

function isLinkTarget({ spec, triggers }: Node): boolean {
  return spec.kind === "catch" && triggers.some(({ kind }) => kind === "link");
}
