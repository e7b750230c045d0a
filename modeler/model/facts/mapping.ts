import { extension, many, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { addExtension, make, removeExtension, setModel } from "../island/write.ts";
import type { Place } from "../island/write.ts";

export type Direction = "input" | "output";
export type Pair = { readonly source: string; readonly target: string };

const lists = { input: "inputParameters", output: "outputParameters" } as const;
const types = { input: "zeebe:Input", output: "zeebe:Output" } as const;

/** What is mapped in one direction. */
export function pairsOf(element: Moddle, direction: Direction): readonly Pair[] {
  const mapping = extension(element, "zeebe:IoMapping");
  return many(mapping, lists[direction]).map((each) => ({
    source: textOf(each, "source"),
    target: textOf(each, "target"),
  }));
}

/** Writes all pairs of one direction. The mapping goes with its last pair. */
export function setPairs(place: Place, direction: Direction, pairs: readonly Pair[]): void {
  const mapping = extension(place.owner, "zeebe:IoMapping");
  const other = direction === "input" ? "output" : "input";
  if (mapping === undefined) {
    if (pairs.length === 0) return;
    const values = pairs.map((pair) => make(place.island, undefined, types[direction], pair));
    const made = addExtension(place, "zeebe:IoMapping", { [lists[direction]]: values });
    for (const value of values) Reflect.set(value, "$parent", made);
    return;
  }
  if (pairs.length === 0 && many(mapping, lists[other]).length === 0) return removeExtension(place, mapping);
  const values = pairs.map((pair) => make(place.island, mapping, types[direction], pair));
  setModel(place, mapping, { [lists[direction]]: values });
}

/** How an input is filled; "" when it is not. */
export function inputOf(element: Moddle, name: string): string {
  return pairsOf(element, "input").find((pair) => pair.target === name)?.source ?? "";
}

/** Fills one input, or takes it away. */
export function setInput(place: Place, name: string, source: string): void {
  const pairs = pairsOf(place.owner, "input");
  const isThere = pairs.some((pair) => pair.target === name);
  const changed = isThere
    ? pairs.map((pair) => (pair.target === name ? { ...pair, source } : pair))
    : [...pairs, { source, target: name }];
  setPairs(
    place,
    "input",
    changed.filter((pair) => pair.target !== name || pair.source !== ""),
  );
}
