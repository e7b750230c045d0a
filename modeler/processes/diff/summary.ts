import type { Diff } from "../../../server/diagram/diff/diff.ts";
import type { Mark, Marks } from "../diagram/marks.ts";

export type Change = Diff["changes"][number];
export type Property = Change["properties"][number];

/** What a comparison says of each element, for its colour on one of both diagrams. */
export function marksOf(diff: Diff, side: "before" | "after"): Marks {
  const marks = new Map<string, Mark>();
  for (const { element } of diff.layout) if (!marks.has(element.id)) marks.set(element.id, "moved");
  for (const { kind, element } of diff.changes) {
    const isHere = side === "after" ? kind !== "removed" : kind !== "added";
    if (isHere) marks.set(element.id, kind);
  }
  return marks;
}

/** The ids of what is gone. */
export function goneOf(diff: Diff): readonly string[] {
  return diff.changes.filter(({ kind }) => kind === "removed").map(({ element }) => element.id);
}

const silent = new Set(["type", "container", "source", "target"]);

/** The properties that are worth telling: of a new or gone element not where it lies. */
export function toldProperties({ kind, properties }: Change): readonly Property[] {
  return kind === "changed" ? properties : properties.filter(({ code }) => !silent.has(code));
}

/** A value as people read it. */
export function valueText(value: Property["before"], yes: string, no: string): string {
  if (value === undefined || value === null) return "–";
  if (value === true || value === "true") return yes;
  if (value === false || value === "false") return no;
  return Array.isArray(value) ? value.join(", ") : String(value);
}
