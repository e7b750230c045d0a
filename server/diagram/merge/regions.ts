import { target, targets } from "../model/model.ts";
import type { Entry, Model } from "../model/model.ts";
import { claimId } from "./claims.ts";
import type { Claim, Claims } from "./claims.ts";
import { factPath } from "../diff/atoms.ts";
import type { Side } from "./types.ts";

/** What refers to what and what is inside what, in one model. */
export interface Web {
  readonly model: Model;
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Keys of the records that refer to a record. */
  readonly users: ReadonlyMap<string, readonly string[]>;
  readonly incoming: ReadonlyMap<string, readonly string[]>;
}

/** Looks once through a model. */
export function webOf(model: Model): Web {
  const children = new Map<string, string[]>();
  const users = new Map<string, string[]>();
  const incoming = new Map<string, string[]>();
  for (const entry of model.records.values()) {
    put(children, entry.parent, entry.key);
    if (entry.type === "bpmn:SequenceFlow") put(incoming, target(entry, "targetRef") ?? "", entry.key);
    for (const fact of entry.facts.values()) {
      for (const key of targets(fact)) put(users, key, entry.key);
    }
  }
  return { model, children, users, incoming };
}

function put(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The webs of the three models. */
export type Webs = Readonly<Record<"base" | Side, Web>>;

/**
 * Widens decisions until each can be taken by itself: what was deleted together comes back together, with the flows that
 * were turned away from it, and what was built on something goes with it. Tells whether that is news.
 */
export function widen(webs: Webs, claims: Claims): boolean {
  let isNews = false;
  const open = [...claims.all.values()].filter(({ id }) => claims.groupOf(id) !== undefined);
  const seen = new Set(open);
  for (let claim = open.pop(); claim; claim = open.pop()) {
    const bound = boundTo(webs, claims, claim).filter((id) => claims.all.has(id));
    if (bound.length === 0) continue;
    isNews = claims.join([claim.id, ...bound]) || isNews;
    for (const id of bound) {
      const next = claims.all.get(id);
      if (!next || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return isNews;
}

function boundTo(webs: Webs, claims: Claims, { side, atom }: Claim): readonly string[] {
  switch (atom.kind) {
    case "removed":
      return boundToRemoved(webs.base, claims, side, atom.key);
    case "added":
      return boundToAdded(webs[side], claims, side, atom.key);
    case "fact":
      return [...targets(atom.after)].flatMap((key) => whenUnreachable(webs[side], claims, side, key));
    case "order":
      return [];
  }
}

/** What one side did because of a record that it removed. */
function boundToRemoved(web: Web, claims: Claims, side: Side, key: string): readonly string[] {
  const mine = claims.of[side];
  const entry = web.model.records.get(key);
  if (!entry) return [];
  const near = [entry.parent, ...(web.children.get(key) ?? []), ...(web.users.get(key) ?? []), ...referred(entry)];
  const removed = near.filter((each) => mine.get(each)?.kind === "removed");
  const turned = (web.users.get(key) ?? []).flatMap((user) => pathsTo(web.model.records.get(user), key));
  const retyped = mine.has(factPath(entry.parent, "$type")) ? [factPath(entry.parent, "$type")] : [];
  const moved = (web.children.get(key) ?? []).map((child) => factPath(child, "$parent"));
  const beside = retyped.length > 0 ? (web.children.get(entry.parent) ?? []) : [];
  const together = beside.filter((each) => mine.get(each)?.kind === "removed");
  return [...removed, ...turned, ...retyped, ...moved, ...together].map((path) => claimId(side, path));
}

/** References that cannot be without what they name; a lane or a category is only where something is sorted in. */
function referred(entry: Entry): readonly string[] {
  return [...entry.facts.values()].flatMap((fact) => targets(fact));
}

function pathsTo(entry: Entry | undefined, key: string): readonly string[] {
  if (!entry) return [];
  const names = [...entry.facts].filter(([, fact]) => targets(fact).includes(key)).map(([name]) => name);
  return names.map((name) => factPath(entry.key, name));
}

/** What one side added inside a record that it added, or upon it. */
function boundToAdded(web: Web, claims: Claims, side: Side, key: string): readonly string[] {
  const mine = claims.of[side];
  const entry = web.model.records.get(key);
  if (!entry) return [];
  const near = [...(web.children.get(key) ?? []), ...(web.users.get(key) ?? [])];
  const added = near.filter((each) => mine.get(each)?.kind === "added");
  const turned = (web.users.get(key) ?? []).flatMap((user) => pathsTo(web.model.records.get(user), key));
  const moved = (web.children.get(key) ?? []).map((child) => factPath(child, "$parent"));
  const lost = referred(entry).flatMap((each) => whenUnreachable(web, claims, side, each));
  return [...[...added, ...turned, ...moved].map((path) => claimId(side, path)), ...lost];
}

/** A node that a side added goes with the flows that lead to it, when no other flow does. */
function whenUnreachable(web: Web, claims: Claims, side: Side, key: string): readonly string[] {
  if (claims.of[side].get(key)?.kind !== "added") return [];
  const flows = web.incoming.get(key) ?? [];
  const isDecided = (flow: string) =>
    [flow, factPath(flow, "targetRef"), factPath(flow, "sourceRef")].some(
      (path) => claims.groupOf(claimId(side, path)) !== undefined,
    );
  return flows.length > 0 && flows.every((flow) => isDecided(flow)) ? [claimId(side, key)] : [];
}
