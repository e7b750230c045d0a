/** One element of a diagram as far as walking and speaking need it. */
export type Node = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Where its outgoing flows lead, with the flow's name. */
  readonly next: readonly { readonly id: string; readonly label: string }[];
  readonly before: readonly string[];
  /** For a boundary event the activity it sits on. */
  readonly host: string | null;
};
export type Graph = ReadonlyMap<string, Node>;

/** The order in which a diagram is read: along the flow from each start, what sits on an activity right after it. */
export function readingOrder(graph: Graph): readonly string[] {
  const all = [...graph.values()].toSorted((one, other) => one.x - other.x || one.y - other.y);
  const seen = new Set<string>();
  const stack = [...all.filter((node) => !isStart(node)).toReversed(), ...all.filter(isStart).toReversed()].map(
    (node) => node.id,
  );
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = graph.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    stack.push(...node.next.map((flow) => flow.id).toReversed(), ...attachedTo(graph, id).toReversed());
  }
  return [...seen];
}

/**
 * Where an arrow key leads: right and left along the flow, down and up among those that leave the same element, and to
 * boundary events. Null when it leads nowhere.
 */
export function step(graph: Graph, from: string, key: string): string | null {
  const node = graph.get(from);
  if (node === undefined) return null;
  return ways[key]?.(graph, node) ?? null;
}

const ways: Readonly<Record<string, (graph: Graph, node: Node) => string | null | undefined>> = {
  ArrowRight: (_, node) => node.next[0]?.id,
  ArrowLeft: (_, node) => node.host ?? node.before[0],
  ArrowDown: (graph, node) => beside(graph, node, 1) ?? attachedTo(graph, node.id)[0],
  ArrowUp: (graph, node) => beside(graph, node, -1) ?? node.host,
  Home: (graph) => readingOrder(graph)[0],
  End: (graph) => readingOrder(graph).at(-1),
};

function beside(graph: Graph, node: Node, by: 1 | -1): string | undefined {
  const all = siblings(graph, node);
  const at = all.indexOf(node.id) + by;
  return at < 0 ? undefined : all[at];
}

function siblings(graph: Graph, node: Node): readonly string[] {
  if (node.host !== null) return attachedTo(graph, node.host);
  const origin = node.before[0];
  if (origin !== undefined) return graph.get(origin)?.next.map((flow) => flow.id) ?? [node.id];
  return [...graph.values()]
    .filter(isStart)
    .toSorted((one, other) => one.y - other.y)
    .map((other) => other.id);
}

/** An event that only listens: on the edge of an activity, or at the start. What waits there is no token. */
export function isListening(node: Node | undefined): boolean {
  return node !== undefined && (node.host !== null || node.type === "bpmn:StartEvent");
}

function isStart(node: Node): boolean {
  return node.before.length === 0 && node.host === null;
}

function attachedTo(graph: Graph, host: string): readonly string[] {
  return [...graph.values()].filter((node) => node.host === host).map((node) => node.id);
}
