/** What an attribute or a text holds. */
export type Scalar = string | number | boolean;

/** One thing that a model says about one record. */
export type Fact =
  | { readonly kind: "value"; readonly value: Scalar | readonly Scalar[] }
  /** The key of the record that is meant; of something outside the file its name, after a `?`. */
  | { readonly kind: "reference"; readonly to: string }
  | { readonly kind: "references"; readonly to: readonly string[] }
  /** Bounds as x, y, width, height; waypoints as x, y, x, y … */
  | { readonly kind: "geometry"; readonly numbers: readonly number[] };

/**
 * An element of a model without what is inside it: its type, the place where it is contained, and facts. The key names
 * the same element in every version of a model: the id of what a person draws, a path below it for everything else.
 */
export interface Entry {
  readonly key: string;
  readonly type: string;
  /** The namespace of a foreign type. */
  readonly uri?: string;
  /** Key of the containing record; empty for the root. */
  readonly parent: string;
  readonly property: string;
  readonly facts: ReadonlyMap<string, Fact>;
}

/** A model as records with facts, which can be compared and merged, and from which XML is written. */
export interface Model {
  readonly records: ReadonlyMap<string, Entry>;
  /** The order of what is contained and of ordered references, by `listKey`. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** The root record of every model. */
export const ROOT = "definitions";

/** Where the order of a record's property is found. */
export function listKey(key: string, property: string): string {
  return `${key}|${property}`;
}

/** Whether two facts say the same. */
export function sameFact(one: Fact | undefined, other: Fact | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.kind !== other.kind) return false;
  // most facts are plain texts: no need to tell them
  if (one.kind === "value" && other.kind === "value" && !Array.isArray(one.value)) return one.value === other.value;
  return told(one) === told(other);
}

function told(fact: Fact): string {
  switch (fact.kind) {
    case "value":
      return JSON.stringify(fact.value);
    case "reference":
      return `>${fact.to}`;
    case "references":
      return `>${fact.to.join("\n")}`;
    case "geometry":
      return fact.numbers.join(" ");
  }
}

/** The key that a fact refers to. */
export function target(entry: Entry | undefined, name: string): string | undefined {
  const fact = entry?.facts.get(name);
  return fact?.kind === "reference" ? fact.to : undefined;
}

/** All keys that a fact refers to. */
export function targets(fact: Fact | undefined): readonly string[] {
  if (fact?.kind === "reference") return [fact.to];
  return fact?.kind === "references" ? fact.to : [];
}

/** The text of a fact; `undefined` when it is absent or no text. */
export function textOf(entry: Entry | undefined, name: string): string | undefined {
  const fact = entry?.facts.get(name);
  return fact?.kind === "value" && typeof fact.value === "string" ? fact.value : undefined;
}

/** The numbers of a geometry; empty when there is none. */
export function numbersOf(entry: Entry | undefined, name: string): readonly number[] {
  const fact = entry?.facts.get(name);
  return fact?.kind === "geometry" ? fact.numbers : [];
}

/** Whether a record belongs to the picture and not to what the model means. */
export function isDrawn(entry: Entry): boolean {
  return entry.key.startsWith(DRAWN);
}

/** How the keys of the picture begin. An id of BPMN cannot begin so, since it has no slash. */
export const DRAWN = "di/";

/**
 * Whether a fact says nothing about the process: namespaces, the tool that wrote the file, and the ids of parts such as
 * a timer definition, which tools make anew as they like.
 */
export function isQuiet(entry: Entry, name: string): boolean {
  if (name === "id") return entry.key.includes("/") && entry.uri === undefined;
  return isTechnical(name);
}

/** Whether a fact is about the file and not about the model. */
export function isTechnical(name: string): boolean {
  return /^@?xmlns(?::|$)|^@xsi:|^exporter(?:Version)?$/.test(name);
}
