import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { ruleSetAnatomy } from "./anatomy.ts";
import { tellApart } from "./mergeApart.ts";
import type { Renaming } from "./mergeApart.ts";
import { settleColumns } from "./mergeColumns.ts";
import type { Versions } from "./mergeColumns.ts";
import { decideTogether } from "./mergeOverlap.ts";
import { mergeTree } from "./mergeTree.ts";
import type { Choice, Clash, Merging } from "./mergeTree.ts";
import { placeOf, wordsOf } from "./place.ts";
import type { Place } from "./place.ts";
import type { Labels } from "./shape.ts";

export type { Choice, Place, Renaming };

/** One decision for a person: what both sides changed differently. `choice` once it is taken. */
export interface Conflict extends Clash {
  readonly place: Place;
  readonly message: Labels;
}

/** The outcome of a merge. It is done when nothing is open. */
export interface RuleSetMerge {
  /** The merged body. What is still open stands there provisionally: kept rather than deleted, else ours. */
  readonly merged: JsonObject;
  /** All conflicts in the order of the document, decided ones too, so that a decision can be taken back. */
  readonly conflicts: readonly Conflict[];
  /** Ids of conflicts without a choice. */
  readonly open: readonly string[];
  /** Rows and tests that both sides added under one id; the second has got a new one. */
  readonly renamed: readonly Renaming[];
}

/**
 * Merges two descendants of a rule set, row by row and cell by cell: pure, deterministic, and the same whoever is called
 * ours (but for what stands provisionally). Rows are matched by id and keep their moves; a column with all its cells is one
 * decision, hit policy and aggregation are one; which of two new rows at one place comes first is asked where it matters.
 * `resolutions` are choices by the id of a conflict (one may raise another); those of no conflict are
 * ignored. The bodies are those `parseRuleSet` accepts. Run the static checks on the outcome: two sound changes can make an
 * unsound table.
 */
export function mergeRuleSets(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  resolutions: Readonly<Record<string, Choice>> = {},
): RuleSetMerge {
  const doesOrderMatter = (list: string, one: Json, other: Json) =>
    list === "rows" && [ours, theirs].some((body) => decideTogether(body, one, other));
  const merging: Merging = { choices: resolutions, clashes: [], doesOrderMatter };
  const { versions, renamed } = tellApart(newest({ base, ours, theirs }));
  const joined = { base: join(versions.base), ours: join(versions.ours), theirs: join(versions.theirs) };
  const settled = settleColumns(merging, joined);
  const merged = mergeTree(merging, ruleSetAnatomy, "", settled);
  const conflicts = merging.clashes.map((clash) => conflictOf(joined, clash));
  return {
    merged: split(isObject(merged) ? merged : joined.ours),
    conflicts,
    open: conflicts.filter((conflict) => conflict.choice === undefined).map((conflict) => conflict.id),
    renamed,
  };
}

/** The number of a version is nobody's edit: where both went on counting, the higher one stands. */
function newest({ base, ours, theirs }: Versions): Versions {
  const numbers = [base, ours, theirs].map((body) => Number(body["version"] ?? 0));
  const [before = 0, mine = 0, yours = 0] = numbers;
  if (mine === before || yours === before) return { base, ours, theirs };
  const version = Math.max(mine, yours);
  return { base, ours: { ...ours, version }, theirs: { ...theirs, version } };
}

/** Hit policy and aggregation only make sense together: one part. */
function join(body: JsonObject): JsonObject {
  const { aggregation, hitPolicy = null, ...rest } = body;
  return { ...rest, hitPolicy: aggregation === undefined ? hitPolicy : [hitPolicy, aggregation] };
}

function split(body: JsonObject): JsonObject {
  const policy: Json = body["hitPolicy"] ?? null;
  if (!Array.isArray(policy)) return body;
  const [hitPolicy, aggregation]: readonly Json[] = policy;
  return { ...body, hitPolicy, aggregation };
}

function conflictOf({ base, ours, theirs }: Versions, clash: Clash): Conflict {
  const place = placeOf(clash.id);
  const words = wordsOf([base, ours, theirs], place);
  return {
    ...clash,
    place,
    message: {
      de: `${words.de}: ${sentences[clash.kind].de}`,
      en: `${words.en}: ${sentences[clash.kind].en}`,
    },
  };
}

const sentences: Readonly<Record<Clash["kind"], Labels>> = {
  changed: { de: "auf beiden Seiten verschieden geändert", en: "changed differently on both sides" },
  deletedByOurs: { de: "hier gelöscht, dort geändert", en: "deleted here, changed there" },
  deletedByTheirs: { de: "hier geändert, dort gelöscht", en: "changed here, deleted there" },
  order: { de: "auf beiden Seiten verschieden umgestellt", en: "reordered differently on both sides" },
  addedTogether: {
    de: "beide Seiten haben an derselben Stelle Zeilen ergänzt, die zugleich zutreffen können",
    en: "both sides have added rows at the same place that may fire together",
  },
};
