import type { Fact } from "../model/model.ts";
import { applyClaims, verdictOf } from "./apply.ts";
import type { Three } from "./align.ts";
import { claimsOf, otherSide } from "./claims.ts";
import type { Claims } from "./claims.ts";
import { findClashes, joinPairs } from "./clashes.ts";
import { findInsertions } from "./insertions.ts";
import type { Insertion } from "./insertions.ts";
import { webOf, widen } from "./regions.ts";
import type { Webs } from "./regions.ts";
import type { Side } from "./types.ts";
import { violationsOf } from "./violations.ts";
import type { Violation } from "./violations.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What both sides want of a model, gathered into decisions. */
export interface Analysis {
  readonly three: Three;
  readonly claims: Claims;
  readonly merged: ReadonlyMap<string, Fact>;
  readonly insertions: readonly Insertion[];
  /** Violations that one side came with. They are not for the merge to mend. */
  readonly accepted: ReadonlySet<string>;
}

/** How often decisions are widened before we stop; each round joins at least one more claim. */
const MOST_ROUNDS = 100;

/**
 * Gathers what both sides want and finds what a person has to decide: direct clashes, then all that hangs together with
 * them, until the model holds together whichever side is chosen.
 */
export function analyse(three: Three, ignored: ReadonlySet<string>, words: Vocabulary): Analysis {
  const claims = claimsOf(three, ignored);
  const webs: Webs = { base: webOf(three.base), ours: webOf(three.ours), theirs: webOf(three.theirs) };
  const merged = findClashes(three, claims);
  const insertions = findInsertions(three, claims);
  const accepted = new Set(
    [three.ours, three.theirs].flatMap(({ records }) => violationsOf(records, words).map(({ id }) => id)),
  );
  const rounds = claims.of.ours.size === 0 || claims.of.theirs.size === 0 ? 0 : MOST_ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    settle(three, webs, claims);
    const found = (["ours", "theirs"] as const).flatMap((side) => {
      const model = applyClaims(
        three,
        claims,
        verdictOf(claims, merged, () => side),
      );
      return violationsOf(model, words).filter(({ id }) => !accepted.has(id));
    });
    const isNews = found.map((violation) => blame(three, webs, claims, violation)).some(Boolean);
    if (!isNews) break;
  }
  return { three, claims, merged, insertions, accepted };
}

function settle(three: Three, webs: Webs, claims: Claims): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const isNews = [joinPairs(three, claims), widen(webs, claims)].some(Boolean);
    if (!isNews) return;
  }
}

/** Facts that place or connect an element. */
const placing = new Set(["$type", "$parent", "sourceRef", "targetRef", "attachedToRef", "default"]);

/** Joins what both sides did to the records of a violation into one decision. */
function blame(three: Three, webs: Webs, claims: Claims, { about, key, name }: Violation): boolean {
  const concerned = new Set(about);
  for (const each of about) {
    if (!webs.ours.model.records.has(each) || !webs.theirs.model.records.has(each)) {
      for (const above of aboveIn(three, each)) concerned.add(above);
    }
  }
  const guilty = [...concerned].flatMap((each) =>
    (claims.byKey.get(each) ?? []).filter(
      ({ atom }) =>
        atom.kind === "added" ||
        atom.kind === "removed" ||
        placing.has(atom.name) ||
        (each === key && atom.name === name),
    ),
  );
  return claims.join(guilty.map(({ id }) => id));
}

/** The containers of a record that one side has and the other has not. */
function aboveIn({ base, ours, theirs }: Three, key: string): readonly string[] {
  const model = [base, ours, theirs].find(({ records }) => records.has(key));
  const found: string[] = [];
  for (let at = key; at !== "" && found.length < 100; at = model?.records.get(at)?.parent ?? "") {
    if (!(ours.records.has(at) && theirs.records.has(at))) found.push(at);
  }
  return found;
}

/** The side that a decision is for as long as nobody decided otherwise: the one that deletes less. */
export function keeping(deletes: ReadonlySet<Side>): Side {
  const [only] = deletes;
  return deletes.size === 1 && only === "ours" ? otherSide(only) : "ours";
}
