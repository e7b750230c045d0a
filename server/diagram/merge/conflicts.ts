import { changesOf } from "../diff/diff.ts";
import type { Change } from "../diff/diff.ts";
import { recreated } from "../diff/recreated.ts";
import type { Model } from "../model/model.ts";
import { isOwner, ownerOf, refer } from "../model/owner.ts";
import type { ElementRef } from "../model/owner.ts";
import type { Analysis } from "./analyse.ts";
import { keeping } from "./analyse.ts";
import type { Claim } from "./claims.ts";
import type { Insertion } from "./insertions.ts";
import type { Conflict, ConflictKind, OptionKey, Side } from "./types.ts";

/** A conflict and what it is made of. */
export interface Decision {
  readonly conflict: Conflict;
  /** Names the group of claims. */
  readonly group: string;
  readonly claims: readonly Claim[];
  readonly insertion?: Insertion;
  /** The element that one side deleted and made again. */
  readonly again?: { readonly side: Side; readonly removed: string; readonly added: string };
}

/** Words the groups of claims as decisions, in the order of the file. */
export function decisionsOf(analysis: Analysis): readonly Decision[] {
  if (analysis.claims.groups().size === 0) return [];
  const taken = new Set<string>();
  const order = new Map([...keysIn(analysis)].map((key, index) => [key, index]));
  const decisions = [...analysis.claims.groups()].map(([group, claims]) => decisionOf(analysis, group, claims));
  const place = ({ conflict }: Decision) => order.get(conflict.elements[0]?.key ?? "") ?? Infinity;
  return decisions
    .toSorted((one, other) => place(one) - place(other) || (one.conflict.id < other.conflict.id ? -1 : 1))
    .map((decision) => {
      let { id } = decision.conflict;
      for (let number = 2; taken.has(id); number += 1) id = `${decision.conflict.id}:${number}`;
      taken.add(id);
      return { ...decision, conflict: { ...decision.conflict, id } };
    });
}

function keysIn({ three }: Analysis): ReadonlySet<string> {
  return new Set([three.base, three.ours, three.theirs].flatMap(({ records }) => [...records.keys()]));
}

function decisionOf(analysis: Analysis, group: string, claims: readonly Claim[]): Decision {
  const { three } = analysis;
  const insertion = insertionIn(analysis, group);
  const kind = insertion ? "insertion" : kindOf(claims);
  const owners = ownersOf(analysis, claims);
  const primary = insertion?.flow ?? primaryOf(analysis, kind, claims, owners);
  const again = kind === "deletion" ? againOf(analysis, claims, primary) : undefined;
  const keys = [primary, ...owners.filter((key) => key !== primary)];
  const conflict: Conflict = {
    id: `${kind}:${primary}`,
    kind,
    elements: keys.map((key) => tell(analysis, key)),
    ours: toldOf(three.base, three.ours, claims, "ours"),
    theirs: toldOf(three.base, three.theirs, claims, "theirs"),
    options: [...(again ? (["same"] as const) : []), ...optionsOf(kind)],
    suggestion: again ? "same" : suggestionOf(kind, claims, primary),
  };
  return { conflict, group, claims, ...(insertion ? { insertion } : {}), ...(again ? { again } : {}) };
}

function insertionIn({ insertions, claims }: Analysis, group: string): Insertion | undefined {
  return insertions.find(({ flow }) => (claims.byKey.get(flow) ?? []).some(({ id }) => claims.groupOf(id) === group));
}

function kindOf(claims: readonly Claim[]): ConflictKind {
  const atoms = claims.map(({ atom }) => atom);
  const both = (kind: string) => {
    const of = claims.filter(({ atom }) => atom.kind === kind && !atom.key.includes("/")).map(({ atom }) => atom.path);
    return new Set(of).size < of.length;
  };
  if (both("added")) return "addition";
  if (atoms.some(({ kind }) => kind === "removed")) return "deletion";
  if (atoms.every(({ kind }) => kind === "order")) return "order";
  if (atoms.some(({ name }) => name === "$parent")) return "container";
  const paths = claims.map(({ atom }) => atom.path);
  return new Set(paths).size < paths.length ? "property" : "connection";
}

function ownersOf({ three }: Analysis, claims: readonly Claim[]): readonly string[] {
  const model = (key: string) => [three.base, three.ours, three.theirs].find(({ records }) => records.has(key));
  return [...new Set(claims.map(({ atom }) => ownerOf(model(atom.key) ?? three.base, atom.key)))];
}

/** What a decision is about: of a deletion the outermost thing, a node before its flows; else the first element. */
function primaryOf(
  { three }: Analysis,
  kind: ConflictKind,
  claims: readonly Claim[],
  owners: readonly string[],
): string {
  const of = (wanted: (claim: Claim) => boolean) => new Set(claims.filter(wanted).map(({ atom }) => atom.key));
  const gone = of(({ atom }) => atom.kind === "removed" || atom.name === "$type");
  const twice = of(({ atom }) => atom.kind === "added");
  const candidates = kind === "deletion" ? gone : kind === "addition" ? twice : new Set(owners);
  const depth = (key: string) => {
    let steps = 0;
    for (let at = entryOf(three.base, key)?.parent; at && steps < 100; at = entryOf(three.base, at)?.parent) steps += 1;
    return steps;
  };
  const rank = (key: string) => {
    const entry = entryOf(three.base, key) ?? entryOf(three.ours, key) ?? entryOf(three.theirs, key);
    const isPart = entry === undefined || !isOwner(entry);
    const isFlow = entry?.facts.has("sourceRef") === true;
    return depth(key) * 4 + (isPart ? 2 : 0) + (isFlow ? 1 : 0);
  };
  const [first] = [...candidates].toSorted((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return first === undefined ? (owners[0] ?? "") : ownerOf(three.base, first);
}

function entryOf(model: Model, key: string) {
  return model.records.get(key);
}

function tell({ three }: Analysis, key: string): ElementRef {
  const model = [three.base, three.ours, three.theirs].find(({ records }) => records.has(key));
  return refer(model ?? three.base, key);
}

function toldOf(base: Model, side: Model, claims: readonly Claim[], of: Side): readonly Change[] {
  return changesOf(
    base,
    side,
    claims.filter((claim) => claim.side === of).map(({ atom }) => atom),
  );
}

function optionsOf(kind: ConflictKind): readonly OptionKey[] {
  if (kind === "insertion") return ["ours-theirs", "theirs-ours", "ours", "theirs"];
  return kind === "addition" ? ["ours", "theirs", "both"] : ["ours", "theirs"];
}

function suggestionOf(kind: ConflictKind, claims: readonly Claim[], primary: string): OptionKey {
  if (kind === "insertion") return "ours-theirs";
  if (kind !== "deletion") return "ours";
  const deleting = claims.filter(({ atom }) => atom.kind === "removed" && ownedBy(atom.key, primary));
  return keeping(new Set(deleting.map(({ side }) => side)));
}

function ownedBy(key: string, primary: string): boolean {
  return key === primary || key.startsWith(`${primary}/`);
}

/** Whether one side only cut and pasted what it seems to have deleted. */
function againOf({ three }: Analysis, claims: readonly Claim[], primary: string): Decision["again"] {
  const removing = claims.find(({ atom }) => atom.kind === "removed" && atom.key === primary);
  if (!removing) return undefined;
  const found = recreated(three.base, three[removing.side]).find(({ removed }) => removed.key === primary);
  return found && { side: removing.side, removed: primary, added: found.added.key };
}
