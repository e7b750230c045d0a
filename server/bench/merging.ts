import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { merge3 } from "../diagram/merge/merge.ts";
import { editAtRandom } from "../test/merging/edits.ts";
import { atMost, median, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";

const pairs = 7;

/** What two developments of a process take to merge, over and over. Milliseconds. */
interface Taken {
  readonly times: readonly number[];
  readonly conflicts: number;
  readonly kilobytes: number;
}

/**
 * Two developments of a process, five and six edits each, merged again and again: what a merge takes once the code is warm,
 * as the browser and the server feel it. The goal is meant for some 90 nodes; the ticket lifecycle has grown to 137.
 */
export async function measureMerging(rounds: number): Promise<Findings> {
  const incident = await merged("security-incident", rounds);
  const ticket = await merged("ticket-lifecycle", rounds);
  const half = median(incident.times);
  return {
    goals: [atMost(100, half, "ms", "a merge of the security incident (83 nodes), five edits against six, median")],
    figures: {
      median: rounded(half),
      least: rounded(Math.min(...incident.times)),
      most: rounded(Math.max(...incident.times)),
      ticketLifecycle: rounded(median(ticket.times)),
      ticketLifecycleLeast: rounded(Math.min(...ticket.times)),
      pairs,
      conflicts: incident.conflicts,
      kilobytes: incident.kilobytes,
      ticketLifecycleKilobytes: ticket.kilobytes,
    },
  };
}

async function merged(key: string, rounds: number): Promise<Taken> {
  const base = await readFile(join(import.meta.dirname, `../../processes/${key}/${key}.bpmn`), "utf8");
  const sides: { readonly ours: string; readonly theirs: string }[] = [];
  for (let seed = 1; seed <= pairs; seed += 1) {
    const ours = await editAtRandom(base, { seed, count: 5, focus: seed });
    const theirs = await editAtRandom(base, { seed: seed + 1_000, count: 6, focus: seed });
    sides.push({ ours: ours.xml, theirs: theirs.xml });
  }
  const times: number[] = [];
  let conflicts = 0;
  for (let round = 0; round <= rounds; round += 1) {
    for (const { ours, theirs } of sides) {
      const began = performance.now();
      const merge = await merge3(base, ours, theirs);
      if (round > 0) times.push(performance.now() - began); // the first round warms the code up
      else conflicts += merge.conflicts.length;
    }
  }
  return { times, conflicts, kilobytes: rounded(base.length / 1_000) };
}
