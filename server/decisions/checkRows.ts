import { canonical } from "../base/json.ts";
import type { Space } from "./boxes.ts";
import { cellBits } from "./boxes.ts";
import { findingTexts, rowsInWords } from "./checkText.ts";
import type { Finding } from "./finding.ts";
import { byOutputValues } from "./hits.ts";
import { findHole, intersect, isEqual, isInhabited } from "./region.ts";
import type { Box, Budget, Cover } from "./region.ts";
import type { RuleRow, RuleSet } from "./ruleSet.ts";
import { boxInWords, factsIn } from "./witness.ts";

/** A row with its boxes; rows whose condition tree is too intricate take no part. */
interface Placed {
  readonly index: number;
  readonly row: RuleRow;
  readonly boxes: readonly Box[];
}

/** What is wrong between rows: some never fire or never decide, some are there twice, some contradict each other. */
export function checkRows(ruleSet: RuleSet, space: Space, budget: Budget): readonly Finding[] {
  const placed = ruleSet.rows.flatMap((row, index): readonly Placed[] => {
    const boxes = space.rows[index];
    return boxes === undefined ? [] : [{ index, row, boxes }];
  });
  const living = placed.filter(({ boxes }) => boxes.length > 0);
  const dead = placed.filter(({ boxes }) => boxes.length === 0).map(({ row }) => neverFires(space, row));
  return [...dead, ...betweenRows(ruleSet, space, living, budget)];
}

function betweenRows(ruleSet: RuleSet, space: Space, rows: readonly Placed[], budget: Budget): readonly Finding[] {
  switch (ruleSet.hitPolicy) {
    case "first":
      return shadows(space, rows, budget);
    case "priority":
      return shadows(
        space,
        rows.toSorted((a, b) => byOutputValues(ruleSet, a.row, b.row)),
        budget,
      );
    case "unique":
      return clashes(space, rows, () => true, { code: "rules.row.overlap", text: findingTexts.overlap });
    case "any":
      return [
        ...clashes(space, rows, differ, { code: "rules.row.contradiction", text: findingTexts.contradiction }),
        ...duplicates(rows),
      ];
    case "collect":
    case "ruleOrder":
    case "outputOrder":
      return duplicates(rows);
  }
}

function neverFires({ axes }: Space, row: RuleRow): Finding {
  const axis = axes.find((each) => {
    const cell = row.when[each.column.name];
    return cell !== undefined && !isInhabited([cellBits(each, cell)]);
  });
  const place = axis === undefined ? { row: row.id } : { row: row.id, column: axis.column.name };
  const message = axis === undefined ? findingTexts.never(row.id) : findingTexts.neverColumn(row.id, axis.column.label);
  return { severity: "warning", place, code: "rules.row.never", message };
}

/** How much one search may look at. */
const perRow = 200_000;

/** Rows that fire but never decide, because others take all of it before. `rows` are in the order in which they decide. */
function shadows(space: Space, rows: readonly Placed[], budget: Budget): readonly Finding[] {
  const before: Cover[] = [];
  return rows.flatMap(({ row, boxes }, index): readonly Finding[] => {
    const by = before.length === 0 ? undefined : coveredBy(space, boxes, before, budget);
    before.push(...boxes.map((box) => ({ index, box })));
    if (by === undefined) return [];
    const others = [...by].toSorted((a, b) => a - b).flatMap((each) => rows[each] ?? []);
    const [only] = others;
    const isTwin = only !== undefined && others.length === 1 && isSame(only.boxes, boxes);
    const ids = others.map((each) => each.row.id);
    const place = { row: row.id };
    return [
      isTwin
        ? {
            severity: "warning",
            place,
            code: "rules.row.duplicate",
            rows: ids,
            message: findingTexts.duplicate(row.id, only.row.id),
          }
        : {
            severity: "warning",
            place,
            code: "rules.row.shadowed",
            rows: ids,
            message: findingTexts.shadowed(row.id, rowsInWords(ids)),
          },
    ];
  });
}

/** The indices of those that cover all boxes; undefined when they do not, or when it takes too long to find out. */
function coveredBy(space: Space, boxes: readonly Box[], covers: readonly Cover[], budget: Budget) {
  const by = new Set<number>();
  for (const box of boxes) {
    const own = { left: Math.min(budget.left, perRow) };
    const hole = findHole(box, covers, space.full, own);
    budget.left -= Math.min(budget.left, perRow) - own.left;
    if (hole.kind !== "covered") {
      if (hole.kind === "unknown") budget.left = -1;
      return undefined;
    }
    for (const index of hole.by) by.add(index);
  }
  return by;
}

/** For each row those after it that fire together with it and must not, with a case for the first of them. */
function clashes(
  space: Space,
  rows: readonly Placed[],
  mustNot: (a: RuleRow, b: RuleRow) => boolean,
  { code, text }: { readonly code: string; readonly text: typeof findingTexts.overlap },
): readonly Finding[] {
  return rows.flatMap((one, at): readonly Finding[] => {
    const others = rows.slice(at + 1).flatMap((other) => {
      const shared = mustNot(one.row, other.row) ? sharedBox(one.boxes, other.boxes) : undefined;
      return shared === undefined ? [] : [{ id: other.row.id, shared }];
    });
    const [first] = others;
    if (first === undefined) return [];
    const ids = others.map(({ id }) => id);
    const message = text(one.row.id, rowsInWords(ids), boxInWords(space, first.shared));
    return [
      { severity: "error", place: { row: one.row.id }, code, rows: ids, facts: factsIn(space, first.shared), message },
    ];
  });
}

function sharedBox(some: readonly Box[], others: readonly Box[]): Box | undefined {
  for (const one of some) {
    for (const other of others) {
      const shared = intersect(one, other);
      if (shared !== undefined) return shared;
    }
  }
  return undefined;
}

/** Rows that say the same under the same conditions. */
function duplicates(rows: readonly Placed[]): readonly Finding[] {
  const seen = new Map<string, Placed[]>();
  return rows.flatMap((one): readonly Finding[] => {
    const outcome = canonical(one.row.then);
    const alike = seen.get(outcome) ?? [];
    const twin = alike.find((other) => isSame(other.boxes, one.boxes));
    seen.set(outcome, [...alike, one]);
    if (twin === undefined) return [];
    const message = findingTexts.duplicate(one.row.id, twin.row.id);
    const place = { row: one.row.id };
    return [{ severity: "warning", place, code: "rules.row.duplicate", rows: [twin.row.id], message }];
  });
}

function isSame(a: readonly Box[], b: readonly Box[]): boolean {
  const [one, ...more] = a;
  const [other, ...others] = b;
  if (one === undefined || other === undefined || more.length > 0 || others.length > 0) return false;
  return isEqual(one, other);
}

function differ(a: RuleRow, b: RuleRow): boolean {
  return canonical(a.then) !== canonical(b.then);
}
