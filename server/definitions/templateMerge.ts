import type { Json, JsonObject } from "../base/json.ts";
import { same } from "../decisions/mergeTree.ts";
import type { Choice, Clash } from "../decisions/mergeTree.ts";
import { mergeLines } from "../diagram/merge/lines.ts";
import type { FormMerge } from "./formMerge.ts";

/**
 * Merges two descendants of a template: each language by itself, line by line. Where both sides changed the same or
 * adjoining lines, the text of that language is one decision. Pure and symmetric like {@link mergeForms}.
 */
export function mergeTemplates(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  choices: Readonly<Record<string, Choice>> = {},
): FormMerge {
  const conflicts: Clash[] = [];
  const languages = new Set([base, ours, theirs].flatMap((side) => Object.keys(side)));
  const merged: Record<string, Json> = {};
  for (const id of [...languages].toSorted()) {
    const trio = { base: base[id], ours: ours[id], theirs: theirs[id] };
    const settled = settle(trio);
    if (settled.isSettled) {
      if (settled.text !== undefined) merged[id] = settled.text;
      continue;
    }
    const choice = choices[id];
    const kind = trio.ours === undefined ? "deletedByOurs" : trio.theirs === undefined ? "deletedByTheirs" : "changed";
    conflicts.push({ id, kind, ...trio, choice });
    const text = choice === undefined ? (trio.ours ?? trio.theirs) : trio[choice];
    if (text !== undefined) merged[id] = text;
  }
  return { merged, conflicts, open: conflicts.filter(({ choice }) => choice === undefined).map(({ id }) => id) };
}

type Trio = Pick<Clash, "base" | "ours" | "theirs">;

/** What needs nobody: one side changed, both alike, or lines apart from each other. */
function settle({ base, ours, theirs }: Trio): { readonly isSettled: boolean; readonly text?: Json | undefined } {
  if (same(ours, theirs) || same(base, theirs)) return { isSettled: true, text: ours };
  if (same(base, ours)) return { isSettled: true, text: theirs };
  if (typeof base !== "string" || typeof ours !== "string" || typeof theirs !== "string") return { isSettled: false };
  const text = mergeLines(base, ours, theirs);
  return text === undefined ? { isSettled: false } : { isSettled: true, text };
}
