import { atomsBetween } from "../diff/atoms.ts";
import type { Atom } from "../diff/atoms.ts";
import type { Three } from "./align.ts";
import type { Side } from "./types.ts";

/** A change that one side wants. */
export interface Claim {
  readonly id: string;
  readonly side: Side;
  readonly atom: Atom;
}

/** All that both sides want, and which of it belongs to one decision. */
export interface Claims {
  readonly all: ReadonlyMap<string, Claim>;
  readonly of: Readonly<Record<Side, ReadonlyMap<string, Atom>>>;
  /** By the record that is changed. */
  readonly byKey: ReadonlyMap<string, readonly Claim[]>;
  /** The decision that a claim belongs to; `undefined` when there is nothing to decide. */
  readonly groupOf: (id: string) => string | undefined;
  /** Makes claims one decision. Tells whether that is news. */
  readonly join: (ids: readonly string[]) => boolean;
  readonly groups: () => ReadonlyMap<string, readonly Claim[]>;
}

/** The other one. */
export function otherSide(side: Side): Side {
  return side === "ours" ? "theirs" : "ours";
}

/** How a claim is named. */
export function claimId(side: Side, path: string): string {
  return `${side}:${path}`;
}

/** Gathers the claims of both sides. `ignored` are paths that no one decides about. */
export function claimsOf({ base, ours, theirs }: Three, ignored: ReadonlySet<string>): Claims {
  const of = { ours: wanted(atomsBetween(base, ours), ignored), theirs: wanted(atomsBetween(base, theirs), ignored) };
  const all = new Map<string, Claim>();
  for (const side of ["ours", "theirs"] as const) {
    for (const atom of of[side].values()) {
      const id = claimId(side, atom.path);
      all.set(id, { id, side, atom });
    }
  }
  const byKey = Map.groupBy(all.values(), ({ atom }) => atom.key);
  return { all, of, byKey, ...union(all) };
}

function wanted(atoms: ReadonlyMap<string, Atom>, ignored: ReadonlySet<string>): ReadonlyMap<string, Atom> {
  return ignored.size === 0 ? atoms : new Map([...atoms].filter(([path]) => !ignored.has(path)));
}

/** Disjoint sets (union-find with path halving). What was never joined is in no group. */
function union(all: ReadonlyMap<string, Claim>): Pick<Claims, "groupOf" | "join" | "groups"> {
  const above = new Map<string, string>();
  const groupOf = (id: string): string | undefined => {
    let at = id;
    let next = above.get(at);
    if (next === undefined) return undefined;
    while (next !== at) {
      above.set(at, above.get(next) ?? next);
      at = next;
      next = above.get(at) ?? at;
    }
    return at;
  };
  const join = (ids: readonly string[]): boolean => {
    const present = ids.filter((id) => all.has(id));
    const [first] = present;
    if (first === undefined) return false;
    let isNews = false;
    for (const id of present) {
      if (!above.has(id)) {
        above.set(id, id);
        isNews = true;
      }
      const [root, into] = [groupOf(id) ?? id, groupOf(first) ?? first];
      if (root === into) continue;
      above.set(root, into);
      isNews = true;
    }
    return isNews;
  };
  const groups = () =>
    Map.groupBy(
      [...all.values()].filter(({ id }) => above.has(id)),
      ({ id }) => groupOf(id) ?? id,
    );
  return { groupOf, join, groups };
}
