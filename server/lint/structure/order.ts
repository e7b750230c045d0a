import type { Move, Net } from "./net.ts";

/** How the moves of a net follow each other. */
export interface Order {
  /** Smaller comes first; against the order only where loops lead back. */
  readonly ranks: ReadonlyMap<Move, number>;
  readonly isAcyclic: boolean;
  /** Which moves a token at a move may come to later. */
  readonly reach: ReadonlyMap<Move, ReadonlySet<Move>>;
}

/** Orders the moves of a net by depth-first search, without recursion. */
export function orderOf(net: Net): Order {
  const next = (move: Move): readonly Move[] => [
    ...new Set(move.outcomes.flatMap(({ places }) => places.flatMap((place) => net.targets[place] ?? []))),
  ];
  const finished: Move[] = [];
  const state = new Map<Move, "open" | "done">();
  let isAcyclic = true;
  for (const root of net.moves) {
    const stack: { move: Move; rest: Move[] }[] = [];
    const enter = (move: Move): void => {
      state.set(move, "open");
      stack.push({ move, rest: [...next(move)] });
    };
    if (!state.has(root)) enter(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const child = top.rest.pop();
      if (!child) {
        state.set(top.move, "done");
        finished.push(top.move);
        stack.pop();
      } else if (state.get(child) === "open") isAcyclic = false;
      else if (!state.has(child)) enter(child);
    }
  }
  const ranks = new Map(finished.toReversed().map((move, rank) => [move, rank]));
  return { ranks, isAcyclic, reach: new Map(net.moves.map((move) => [move, reachFrom(move, next)])) };
}

function reachFrom(start: Move, next: (move: Move) => readonly Move[]): ReadonlySet<Move> {
  const found = new Set<Move>();
  const open = [...next(start)];
  for (let move = open.pop(); move; move = open.pop()) {
    if (found.has(move)) continue;
    found.add(move);
    open.push(...next(move));
  }
  return found;
}
