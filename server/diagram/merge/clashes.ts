import { allFacts } from "../diff/atoms.ts";
import type { Atom } from "../diff/atoms.ts";
import { isQuiet, sameFact, targets } from "../model/model.ts";
import type { Entry, Fact } from "../model/model.ts";
import { ownerOf } from "../model/owner.ts";
import type { Three } from "./align.ts";
import { claimId } from "./claims.ts";
import type { Claims } from "./claims.ts";
import { mergeLines } from "./lines.ts";

/** References that are sets: both sides may add to and take from them. Which lanes a node is in is one thing. */
const single = new Set(["lanes"]);

/**
 * Finds what both sides changed in different ways, and joins it to decisions. Returns by path what can be merged within
 * one fact without asking: sets of references member by member, long texts line by line.
 */
export function findClashes(three: Three, claims: Claims): ReadonlyMap<string, Fact> {
  const merged = new Map<string, Fact>();
  for (const [path, ours] of claims.of.ours) {
    const theirs = claims.of.theirs.get(path);
    if (!theirs || agree(three, ours, theirs)) continue;
    const fact = ours.kind === "fact" ? within(ours, theirs) : undefined;
    if (fact) merged.set(path, fact);
    else claims.join([claimId("ours", path), claimId("theirs", path)]);
  }
  for (const claim of claims.all.values()) {
    if (claim.atom.kind !== "removed") continue;
    const others = (claims.byKey.get(claim.atom.key) ?? []).filter(({ side }) => side !== claim.side);
    const changing = others.filter(({ atom }) => atom.kind !== "removed");
    if (changing.length > 0) claims.join([claim.id, ...changing.map(({ id }) => id)]);
  }
  return merged;
}

function agree(three: Three, ours: Atom, theirs: Atom): boolean {
  if (ours.kind === "fact" || ours.kind === "order") return sameFact(ours.after, theirs.after);
  if (ours.kind !== "added") return true;
  const [one, other] = [three.ours.records.get(ours.key), three.theirs.records.get(theirs.key)];
  return one !== undefined && other !== undefined && sameEntry(one, other);
}

function sameEntry(one: Entry, other: Entry): boolean {
  const [said, told] = [allFacts(one), allFacts(other)];
  const names = new Set([...said.keys(), ...told.keys()]);
  // two ids of one key: it is known that they are the same
  return [...names].every((name) => name === "id" || isQuiet(one, name) || sameFact(said.get(name), told.get(name)));
}

function within({ name, before, after }: Atom, { after: other }: Atom): Fact | undefined {
  const [was, one, two] = [textIn(before), textIn(after), textIn(other)];
  if (was !== undefined && one !== undefined && two !== undefined) {
    const value = mergeLines(was, one, two);
    return value === undefined ? undefined : { kind: "value", value };
  }
  const isSet = [before, after, other].every((fact) => fact === undefined || fact.kind === "references");
  if (!isSet || single.has(name) || name.startsWith("$")) return undefined;
  return { kind: "references", to: mergeSets(targets(before), targets(after), targets(other)) };
}

function textIn(fact: Fact | undefined): string | undefined {
  return fact?.kind === "value" && typeof fact.value === "string" ? fact.value : undefined;
}

function mergeSets(was: readonly string[], ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const kept = ours.filter((key) => !was.includes(key) || theirs.includes(key));
  return [...kept, ...theirs.filter((key) => !was.includes(key) && !kept.includes(key))];
}

/** What is one thing to a person: the name of an event and its time, the name of a flow and its condition. */
const pairs = [/@name$|\/eventDefinitions/, /@name$|\/conditionExpression/, /@(?:sourceRef|targetRef)$/];

/** Makes all that clashes at one element one decision, and adds what belongs to it. Tells whether that is news. */
export function joinPairs(three: Three, claims: Claims): boolean {
  const facts = [...claims.all.values()].filter(({ atom }) => atom.kind === "fact" || atom.key.includes("/"));
  const owner = (key: string) => ownerOf(three.base, key);
  const byOwner = Map.groupBy(facts, ({ atom }) => owner(atom.key));
  let isNews = false;
  for (const [key, of] of byOwner) {
    const clashing = of.filter(({ id }) => claims.groupOf(id) !== undefined);
    if (clashing.length === 0) continue;
    const inPair = pairs.filter((pattern) => clashing.some(({ atom }) => pattern.test(atom.path.slice(key.length))));
    const more = of.filter(({ atom }) => inPair.some((pattern) => pattern.test(atom.path.slice(key.length))));
    isNews = claims.join([...clashing, ...more].map(({ id }) => id)) || isNews;
  }
  return isNews;
}
