import { isDrawn, isQuiet, listKey, sameFact } from "../model/model.ts";
import type { Entry, Fact, Model } from "../model/model.ts";
import { factPath, sameRecord, splitList } from "../diff/atoms.ts";
import type { Three } from "./align.ts";
import type { Claim, Claims } from "./claims.ts";
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

/** What both sides want, done to the records of the base: the meaning of the merged model, without its picture. */
export function applyClaims(three: Three, claims: Claims, verdict: Verdict): ReadonlyMap<string, Entry> {
  const records = new Map<string, Entry>();
  for (const entry of three.base.records.values()) {
    if (isDrawn(entry)) continue;
    const wanted = claims.byKey.get(entry.key)?.filter(({ side, atom }) => verdict.accepts(side, atom.path));
    if (wanted === undefined) records.set(entry.key, entry);
    else if (wanted.every(({ atom }) => atom.kind !== "removed")) {
      records.set(entry.key, changed(three, verdict, entry, wanted));
    }
  }
  for (const { side, atom } of claims.all.values()) {
    const entry = atom.kind === "added" ? three[side].records.get(atom.key) : undefined;
    if (entry && !records.has(atom.key) && verdict.accepts(side, atom.path)) records.set(atom.key, entry);
  }
  return records;
}

/** Completes merged records to a model: with what no one decides about, and in an order. */
export function completeModel(three: Three, records: ReadonlyMap<string, Entry>, verdict: Verdict): Model {
  const whole = new Map([...records].map(([key, entry]) => [key, quieten(three, entry)]));
  return { records: whole, lists: listsOf(three, whole, verdict) };
}

function changed(three: Three, verdict: Verdict, base: Entry, wanted: readonly Claim[]): Entry {
  const facts = new Map(base.facts);
  let entry = base;
  for (const { side, atom } of wanted) {
    const source = three[side].records.get(base.key);
    if (atom.kind !== "fact" || source === undefined) continue;
    if (atom.name === "$type") entry = typed(entry, source);
    else if (atom.name === "$parent") entry = { ...entry, parent: source.parent, property: source.property };
    else put(facts, atom.name, verdict.merged.get(atom.path) ?? atom.after);
  }
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
function quieten(three: Three, entry: Entry): Entry {
  const [base, ours, theirs] = [three.base, three.ours, three.theirs].map(({ records }) => records.get(entry.key));
  if (base === undefined || (quietly(base, ours) && quietly(base, theirs))) return entry;
  const facts = new Map(entry.facts);
  const names = new Set([base, ours, theirs].flatMap((each) => [...(each?.facts.keys() ?? [])]));
  for (const name of names) {
    if (!isQuiet(base, name)) continue;
    const isChanged = ours !== undefined && !sameFact(ours.facts.get(name), base.facts.get(name));
    const from = isChanged ? ours : (theirs ?? ours);
    if (from) put(facts, name, from.facts.get(name));
  }
  return { ...entry, facts };
}

/** Whether one side says the same of a record as the base, as far as no one decides about it. */
function quietly(base: Entry, side: Entry | undefined): boolean {
  if (side === undefined || sameRecord(base, side)) return true;
  const names = [...base.facts.keys(), ...side.facts.keys()];
  return names.every((name) => !isQuiet(base, name) || sameFact(base.facts.get(name), side.facts.get(name)));
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
    const [base, ours, theirs] = [three.base, three.ours, three.theirs].map(({ lists: of }) => of.get(list) ?? []);
    if (!base || !ours || !theirs) continue;
    const isHint = ["incoming", "outgoing", "flowNodeRef"].includes(property);
    const all = () => new Set([...ours, ...theirs, ...base].filter((each) => records.has(each)));
    const members = isHint ? all() : (inside.get(list) ?? new Set());
    const winner = winnerOf(verdict, key, property);
    if (members.size > 0) lists.set(list, mergeOrder({ base, ours, theirs }, members, winner));
  }
  return lists;
}

function winnerOf({ accepts }: Verdict, key: string, property: string): Side {
  const path = factPath(key, `$order:${property}`);
  return accepts("theirs", path) && !accepts("ours", path) ? "theirs" : "ours";
}
