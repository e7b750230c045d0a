import type { JsonObject } from "../base/json.ts";
import type { Space } from "./boxes.ts";
import { findingTexts } from "./checkText.ts";
import type { Finding } from "./finding.ts";
import { takesSeveral } from "./hits.ts";
import { plainly } from "./plain.ts";
import { bitsWhere, findHole, intersect } from "./region.ts";
import type { Box, Budget, Cover } from "./region.ts";
import type { Labels, RuleSet } from "./ruleSet.ts";
import { boxInWords, factsIn } from "./witness.ts";

/** More gaps than these are not told. */
const mostGaps = 10;

/**
 * Cases that no row covers, each with its facts: first those of foreseen values (a warning), and only when there is none,
 * those with a fact that is missing or that nobody foresaw (a hint). A table that may say nothing (collect and the like)
 * or that has a default has no gaps; a default that can never apply is told instead.
 */
export function checkGaps(ruleSet: RuleSet, space: Space, budget: Budget): readonly Finding[] {
  if (ruleSet.default === undefined && takesSeveral(ruleSet)) return [];
  const kinds = [["foreseen"], ["foreseen", "other"], ["foreseen", "other", "missing"]];
  for (const [stage, kind] of kinds.entries()) {
    const within = withinKinds(space, kind);
    const boxes = gapsIn(ruleSet, space, within, budget);
    if (boxes === undefined) return [];
    if (boxes.length > 0) {
      if (ruleSet.default !== undefined) return [];
      return boxes.map((box) => gap(boxInWords(space, box, within), factsIn(space, box), stage === 0));
    }
  }
  if (ruleSet.default === undefined || ruleSet.rows.length === 0) return [];
  return [{ severity: "hint", place: {}, code: "rules.default.never", message: findingTexts.defaultNever() }];
}

function gap(words: Labels, facts: JsonObject, isForeseen: boolean): Finding {
  const message = findingTexts.gap(words);
  if (isForeseen) return { severity: "warning", place: {}, code: "rules.gap", facts, message };
  return { severity: "hint", place: {}, code: "rules.gap.unforeseen", facts, message };
}

/** Everything made of atoms of some kinds; an input that has none of them keeps all it has. */
function withinKinds({ axes }: Space, kinds: readonly string[]): Box {
  return axes.map(({ atoms }) => {
    const isAny = atoms.some((atom) => kinds.includes(atom.kind));
    return isAny ? bitsWhere(atoms.length, (index) => kinds.includes(atoms[index]?.kind ?? "")) : undefined;
  });
}

/** Uncovered boxes, at most {@link mostGaps}; undefined when it would take too long to tell. */
function gapsIn(ruleSet: RuleSet, space: Space, within: Box, budget: Budget): readonly Box[] | undefined {
  const covers: Cover[] = space.rows.flatMap((boxes, index) => (boxes ?? []).map((box) => ({ index, box })));
  const intricate = ruleSet.rows.filter((_, index) => space.rows[index] === undefined);
  const plain = plainly(ruleSet);
  const found: Box[] = [];
  while (found.length < mostGaps) {
    const hole = findHole(within, covers, space.full, budget);
    if (hole.kind === "unknown") return found.length > 0 ? found : undefined;
    if (hole.kind === "covered") return found;
    const comparables = plain.comparablesOf(factsIn(space, hole.box));
    // a row that could not be taken apart may cover it after all
    if (intricate.some((row) => plain.fires(row, comparables))) return found.length > 0 ? found : undefined;
    const whole = grown(hole.box, within, covers);
    found.push(whole);
    covers.push({ index: -1, box: whole });
  }
  return found;
}

/** The same gap with as much around it as is uncovered, too: one case to look at instead of many. */
function grown(box: Box, within: Box, covers: readonly Cover[]): Box {
  return box.reduce<Box>((whole, _, axis) => {
    const widened = whole.with(axis, within[axis]);
    return covers.some((cover) => intersect(widened, cover.box) !== undefined) ? whole : widened;
  }, box);
}
