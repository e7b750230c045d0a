import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { mergeRuleSets } from "../decisions/merge.ts";
import type { Choice } from "../decisions/mergeTree.ts";
import { engineVersion, merge3 } from "../diagram/merge/merge.ts";
import { mergeForms, mergeScenarios } from "./formMerge.ts";
import { sha256Of, xmlOf } from "./parts.ts";
import type { PartKind } from "./parts.ts";
import { mergeTemplates } from "./templateMerge.ts";

/** What can be merged: everything that has versions. */
export type MergeKind = PartKind;

/** Three versions of a part. */
export interface Sides {
  readonly base: Json;
  readonly ours: Json;
  readonly theirs: Json;
}

/** The outcome of a merge, whatever was merged. */
export interface PartMerge {
  readonly body: Json;
  readonly sha256: string;
  /** Of the kind's own shape; each has an `id` that resolutions name. */
  readonly conflicts: readonly object[];
  /** Ids of conflicts that nobody has decided. */
  readonly open: readonly string[];
  /** Names the rules of merging, so that it can be done again. */
  readonly engineVersion: string;
  /** What the merge has to say besides: changes taken, layout redone, references dropped. */
  readonly notes: object;
}

/** The rules of merging that are in force for a kind. */
export function mergeEngineOf(kind: MergeKind): string {
  return `${kind}/${kind === "process" ? engineVersion : "1"}`;
}

/**
 * Merges two descendants of a part: one function for commands, previews and replays, deterministic.
 *
 * @param resolutions what was decided, by id of conflict
 * @throws {Refusal} `merge.option` a decision that the conflict does not offer, `merge.body`; what reading the sides refuses
 */
export async function mergeParts(kind: MergeKind, sides: Sides, resolutions: JsonObject): Promise<PartMerge> {
  if (kind === "process") return mergeProcesses(sides, resolutions);
  const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(objectOf) as [Obj, Obj, Obj]; // three in, three out
  const merge = { ruleSet: mergeRuleSets, form: mergeForms, template: mergeTemplates, scenario: mergeScenarios }[kind];
  const { merged, conflicts, open, ...notes } = merge(base, ours, theirs, choicesOf(resolutions));
  const engine = mergeEngineOf(kind);
  return { body: merged, sha256: sha256Of(kind, merged), conflicts, open, engineVersion: engine, notes };
}

type Obj = JsonObject;

async function mergeProcesses({ base, ours, theirs }: Sides, resolutions: JsonObject): Promise<PartMerge> {
  const decided = Object.fromEntries(Object.entries(resolutions).map(([id, option]) => [id, textOf(id, option)]));
  const merge = await merge3(xmlOf(base), xmlOf(ours), xmlOf(theirs), decided);
  const { xml, conflicts, changes, layout, integrity } = merge;
  return {
    body: xml,
    sha256: sha256Of("process", xml),
    conflicts,
    open: conflicts.filter(({ decision }) => decision === undefined).map(({ id }) => id),
    engineVersion: mergeEngineOf("process"),
    notes: { changes, layout, integrity },
  };
}

function objectOf(body: Json): JsonObject {
  if (isObject(body)) return body;
  throw new Refusal(
    "unprocessable",
    "merge.body",
    "Expected a JSON object on all three sides, but one is something else",
  );
}

function textOf(id: string, option: Json | undefined): string {
  if (typeof option === "string") return option;
  throw unknownOption(id, option);
}

function choicesOf(resolutions: JsonObject): Readonly<Record<string, Choice>> {
  const entries = Object.entries(resolutions).map(([id, option]): [string, Choice] => {
    if (option === "ours" || option === "theirs") return [id, option];
    throw unknownOption(id, option);
  });
  return Object.fromEntries(entries);
}

function unknownOption(id: string, option: Json | undefined): Refusal {
  return new Refusal(
    "unprocessable",
    "merge.option",
    `Expected ours or theirs for ${id}, but it is ${JSON.stringify(option)}`,
  );
}
