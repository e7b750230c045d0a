import type { Json } from "../base/json.ts";
import { comparable } from "./comparable.ts";
import type { Atom, Axis } from "./axis.ts";
import { between } from "./scale.ts";

/** One fact set to another value, and how far that is: 0 to 1 within what the table knows, more beyond. */
export interface Move {
  readonly input: string;
  readonly to: Json;
  readonly distance: number;
}

/** Where one fact could go: into each part of its domain that the table tells apart, to the nearest value there; nearest first. */
export function movesOf(axis: Axis, from: Json, kinds: readonly string[]): readonly Move[] {
  const { column, atoms } = axis;
  const now = comparable(column.type, from);
  return atoms
    .filter((atom) => kinds.includes(atom.kind))
    .map((atom) => nearest(axis, atom, now))
    .filter((value) => comparable(column.type, value) !== now)
    .map((to) => ({ input: column.name, to, distance: distance(axis, now, to) }))
    .toSorted((a, b) => a.distance - b.distance);
}

function nearest({ scale }: Axis, atom: Atom, now: Json): Json {
  if (scale === undefined || atom.within === undefined) return atom.value;
  const [low, high] = atom.within;
  const number = between(scale, low, high, scale.toNumber(now));
  return number === undefined ? atom.value : scale.toValue(number);
}

function distance({ scale, atoms, column }: Axis, now: Json, to: Json): number {
  const there = comparable(column.type, to);
  const [from, target] = [scale?.toNumber(now), scale?.toNumber(there)];
  if (scale !== undefined && from !== undefined && target !== undefined) {
    const numbers = atoms
      .filter(({ within }) => within === undefined)
      .flatMap((atom) => scale.toNumber(atom.comparable) ?? []);
    const span = Math.max(...numbers) - Math.min(...numbers);
    return Math.abs(target - from) / (span > 0 ? span : Math.max(1, Math.abs(numbers[0] ?? 1)));
  }
  // listed values stand in an order: high is nearer to medium than to low
  const order = (column.values ?? []).map(({ value }) => comparable(column.type, value));
  const [at, next] = [order.indexOf(now), order.indexOf(there)];
  return at < 0 || next < 0 ? 1 : Math.abs(next - at) / order.length;
}
