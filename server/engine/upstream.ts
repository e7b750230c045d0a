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
 * empty, and not to one that holds a token already. Tokens parked at the gateways in `held` are not looked at.
 */
export function isAwaited(
  run: Run,
  gateway: Node,
  scope: Item,
  { expected = () => true, held = new Set() }: Awaiting = {},
): boolean {
  const empty = gateway.incoming.filter((flow) => parkedAt(scope, flow) === 0 && expected(flow));
  if (empty.length === 0) return false;
  const full = gateway.incoming.filter((flow) => parkedAt(scope, flow) > 0);
  for (const place of placesOf(run, gateway, scope, held)) {
    const reaches = (flow: Flow): boolean => gateway.upstream?.get(flow.id)?.has(place) ?? false;
    if (empty.some(reaches) && !full.some(reaches)) return true;
  }
  return false;
}

/** What is waited for, when it is not everything that may come. */
export interface Awaiting {
  readonly expected?: (flow: Flow) => boolean;
  readonly held?: ReadonlySet<Node>;
}

/**
 * Of inclusive gateways that may not go on, those that wait for nothing but each other. By the letter of table 13.3 they
 * wait for ever, since each of their tokens could reach another one; but none of them moves before another one has. The
 * table does not say what then; the one whose token came first goes on, and the others look again.
 */
export function waitingForEachOther(run: Run, scope: Item, gateways: readonly Node[]): readonly Node[] {
  const held = new Set(gateways);
  if (held.size < 2) return [];
  for (let before = 0; before !== held.size;) {
    before = held.size;
    for (const gateway of held) if (isAwaited(run, gateway, scope, { held })) held.delete(gateway);
  }
  return [...held];
}

/** Where the tokens of a scope are, those parked at this gateway and at held ones apart. */
function placesOf(run: Run, gateway: Node, scope: Item, held: ReadonlySet<Node>): ReadonlySet<Node> {
  const places = new Set<Node>();
  for (const item of run.below(scope.id)) if (isToken(item)) places.add(run.node(item.el));
  for (const id of scope.parked?.keys() ?? []) {
    const target = run.model.flows.get(id)?.target;
    if (target && target !== gateway && !held.has(target)) places.add(target);
  }
  return places;
}
