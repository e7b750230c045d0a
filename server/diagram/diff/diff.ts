import { buildModel } from "../model/build.ts";
import { keyTree } from "../model/keys.ts";
import { lineage } from "../model/lineage.ts";
import { ownerOf, refer } from "../model/owner.ts";
import type { ElementRef } from "../model/owner.ts";
import type { Model } from "../model/model.ts";
import { readTree } from "../model/read.ts";
import { schemas } from "../model/swift/schema.ts";
import { atomsBetween } from "./atoms.ts";
import type { Atom } from "./atoms.ts";
import { layoutBetween } from "./layout.ts";
import type { LayoutChange } from "./layout.ts";
import { changeOf } from "./present.ts";
import type { PropertyChange } from "./present.ts";
import { recreated } from "./recreated.ts";
import type { Recreation } from "./recreated.ts";

/** What happened to one element. The type and the container are properties like others (`type`, `container`). */
export interface Change {
  readonly kind: "added" | "removed" | "changed";
  /** The element as it is now; a removed one as it was. */
  readonly element: ElementRef;
  /** All that is different; of an added or removed element all that it says. */
  readonly properties: readonly PropertyChange[];
}

/** What tells two models apart: meaning first, the picture by itself. Plain JSON. */
export interface Diff {
  readonly changes: readonly Change[];
  readonly layout: readonly LayoutChange[];
  /** Elements that were removed and come again under another id, as cutting and pasting does. A guess, for people. */
  readonly recreated: readonly Recreation[];
}

/**
 * Compares two models of BPMN 2.0 by element and property. Equal meaning gives no change, whatever the order of the
 * file, its prefixes, the ids inside elements or who drew it.
 *
 * @throws {Refusal} `bpmn.size`, `bpmn.doctype`, `bpmn.xml`
 */
export async function diff(before: string, after: string): Promise<Diff> {
  const types = schemas();
  const [was, is] = await Promise.all([readTree(before, types), readTree(after, types)]);
  const base = keyTree(was, undefined, new Map());
  const side = keyTree(is, base, lineage(was, is, new Map()));
  return diffModels(buildModel(base), buildModel(side));
}

/** Compares two models whose records have the same keys. */
export function diffModels(before: Model, after: Model): Diff {
  return {
    changes: changesOf(before, after, [...atomsBetween(before, after).values()]),
    layout: layoutBetween(before, after),
    recreated: recreated(before, after),
  };
}

/** Gathers changes by the element that they belong to, in the order of the file. */
export function changesOf(before: Model, after: Model, atoms: readonly Atom[]): readonly Change[] {
  const owner = ({ kind, key }: Atom) => ownerOf(kind === "removed" ? before : after, key);
  const groups = Map.groupBy(atoms, owner);
  return [...groups].map(([key, of]) => {
    const own = of.find((atom) => atom.key === key && atom.kind !== "fact" && atom.kind !== "order");
    const kind = own?.kind === "added" || own?.kind === "removed" ? own.kind : "changed";
    const element = refer(kind === "removed" ? before : after, key);
    const properties = of.flatMap((atom) => changeOf(before, after, key, atom));
    return { kind, element, properties };
  });
}
