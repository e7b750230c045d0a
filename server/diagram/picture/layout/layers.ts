/** A directed connection between two nodes, both given by their number. */
export interface Arc {
  readonly from: number;
  readonly to: number;
}

/**
 * Puts nodes into layers from left to right: each after all that lead to it (longest path). Connections that close a loop
 * run backwards and count for nothing here.
 */
export function layersOf(count: number, arcs: readonly Arc[]): { readonly layers: number[]; readonly back: Set<Arc> } {
  const outgoing: Arc[][] = Array.from({ length: count }, () => []);
  const hasIncoming = new Set<number>();
  for (const arc of arcs) {
    outgoing[arc.from]?.push(arc);
    hasIncoming.add(arc.to);
  }
  const numbers = Array.from({ length: count }, (_, index) => index);
  const begins = [...numbers.filter((index) => !hasIncoming.has(index)), ...numbers];
  const { finished, back } = explore(begins, outgoing);
  const layers = numbers.map(() => 0);
  for (const node of finished.toReversed()) {
    for (const arc of outgoing[node] ?? []) {
      if (!back.has(arc)) layers[arc.to] = Math.max(layers[arc.to] ?? 0, (layers[node] ?? 0) + 1);
    }
  }
  return { layers, back };
}

/**
 * Walks everything in depth, with a list instead of recursion: long chains would exhaust the stack. A connection to what
 * is still being walked closes a loop.
 */
function explore(begins: readonly number[], outgoing: readonly (readonly Arc[])[]) {
  const state = new Map<number, "open" | "done">();
  const back = new Set<Arc>();
  const finished: number[] = [];
  for (const begin of begins) {
    if (state.has(begin)) continue;
    const path = [{ node: begin, next: 0 }];
    state.set(begin, "open");
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const arc = outgoing[step.node]?.[step.next];
      step.next += 1;
      if (arc === undefined) {
        state.set(step.node, "done");
        finished.push(step.node);
        path.pop();
      } else if (state.get(arc.to) === "open") back.add(arc);
      else if (!state.has(arc.to)) {
        state.set(arc.to, "open");
        path.push({ node: arc.to, next: 0 });
      }
    }
  }
  return { finished, back };
}
