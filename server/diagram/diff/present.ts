import { isQuiet } from "../model/model.ts";
import type { Entry, Fact, Model, Scalar } from "../model/model.ts";
import { idOf } from "../model/owner.ts";
import { allFacts, factPath } from "./atoms.ts";
import type { Atom } from "./atoms.ts";
import { codeOf, subjectOf } from "./property.ts";

/** What a property holds: a text, a number, ids of elements, or `true` for something that is there and says no more. */
export type PropertyValue = Scalar | readonly Scalar[];

/** One property that is different. */
export interface PropertyChange {
  /** Names the property for machines, stable between versions: `Task_1/loopCharacteristics@isSequential`. */
  readonly path: string;
  /** Names it for people and programs: `name`, `condition`, `timer.duration`, `input` … (see `codeOf`). */
  readonly code: string;
  /** Which of several: the target of a mapping, the key of a header, the name of an attribute. */
  readonly subject?: string;
  /** Absent when there was nothing. */
  readonly before?: PropertyValue;
  /** Absent when there is nothing any more. */
  readonly after?: PropertyValue;
}

/** Tells one change as properties of the element that it belongs to. */
export function changeOf(before: Model, after: Model, owner: string, atom: Atom): PropertyChange[] {
  switch (atom.kind) {
    case "added":
      return whole(after, owner, atom.key).map(({ path, value }) => property(owner, path, { after: value }));
    case "removed":
      return whole(before, owner, atom.key).map(({ path, value }) => property(owner, path, { before: value }));
    case "fact":
    case "order":
      return [
        property(owner, atom.path, {
          ...(atom.before === undefined ? {} : { before: valueOf(before, atom.before) }),
          ...(atom.after === undefined ? {} : { after: valueOf(after, atom.after) }),
        }),
      ];
  }
}

type Sides = Pick<PropertyChange, "before" | "after">;

function property(owner: string, path: string, sides: Sides): PropertyChange {
  const below = path.startsWith(owner) ? path.slice(owner.length) : `/${path}`;
  const subject = subjectOf(below);
  return { path, code: codeOf(below), ...(subject === "" ? {} : { subject }), ...sides };
}

/** All that a record says; that it is there, when it says nothing and is no element by itself. */
function whole(model: Model, owner: string, key: string): { path: string; value: PropertyValue }[] {
  const entry = model.records.get(key);
  if (!entry) return [];
  const facts = saying(entry, owner);
  if (facts.length === 0 && key !== owner) return [{ path: key, value: true }];
  return facts.map(([name, fact]) => ({ path: factPath(key, name), value: valueOf(model, fact) }));
}

function saying(entry: Entry, owner: string): [string, Fact][] {
  const isOwn = entry.key === owner;
  const facts = isOwn ? allFacts(entry) : entry.facts;
  return [...facts].filter(([name]) => !isQuiet(entry, name) && (name !== "id" || !isOwn));
}

/** A fact as JSON. References are ids. */
export function valueOf(model: Model, fact: Fact): PropertyValue {
  switch (fact.kind) {
    case "value":
      return fact.value;
    case "reference":
      return idOf(model, fact.to);
    case "references":
      return fact.to.map((key) => idOf(model, key));
    case "geometry":
      return fact.numbers;
  }
}
