import type { Move, Net } from "./net.ts";

/**
 * Takes out of a net what cannot go wrong: sequences, and blocks whose branches lead straight from a split to the join of
 * its kind. What is well structured shrinks to nothing worth exploring; deadlocks and tokens that meet stay where they are.
 */
export function reduce(net: Net): Net {
  const work = new Reduction(net);
  while (work.pass()) continue;
  return { moves: [...work.moves], targets: net.targets, beginnings: work.beginnings() };
}

/** A reduction under way; holds which moves are left and who leads where. */
class Reduction {
  readonly moves: Set<Move>;
  private readonly net: Net;
  /** Places that have become another one. */
  private readonly merged = new Map<number, number>();

  constructor(net: Net) {
    this.net = net;
    this.moves = new Set(net.moves);
  }

  /** One round; says whether anything became smaller. */
  pass(): boolean {
    let isSmaller = false;
    const producers = this.producers();
    for (const move of this.moves) isSmaller = this.joinBranches(move, producers) || isSmaller;
    for (const move of this.moves)
      isSmaller = this.contract(move) || this.absorb(move) || this.dropLoop(move) || isSmaller;
    return isSmaller;
  }

  beginnings(): Net["beginnings"] {
    return this.net.beginnings.map((marking) => [...new Set(marking.map((place) => this.present(place)))]);
  }

  private present(place: number): number {
    let at = place;
    for (let next = this.merged.get(at); next !== undefined; next = this.merged.get(at)) at = next;
    return at;
  }

  private producers(): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    for (const move of this.moves)
      for (const place of new Set(move.outcomes.flatMap(({ places }) => places)))
        counts.set(place, (counts.get(place) ?? 0) + 1);
    for (const place of this.beginnings().flat()) counts.set(place, (counts.get(place) ?? 0) + 1);
    return counts;
  }

  /** A node with one way in and one way out: whatever comes is passed on. */
  private contract(move: Move): boolean {
    const [input, ...others] = move.inputs;
    const output = this.onlyOutput(move);
    if (input === undefined || others.length > 0 || output === undefined) return false;
    const next = this.net.targets[output];
    if (!next || next === move) return false;
    next.inputs = next.inputs.map((place) => (place === output ? input : place));
    this.net.targets[input] = next;
    this.merged.set(output, input);
    this.moves.delete(move);
    return true;
  }

  /** A join that leads straight to a split does both. */
  private absorb(move: Move): boolean {
    const output = this.onlyOutput(move);
    const next = output === undefined ? undefined : this.net.targets[output];
    if (!next || next === move || next.inputs.length > 1 || next.join === "all") return false;
    move.outcomes = next.outcomes;
    this.moves.delete(next);
    return true;
  }

  /** The one place that a move always sends its token to, if nothing else does: two ways there would hide that tokens meet. */
  private onlyOutput(move: Move): number | undefined {
    const [outcome, ...otherOutcomes] = move.outcomes;
    const [place, ...otherPlaces] = outcome?.places ?? [];
    if (place === undefined || otherOutcomes.length + otherPlaces.length > 0 || outcome?.clears === true)
      return undefined;
    return this.producersOf(place) > 1 || this.isBeginning(place) ? undefined : place;
  }

  /** A way that leads back to where it begins, when there is another one: going round changes nothing. */
  private dropLoop(move: Move): boolean {
    if (move.join !== "any" || move.outcomes.length < 2) return false;
    const left = move.outcomes.filter(
      ({ places: [place, ...more] }) => place === undefined || more.length > 0 || !move.inputs.includes(place),
    );
    if (left.length === move.outcomes.length || left.length === 0) return false;
    move.outcomes = left;
    const used = move.inputs.filter((place) => this.producersOf(place) > 0 || this.isBeginning(place));
    if (used.length > 0) move.inputs = used;
    return true;
  }

  private isBeginning(place: number): boolean {
    return this.beginnings().some((marking) => marking.includes(place));
  }

  private producersOf(place: number): number {
    let count = 0;
    for (const { outcomes } of this.moves) if (outcomes.some(({ places }) => places.includes(place))) count += 1;
    return count;
  }

  /** Branches that lead straight from a split to one join become a single one. */
  private joinBranches(split: Move, producers: ReadonlyMap<number, number>): boolean {
    const all = [...new Set(split.outcomes.flatMap(({ places }) => places))].filter(
      (place) => producers.get(place) === 1,
    );
    for (const join of new Set(all.map((place) => this.net.targets[place]))) {
      if (!join || join === split || !this.moves.has(join)) continue;
      const branches = all.filter((place) => this.net.targets[place] === join);
      if (branches.length > 1 && this.fuse(split, join, branches)) return true;
    }
    return false;
  }

  private fuse(split: Move, join: Move, branches: readonly number[]): boolean {
    const counts = split.outcomes.map(({ places }) => places.filter((place) => branches.includes(place)).length);
    const isFit =
      join.join === "any"
        ? counts.every((count) => count <= 1)
        : join.join === "all"
          ? counts.every((count) => count === 0 || count === branches.length)
          : join.inputs.every((place) => branches.includes(place));
    const [kept] = branches;
    if (!isFit || kept === undefined) return false;
    join.inputs = join.inputs.filter((place) => place === kept || !branches.includes(place));
    const outcomes = split.outcomes.map(({ places, clears }) => ({
      places: [...new Set(places.map((place) => (branches.includes(place) ? kept : place)))].toSorted((a, b) => a - b),
      clears,
    }));
    split.outcomes = [...new Map(outcomes.map((outcome) => [JSON.stringify(outcome), outcome])).values()];
    return true;
  }
}
