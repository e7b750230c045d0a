import { isDrawn, isQuiet, listKey, sameFact } from "../model/model.ts";
import type { Entry, Fact, Model } from "../model/model.ts";

/** The smallest change of meaning: a record more, a record less, or another fact about one. */
export interface Atom {
  /** Names what is changed: the same path on two sides means the same thing. */
  readonly path: string;
  readonly kind: "added" | "removed" | "fact" | "order";
  readonly key: string;
  /** Of a fact its name; `$type` and `$parent` are facts too. Of an order the property. */
  readonly name: string;
  readonly before?: Fact | undefined;
  readonly after?: Fact | undefined;
}

/** All that a record says, its type and its place among it. */
export function allFacts(entry: Entry): ReadonlyMap<string, Fact> {
  return new Map<string, Fact>([
    ["$type", { kind: "value", value: entry.type }],
    ["$parent", { kind: "reference", to: entry.parent }],
    ...entry.facts,
  ]);
}

/** What `side` changed in `base`, by path. The picture and the tool that wrote the file are left out. */
export function atomsBetween(base: Model, side: Model): ReadonlyMap<string, Atom> {
  const atoms: Atom[] = [];
  for (const entry of base.records.values()) {
    if (isDrawn(entry)) continue;
    const now = side.records.get(entry.key);
    if (now) atoms.push(...factAtoms(entry, now));
    else atoms.push({ path: entry.key, kind: "removed", key: entry.key, name: "" });
  }
  for (const entry of side.records.values()) {
    if (isDrawn(entry) || base.records.has(entry.key)) continue;
    atoms.push({ path: entry.key, kind: "added", key: entry.key, name: "" });
  }
  return new Map([...atoms, ...orderAtoms(base, side)].map((atom) => [atom.path, atom]));
}

function factAtoms(before: Entry, now: Entry): readonly Atom[] {
  if (sameRecord(before, now)) return [];
  const [was, is] = [allFacts(before), allFacts(now)];
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names]
    .filter((name) => !isQuiet(now, name) && !sameFact(was.get(name), is.get(name)))
    .map((name) => ({
      path: factPath(now.key, name),
      kind: "fact",
      key: now.key,
      name,
      before: was.get(name),
      after: is.get(name),
    }));
}

/** Whether two records say the same, to the last fact. */
export function sameRecord(one: Entry, other: Entry): boolean {
  if (one.type !== other.type || one.parent !== other.parent || one.facts.size !== other.facts.size) return false;
  for (const [name, fact] of one.facts) {
    if (!sameFact(fact, other.facts.get(name))) return false;
  }
  return true;
}

/** The path of a fact about a record. */
export function factPath(key: string, name: string): string {
  return `${key}@${name}`;
}

function orderAtoms(base: Model, side: Model): Atom[] {
  return [...base.lists].flatMap(([list, before]): Atom[] => {
    const after = side.lists.get(list);
    if (after === undefined || before.length < 2) return [];
    const [key, property] = splitList(list);
    const entry = base.records.get(key);
    if (!entry || !side.records.has(key) || isDrawn(entry)) return [];
    const [was, is] = [meant(entry, property, before, after), meant(entry, property, after, before)];
    if (was.join("\n") === is.join("\n")) return [];
    const [from, to]: Fact[] = [
      { kind: "references", to: was },
      { kind: "references", to: is },
    ];
    return [{ path: `${key}@$order:${property}`, kind: "order", key, name: property, before: from, after: to }];
  });
}

/** Splits what `listKey` joined. A property has no bar in its name. */
export function splitList(list: string): [string, string] {
  const at = list.lastIndexOf("|");
  return [list.slice(0, at), list.slice(at + 1)];
}

/** The members whose order says something and that both have: lanes, mappings, listeners, conditions asked in turn. */
function meant(
  entry: Entry,
  property: string,
  members: readonly string[],
  others: readonly string[],
): readonly string[] {
  const both = new Set(others);
  return members.filter((key) => both.has(key) && hasOrder(entry, property, key));
}

function hasOrder(entry: Entry, property: string, member: string): boolean {
  if (property === "lanes" || property === "$children") return true;
  if (property === "values") return /listener/i.test(member.slice(entry.key.length));
  return property === "outgoing" && /^bpmn:(?:Exclusive|Inclusive|Complex)Gateway$/.test(entry.type);
}

/** Whether the order of a list says something about the process. */
export function isOrdered(model: Model, list: string): boolean {
  const [key, property] = splitList(list);
  const entry = model.records.get(key);
  return (
    entry !== undefined &&
    (model.lists.get(listKey(key, property)) ?? []).some((each) => hasOrder(entry, property, each))
  );
}
