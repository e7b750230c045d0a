import type { Flow, Node } from "./model.ts";
import { parkedAt } from "./flow.ts";
import type { Run } from "./run.ts";
import { isToken } from "./state.ts";
import type { Item } from "./state.ts";

/**
 * For each incoming flow of a gateway: the nodes from which a token can come to it without passing the gateway itself.
 * Boundary events and links lead on like flows. Computed once per definition.
 */
export function upstreamOf(
  gateway: Node,
  links: ReadonlyMap<Node, readonly Node[]>,
): ReadonlyMap<string, ReadonlySet<Node>> {
  return new Map(gateway.incoming.map((flow) => [flow.id, nodesBefore(flow, gateway, links)]));
}

function nodesBefore(flow: Flow, gateway: Node, links: ReadonlyMap<Node, readonly Node[]>): ReadonlySet<Node> {
  const found = new Set<Node>();
  const open: Node[] = [flow.source];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node === gateway || found.has(node)) continue;
    found.add(node);
    if (node.host) open.push(node.host);
    for (const before of node.incoming) open.push(before.source);
    open.push(...(links.get(node) ?? []));
  }
  return found;
}

/**
 * Whether a token elsewhere in the scope still has to be waited for (table 13.3): it can come to an incoming flow that is
 * empty, and not to one that holds a token already.
 */
export function isAwaited(run: Run, gateway: Node, scope: Item, expected: (flow: Flow) => boolean): boolean {
  const empty = gateway.incoming.filter((flow) => parkedAt(scope, flow) === 0 && expected(flow));
  if (empty.length === 0) return false;
  const full = gateway.incoming.filter((flow) => parkedAt(scope, flow) > 0);
  for (const place of placesOf(run, gateway, scope)) {
    const reaches = (flow: Flow): boolean => gateway.upstream?.get(flow.id)?.has(place) ?? false;
    if (empty.some(reaches) && !full.some(reaches)) return true;
  }
  return false;
}

/** Where the tokens of a scope are, those parked at this gateway apart. */
function placesOf(run: Run, gateway: Node, scope: Item): ReadonlySet<Node> {
  const places = new Set<Node>();
  for (const item of run.below(scope.id)) if (isToken(item)) places.add(run.node(item.el));
  for (const id of scope.parked?.keys() ?? []) {
    const target = run.model.flows.get(id)?.target;
    if (target && target !== gateway) places.add(target);
  }
  return places;
}
