import { DRAWN, isDrawn, isTechnical, sameFact, target } from "../model/model.ts";
import type { Entry, Fact, Model } from "../model/model.ts";
import { refer } from "../model/owner.ts";
import type { ElementRef } from "../model/owner.ts";
import type { PropertyValue } from "./present.ts";
import { valueOf } from "./present.ts";

/** What happened to the picture of an element. */
export interface LayoutChange {
  readonly kind:
    | "drawn"
    | "erased"
    | "moved"
    | "resized"
    | "rerouted"
    | "label"
    | "colour"
    | "plane"
    | "expanded"
    | "style";
  readonly element: ElementRef;
  /** The property of the picture, with the name that BPMN DI gives it. */
  readonly property: string;
  readonly before?: PropertyValue;
  readonly after?: PropertyValue;
}

/** What is different in the pictures of two models; what means nothing in the process. */
export function layoutBetween(before: Model, after: Model): readonly LayoutChange[] {
  const changes: LayoutChange[] = [];
  for (const entry of before.records.values()) {
    if (!isDrawn(entry)) continue;
    const now = after.records.get(entry.key);
    if (now) changes.push(...factsBetween(before, after, entry, now));
    else if (isPicture(entry)) changes.push({ kind: "erased", element: shown(before, entry), property: "" });
  }
  for (const entry of after.records.values()) {
    if (!isDrawn(entry) || before.records.has(entry.key) || !isPicture(entry)) continue;
    changes.push({ kind: "drawn", element: shown(after, entry), property: "" });
  }
  return changes;
}

function factsBetween(before: Model, after: Model, was: Entry, is: Entry): LayoutChange[] {
  const names = new Set([...was.facts.keys(), ...is.facts.keys()]);
  const changed = [...names].filter(
    (name) => name !== "id" && !isTechnical(name) && !sameFact(was.facts.get(name), is.facts.get(name)),
  );
  const told = changed.map((name) => {
    const [from, to] = [was.facts.get(name), is.facts.get(name)];
    return {
      kind: kindOf(is, name, from, to),
      element: shown(after, is),
      property: name,
      ...(from === undefined ? {} : { before: valueOf(before, from) }),
      ...(to === undefined ? {} : { after: valueOf(after, to) }),
    };
  });
  if (was.parent === is.parent) return told;
  return [
    ...told,
    { kind: "plane", element: shown(after, is), property: "plane", before: was.parent, after: is.parent },
  ];
}

function kindOf(entry: Entry, name: string, from: Fact | undefined, to: Fact | undefined): LayoutChange["kind"] {
  if (entry.property === "label") return "label";
  if (name === "bounds") return sizeOf(from) === sizeOf(to) ? "moved" : "resized";
  if (name === "waypoint") return "rerouted";
  if (/fill|stroke|color/.test(name)) return "colour";
  if (name === "isExpanded") return "expanded";
  return name === "bpmnElement" ? "plane" : "style";
}

function sizeOf(fact: Fact | undefined): string {
  return fact?.kind === "geometry" ? fact.numbers.slice(2).join() : "";
}

/** A shape, an edge or a plane; not a label or what is inside one. */
function isPicture(entry: Entry): boolean {
  return /^bpmndi:BPMN(?:Shape|Edge|Plane)$/.test(entry.type);
}

/** The element that a record of the picture shows. */
function shown(model: Model, entry: Entry): ElementRef {
  const owner = isPicture(entry) ? entry : model.records.get(entry.parent);
  return refer(model, target(owner, "bpmnElement") ?? entry.key.slice(DRAWN.length).replace(/#\d+$/, ""));
}
