import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { ruleSetAnatomy } from "./anatomy.ts";
import { movedOrAdded } from "./mergeOrder.ts";
import { idOf, keyed, same } from "./mergeTree.ts";
import type { Anatomy } from "./mergeTree.ts";
import { placeOf, wordsOf } from "./place.ts";
import type { Place } from "./place.ts";
import type { Labels } from "./shape.ts";

/** One thing that is different: added, removed, changed in place, or standing elsewhere in its list. */
export interface Change {
  /** Where, as names from the root: `rows/r7/when/vip`. */
  readonly id: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly place: Place;
  readonly before?: Json;
  readonly after?: Json;
  readonly message: Labels;
}

/** How two versions of a rule set differ. */
export interface RuleSetDiff {
  readonly changes: readonly Change[];
  /** Ids of rows, for marking them in the table. */
  readonly rows: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
    readonly moved: readonly string[];
  };
}

/**
 * What changed from one version of a rule set to another, by meaning: columns by name, rows by id, cells one by one, moves
 * apart from changes; the version's number is no change. Pure and deterministic, in the order of the newer document.
 */
export function diffRuleSets(before: JsonObject, after: JsonObject): RuleSetDiff {
  const found: Found[] = [];
  walk(found, ruleSetAnatomy, "", { before: { ...before, version: 0 }, after: { ...after, version: 0 } });
  const changes = found.map((each) => changeOf([after, before], each));
  const rowsThat = (isIt: (change: Change) => boolean): string[] => [
    ...new Set(changes.filter(isIt).flatMap(({ place }) => place.row ?? [])),
  ];
  return {
    changes,
    rows: {
      added: rowsThat(({ kind, place }) => kind === "added" && isWhole(place)),
      removed: rowsThat(({ kind, place }) => kind === "removed" && isWhole(place)),
      changed: rowsThat(({ place }) => !isWhole(place)),
      moved: rowsThat(({ kind }) => kind === "moved"),
    },
  };
}

type Found = Pick<Change, "id" | "kind" | "before" | "after">;

interface Pair {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

function isWhole({ column, detail }: Place): boolean {
  return column === undefined && detail === undefined;
}

function walk(found: Found[], anatomy: Anatomy, id: string, pair: Pair): void {
  const { before, after } = pair;
  if (same(before, after)) return;
  // a list that was not there had no items, which tells more than that it is new
  if (anatomy.kind === "list") walkList(found, anatomy, id, pair);
  else if (before === undefined) found.push({ id, kind: "added", ...(after === undefined ? {} : { after }) });
  else if (after === undefined) found.push({ id, kind: "removed", before });
  else if (anatomy.kind === "record" && isObject(before) && isObject(after))
    walkRecord(found, anatomy, id, { before, after });
  else found.push({ id, kind: "changed", before, after });
}

function walkRecord(
  found: Found[],
  anatomy: Anatomy & { readonly kind: "record" },
  id: string,
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
): void {
  for (const name of new Set([...Object.keys(after), ...Object.keys(before)]))
    walk(found, anatomy.fields[name] ?? anatomy.rest, idOf(id, name), { before: before[name], after: after[name] });
}

function walkList(found: Found[], anatomy: Anatomy & { readonly kind: "list" }, id: string, pair: Pair): void {
  const before = keyed(pair.before, anatomy.key);
  const after = keyed(pair.after, anatomy.key);
  const moved = movedOrAdded([...before.keys()], [...after.keys()]);
  for (const key of new Set([...after.keys(), ...before.keys()])) {
    const place = idOf(id, key);
    if (before.has(key) && moved.has(key)) {
      const positions = { before: [...before.keys()].indexOf(key) + 1, after: [...after.keys()].indexOf(key) + 1 };
      found.push({ id: place, kind: "moved", ...positions });
    }
    walk(found, anatomy.item, place, { before: before.get(key), after: after.get(key) });
  }
}

function changeOf(bodies: readonly JsonObject[], found: Found): Change {
  const place = placeOf(found.id);
  const words = wordsOf(bodies, place);
  const verb = verbs[found.kind];
  return { ...found, place, message: { de: `${words.de}: ${verb.de}`, en: `${words.en}: ${verb.en}` } };
}

const verbs: Readonly<Record<Change["kind"], Labels>> = {
  added: { de: "neu", en: "added" },
  removed: { de: "entfallen", en: "removed" },
  changed: { de: "geändert", en: "changed" },
  moved: { de: "verschoben", en: "moved" },
};
