import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { axesOf } from "./axis.ts";
import { movesOf } from "./changeMoves.ts";
import type { Move } from "./changeMoves.ts";
import { changeInWords } from "./changeText.ts";
import type { Verdict } from "./hits.ts";
import { plainly } from "./plain.ts";
import type { PlainDecision, PlainRuleSet } from "./plain.ts";
import type { Labels, RuleSet } from "./ruleSet.ts";

/** One fact that would have to be another. */
export interface FactChange {
  readonly input: string;
  readonly from: Json;
  readonly to: Json;
}

/** The least that would have led to another verdict. */
export interface SmallestChange {
  readonly changes: readonly FactChange[];
  readonly verdict: Verdict;
  /** Rows that would decide. */
  readonly rows: readonly string[];
  /** Whether nothing smaller was left untried: a table may be too large to try everything. */
  readonly isSmallest: boolean;
  readonly message: Labels;
}

/** What to search for. */
export interface ChangeSearch {
  /** Outputs the verdict shall have; without, any other verdict than now. */
  readonly wanted?: JsonObject;
  /** How many rows may be looked at in all; a fixed number, so that the answer never depends on the machine. */
  readonly effort?: number;
}

/** Looking at this many rows takes some 100 ms. */
const usualEffort = 1_000_000;
/** More facts than this are not changed at once. */
const mostChanges = 4;

/**
 * The smallest change of facts that would have led to another verdict: fewest facts first, then the smallest distance,
 * searched over the parts of each domain that the table tells apart. Undefined when no change of up to four facts does.
 */
export function smallestChange(
  ruleSet: RuleSet,
  facts: JsonObject,
  options: ChangeSearch = {},
): SmallestChange | undefined {
  const plain = plainly(ruleSet);
  const now = attempt(plain, facts, []);
  const search: Search = {
    ruleSet,
    plain,
    facts,
    isWanted: wantedOf(now?.verdict ?? null, options.wanted),
    left: options.effort ?? usualEffort,
  };
  const axes = axesOf(ruleSet);
  const moves = [["foreseen"], ["foreseen", "other"]].map((kinds) =>
    axes.map((axis) => movesOf(axis, facts[axis.column.name] ?? null, kinds)),
  );
  for (let count = 1; count <= Math.min(mostChanges, axes.length); count += 1) {
    // values nobody foresaw only when the others are not enough
    for (const each of moves) {
      const found = searchMoves(search, each, count);
      if (found !== undefined) return told(search, found);
    }
  }
  return undefined;
}

interface Search {
  readonly ruleSet: RuleSet;
  readonly plain: PlainRuleSet;
  readonly facts: JsonObject;
  readonly isWanted: (decision: PlainDecision) => boolean;
  left: number;
}

interface Found {
  readonly moves: readonly Move[];
  readonly decision: PlainDecision;
  readonly distance: number;
}

function wantedOf(now: Verdict, wanted: JsonObject | undefined): Search["isWanted"] {
  if (wanted === undefined) return ({ verdict }) => canonical(verdict) !== canonical(now);
  return ({ verdict }) => {
    const all: readonly Json[] = Array.isArray(verdict) ? verdict : [verdict];
    return all.some(
      (each) =>
        isObject(each) &&
        Object.entries(wanted).every(([name, value]) => canonical(each[name] ?? null) === canonical(value)),
    );
  };
}

/** The nearest change of exactly `count` facts. */
function searchMoves(search: Search, axes: readonly (readonly Move[])[], count: number): Found | undefined {
  let best: Found | undefined;
  for (const moves of combinations(axes, count)) {
    const distance = moves.reduce((sum, move) => sum + move.distance, 0);
    if (best !== undefined && distance >= best.distance) continue;
    if (search.left <= 0) return best;
    const decision = attempt(search.plain, search.facts, moves);
    search.left -= search.ruleSet.rows.length + 1;
    if (decision !== undefined && search.isWanted(decision)) best = { moves, decision, distance };
  }
  return best;
}

/** All ways to move along `count` axes, one move each. */
function* combinations(axes: readonly (readonly Move[])[], count: number, from = 0): Generator<readonly Move[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let axis = from; axis <= axes.length - count; axis += 1) {
    for (const move of axes[axis] ?? []) {
      for (const others of combinations(axes, count - 1, axis + 1)) yield [move, ...others];
    }
  }
}

/** What facts with some moves lead to; undefined when the hit policy refuses. */
function attempt(plain: PlainRuleSet, facts: JsonObject, moves: readonly Move[]): PlainDecision | undefined {
  const changed = Object.fromEntries(moves.map(({ input, to }) => [input, to]));
  try {
    return plain.decide({ ...facts, ...changed });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function told({ ruleSet, facts, left }: Search, { moves, decision }: Found): SmallestChange {
  const changes = moves.map(({ input, to }) => ({ input, from: facts[input] ?? null, to }));
  const { verdict, rows } = decision;
  return { changes, verdict, rows, isSmallest: left > 0, message: changeInWords(ruleSet, changes, decision) };
}
