/** A set of atoms of one axis, one bit each. */
export type Bits = Uint32Array;

/** A product of sets, one for each axis; `undefined` is the whole axis. */
export type Box = readonly (Bits | undefined)[];

/** How much may still be looked at; a search that runs out says nothing. */
export interface Budget {
  left: number;
}

/** The set of the indices for which a claim holds; `undefined` when it is all of them. */
export function bitsWhere(count: number, claim: (index: number) => boolean): Bits | undefined {
  const bits = new Uint32Array(Math.ceil(count / 32));
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    if (!claim(index)) continue;
    bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
    found += 1;
  }
  return found === count ? undefined : bits;
}

/** Whether a set has an index. */
export function has(bits: Bits | undefined, index: number): boolean {
  return bits === undefined || ((bits[index >> 5] ?? 0) & (1 << (index & 31))) !== 0;
}

/** What two boxes share; undefined when that is nothing. */
export function intersect(a: Box, b: Box): Box | undefined {
  const shared: (Bits | undefined)[] = [];
  for (const [axis, bits] of a.entries()) {
    const both = and(bits, b[axis]);
    if (both !== undefined && isEmpty(both)) return undefined;
    shared.push(both);
  }
  return shared;
}

/** Whether no axis of a box is the empty set. */
export function isInhabited(box: Box): boolean {
  return box.every((bits) => bits === undefined || !isEmpty(bits));
}

/** Whether two boxes are the same. */
export function isEqual(a: Box, b: Box): boolean {
  return covers(a, b) && covers(b, a);
}

/** Whether the first box contains the second. */
export function covers(outer: Box, inner: Box): boolean {
  return outer.every((bits, axis) => isWithin(inner[axis], bits));
}

/** What a search for an uncovered part of a box found. */
export type Hole =
  | { readonly kind: "hole"; readonly box: Box }
  /** No part is uncovered; `by` are the indices of those that cover it. */
  | { readonly kind: "covered"; readonly by: ReadonlySet<number> }
  | { readonly kind: "unknown" };

/** One of those that cover, with the index it is told by. */
export interface Cover {
  readonly index: number;
  readonly box: Box;
}

/**
 * A part of `box` that none of `covers` contains: the box is cut along the cover that needs the fewest cuts, what lies
 * outside is searched, and so on. Exact; `full` gives the whole of an axis.
 */
export function findHole(box: Box, candidates: readonly Cover[], full: readonly Bits[], budget: Budget): Hole {
  const by = new Set<number>();
  const search = (part: Box, given: readonly Cover[]): Hole | undefined => {
    budget.left -= 1 + given.length;
    if (budget.left < 0) return { kind: "unknown" };
    const touching = given.filter((cover) => intersects(part, cover.box));
    const next = easiest(part, touching);
    if (next === undefined) return { kind: "hole", box: part };
    by.add(next.cover.index);
    const others = touching.filter((cover) => cover !== next.cover);
    let rest: Box = part;
    for (const axis of next.axes) {
      const inside = next.cover.box[axis];
      const found = search(rest.with(axis, without(rest[axis] ?? full[axis], inside)), others);
      if (found !== undefined) return found;
      rest = rest.with(axis, and(rest[axis], inside));
    }
    return undefined;
  };
  return search(box, candidates) ?? { kind: "covered", by };
}

/** The cover with the fewest axes along which it does not contain the box. */
function easiest(box: Box, covers_: readonly Cover[]): { readonly cover: Cover; readonly axes: number[] } | undefined {
  let best: { readonly cover: Cover; readonly axes: number[] } | undefined;
  for (const cover of covers_) {
    const axes = box.flatMap((bits, axis) => (isWithin(bits, cover.box[axis]) ? [] : [axis]));
    if (best === undefined || axes.length < best.axes.length) best = { cover, axes };
    if (axes.length === 0) break;
  }
  return best;
}

function intersects(a: Box, b: Box): boolean {
  return a.every((bits, axis) => {
    const other = b[axis];
    return bits === undefined || other === undefined || bits.some((word, at) => (word & (other[at] ?? 0)) !== 0);
  });
}

function isWithin(inner: Bits | undefined, outer: Bits | undefined): boolean {
  if (outer === undefined) return true;
  return inner !== undefined && inner.every((word, at) => (word & ~(outer[at] ?? 0)) === 0);
}

function and(a: Bits | undefined, b: Bits | undefined): Bits | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.map((word, at) => word & (b[at] ?? 0));
}

function without(a: Bits | undefined, b: Bits | undefined): Bits | undefined {
  return a?.map((word, at) => word & ~(b?.[at] ?? 0));
}

function isEmpty(bits: Bits): boolean {
  return bits.every((word) => word === 0);
}
