import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { atom, mergeTree } from "../decisions/mergeTree.ts";
import type { Anatomy, Choice, Clash, Merging } from "../decisions/mergeTree.ts";

/** Whatever has names: labels by language, answers by job. */
const named: Anatomy = { kind: "record", fields: {}, rest: atom };
const option: Anatomy = { kind: "record", fields: { label: named }, rest: atom };
const field: Anatomy = {
  kind: "record",
  fields: { label: named, help: named, options: { kind: "list", key: "value", item: option } },
  rest: atom,
};

/** How a form is taken apart: fields by key, options by value, labels by language; all else as a whole. */
export const formAnatomy: Anatomy = {
  kind: "record",
  fields: { title: named, fields: { kind: "list", key: "key", item: field } },
  rest: atom,
};

/** How a scenario is taken apart: what is declared by name, name by name. */
export const scenarioAnatomy: Anatomy = {
  kind: "record",
  fields: { title: named, description: named, jobs: named, calls: named, decisions: named, expect: named },
  rest: atom,
};

/** The outcome of a merge of forms. It is done when nothing is open. */
export interface FormMerge {
  /** What is still open stands there provisionally: kept rather than deleted, else ours. */
  readonly merged: JsonObject;
  /** What both sides changed differently, in the order of the document; decided ones too. */
  readonly conflicts: readonly Clash[];
  /** Ids of conflicts without a choice. */
  readonly open: readonly string[];
}

/**
 * Merges two descendants of a form, field by field and property by property: pure, deterministic, and the same whoever is
 * called ours (but for what stands provisionally). The order of the fields is one part, and a person's decision where both
 * sides moved the same fields differently. The version's number is nobody's edit: ours stands.
 *
 * @param choices by id of conflict (`fields/note/label/de`); those of no conflict are ignored
 * @throws {Refusal} `form.twice` two fields or options of a side share their key, so that nobody could tell them apart
 */
export function mergeForms(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  choices: Readonly<Record<string, Choice>> = {},
): FormMerge {
  for (const side of [base, ours, theirs]) refuseTwice(side);
  const version = ours["version"];
  return mergeBy(formAnatomy, { base: { ...base, version }, ours, theirs: { ...theirs, version } }, choices);
}

/** Merges two descendants of a scenario, member by member; the steps and each expectation are one part. */
export function mergeScenarios(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  choices: Readonly<Record<string, Choice>> = {},
): FormMerge {
  return mergeBy(scenarioAnatomy, { base, ours, theirs }, choices);
}

function mergeBy(
  anatomy: Anatomy,
  trio: { readonly base: JsonObject; readonly ours: JsonObject; readonly theirs: JsonObject },
  choices: Readonly<Record<string, Choice>>,
): FormMerge {
  const merging: Merging = { choices, clashes: [] };
  const merged = mergeTree(merging, anatomy, "", trio);
  const conflicts = merging.clashes;
  return {
    merged: isObject(merged) ? merged : trio.ours,
    conflicts,
    open: conflicts.filter(({ choice }) => choice === undefined).map(({ id }) => id),
  };
}

function refuseTwice(form: JsonObject): void {
  const fields = listOf(form["fields"]);
  refuseSame(
    fields.map((each) => each["key"]),
    "fields",
  );
  for (const each of fields) {
    refuseSame(
      listOf(each["options"]).map(({ value }) => value),
      `options of ${JSON.stringify(each["key"])}`,
    );
  }
}

function listOf(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function refuseSame(keys: readonly (Json | undefined)[], what: string): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return;
  throw new Refusal(
    "unprocessable",
    "form.twice",
    `Expected ${what} to have each key once, but ${JSON.stringify(twice)} is there twice`,
  );
}
