import { isDrawn, isQuiet, listKey, sameFact } from "../model/model.ts";
import type { Entry, Fact, Model } from "../model/model.ts";
import { factPath, splitList } from "../diff/atoms.ts";
import type { Three } from "./align.ts";
import type { Claims } from "./claims.ts";
import { claimId } from "./claims.ts";
import { mergeOrder } from "./order.ts";
import type { Side } from "./types.ts";

/** Which claims come true. */
export interface Verdict {
  readonly accepts: (side: Side, path: string) => boolean;
  /** Facts that were merged within, by path. */
  readonly merged: ReadonlyMap<string, Fact>;
}

/** Accepts all claims that nobody has to decide, and of a decision those of the chosen side (`undefined`: of both). */
export function verdictOf(
  claims: Claims,
  merged: ReadonlyMap<string, Fact>,
  chosen: (group: string) => Side | undefined,
): Verdict {
  const accepts = (side: Side, path: string) => {
    const id = claimId(side, path);
    if (!claims.all.has(id)) return false;
    const group = claims.groupOf(id);
    return group === undefined || (chosen(group) ?? side) === side;
  };
  return { accepts, merged };
}

/** What both sides want, done to the base: the meaning of the merged model, without its picture. */
export function applyClaims(three: Three, claims: Claims, verdict: Verdict): Model {
  const records = new Map<string, Entry>();
  for (const entry of three.base.records.values()) {
    if (isDrawn(entry) || isRemoved(verdict, entry.key)) continue;
    records.set(entry.key, changed(three, claims, verdict, entry));
  }
  for (const side of ["ours", "theirs"] as const) {
    for (const entry of three[side].records.values()) {
      if (isDrawn(entry) || records.has(entry.key) || !verdict.accepts(side, entry.key)) continue;
      if (claims.of[side].get(entry.key)?.kind === "added") records.set(entry.key, entry);
    }
  }
  return { records, lists: listsOf(three, records, verdict) };
}

function isRemoved({ accepts }: Verdict, key: string): boolean {
  return accepts("ours", key) || accepts("theirs", key);
}

function changed(three: Three, claims: Claims, verdict: Verdict, base: Entry): Entry {
  const facts = new Map(base.facts);
  let entry = base;
  for (const { side, atom } of claims.byKey.get(base.key) ?? []) {
    const source = three[side].records.get(base.key);
    if (atom.kind !== "fact" || source === undefined || !verdict.accepts(side, atom.path)) continue;
    if (atom.name === "$type") entry = typed(entry, source);
    else if (atom.name === "$parent") entry = { ...entry, parent: source.parent, property: source.property };
    else put(facts, atom.name, verdict.merged.get(atom.path) ?? atom.after);
  }
  quieten(three, base, facts);
  return { ...entry, facts };
}

function typed(entry: Entry, { type, uri }: Entry): Entry {
  const { uri: _before, ...rest } = entry;
  return uri === undefined ? { ...rest, type } : { ...rest, type, uri };
}

function put(facts: Map<string, Fact>, name: string, fact: Fact | undefined): void {
  if (fact === undefined) facts.delete(name);
  else facts.set(name, fact);
}

/** What no one decides about: ours when ours changed it, theirs otherwise. */
function quieten(three: Three, base: Entry, facts: Map<string, Fact>): void {
  const [ours, theirs] = [three.ours.records.get(base.key), three.theirs.records.get(base.key)];
  const names = new Set([...base.facts.keys(), ...(ours?.facts.keys() ?? []), ...(theirs?.facts.keys() ?? [])]);
  for (const name of names) {
    if (!isQuiet(base, name)) continue;
    const isChanged = ours !== undefined && !sameFact(ours.facts.get(name), base.facts.get(name));
    const from = isChanged ? ours : (theirs ?? ours);
    if (from) put(facts, name, from.facts.get(name));
  }
}

/** The order of everything that is contained, and of what keeps an order by itself. */
function listsOf(three: Three, records: ReadonlyMap<string, Entry>, verdict: Verdict): Map<string, readonly string[]> {
  const inside = new Map<string, Set<string>>();
  for (const { key, parent, property } of records.values()) {
    const list = listKey(parent, property);
    const members = inside.get(list) ?? new Set();
    inside.set(list, members.add(key));
  }
  const lists = new Map<string, readonly string[]>();
  const names = new Set([three.base, three.ours, three.theirs].flatMap(({ lists: of }) => [...of.keys()]));
  for (const list of new Set([...inside.keys(), ...names])) {
    const [key, property] = splitList(list);
    if (!records.has(key)) continue;
    const orders = {
      base: three.base.lists.get(list) ?? [],
      ours: three.ours.lists.get(list) ?? [],
      theirs: three.theirs.lists.get(list) ?? [],
    };
    const hints = ["incoming", "outgoing", "flowNodeRef"].includes(property);
    const all = () => new Set([...orders.ours, ...orders.theirs, ...orders.base].filter((each) => records.has(each)));
    const members = hints ? all() : (inside.get(list) ?? new Set());
    if (members.size > 0) lists.set(list, mergeOrder(orders, members, winnerOf(verdict, key, property)));
  }
  return lists;
}

function winnerOf({ accepts }: Verdict, key: string, property: string): Side {
  const path = factPath(key, `$order:${property}`);
  return accepts("theirs", path) && !accepts("ours", path) ? "theirs" : "ours";
}
