import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { merge3 } from "../diagram/merge/merge.ts";
import { editAtRandom } from "../test/merging/edits.ts";
import { atMost, median, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";

const pairs = 7;

/**
 * Two developments of the ticket lifecycle, five and six edits each, merged again and again: what a merge takes once the
 * code is warm, as the browser and the server feel it.
 */
export async function measureMerging(rounds: number): Promise<Findings> {
  const base = await readFile(
    join(import.meta.dirname, "../../processes/ticket-lifecycle/ticket-lifecycle.bpmn"),
    "utf8",
  );
  const sides: { readonly ours: string; readonly theirs: string }[] = [];
  for (let seed = 1; seed <= pairs; seed += 1) {
    const ours = await editAtRandom(base, { seed, count: 5, focus: seed });
    const theirs = await editAtRandom(base, { seed: seed + 1_000, count: 6, focus: seed });
    sides.push({ ours: ours.xml, theirs: theirs.xml });
  }
  const taken: number[] = [];
  let conflicts = 0;
  for (let round = 0; round <= rounds; round += 1) {
    for (const { ours, theirs } of sides) {
      const began = performance.now();
      const merge = await merge3(base, ours, theirs);
      if (round > 0) taken.push(performance.now() - began); // the first round warms the code up
      else conflicts += merge.conflicts.length;
    }
  }
  const half = median(taken);
  return {
    goals: [atMost(100, half, "ms", "a merge of the ticket lifecycle, five edits against six, median")],
    figures: {
      median: rounded(half),
      least: rounded(Math.min(...taken)),
      most: rounded(Math.max(...taken)),
      pairs,
      conflicts,
      kilobytes: rounded(base.length / 1_000),
    },
  };
}
