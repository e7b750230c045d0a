import type { Node } from "../../engine/model.ts";

/** Where a token may go from a node at once: flows, boundary events, links, the activity that undoes. */
export function nextOf(node: Node): readonly Node[] {
  return [
    ...node.outgoing.map(({ target }) => target),
    ...node.boundaries,
    ...(node.link ? [node.link] : []),
    ...(node.handler ? [node.handler] : []),
  ];
}

/** All nodes that a token may come to from these, themselves included. */
export function reachable(from: readonly Node[], next: (node: Node) => readonly Node[] = nextOf): ReadonlySet<Node> {
  const found = new Set<Node>();
  const open = [...from];
  for (let node = open.pop(); node; node = open.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    open.push(...next(node));
  }
  return found;
}
