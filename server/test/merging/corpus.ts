/**
 * `node server/test/merging/corpus.ts DIR [--pairs 1000] [--edits 4] [--seed 1] [--import]`: edits every diagram below a
 * folder at random, twice, merges the two, and tries all that a merge promises. Prints what was broken and how long the
 * merges took. `--import` also opens each result in the headless modeler. Ends with 1 when something was broken.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { merge3 } from "../../diagram/merge/merge.ts";
import { openModeler } from "../../diagram/picture/modeler.ts";
import { editAtRandom, randomOf } from "./edits.ts";
import { tryMerge } from "./properties.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: "string", default: "1000" },
    edits: { type: "string", default: "4" },
    seed: { type: "string", default: "1" },
    import: { type: "boolean", default: false },
    most: { type: "string", default: "200000" },
  },
});

const out = (line: string) => process.stdout.write(`${line}\n`);
const failed = new Map<string, number>();
const count = (law: string) => failed.set(law, (failed.get(law) ?? 0) + 1);

/** Diagrams that the modeler opens without complaint, as it saves them: so that what differs is an edit. */
async function diagramsIn(folder: string): Promise<{ path: string; xml: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(?:bpmn2?|xml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const found: { path: string; xml: string }[] = [];
  for (const path of paths.toSorted()) {
    const text = await readFile(path, "utf8");
    if (!/BPMNShape/.test(text) || text.length > Number(values.most)) continue;
    found.push({ path, xml: text });
  }
  return found;
}

async function normal(xml: string): Promise<string | undefined> {
  try {
    const { modeler, warnings } = await openModeler(xml, randomOf(0));
    return warnings.length > 0 ? undefined : (await modeler.saveXML({ format: true })).xml;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const diagrams = (await Promise.all((positionals.length > 0 ? positionals : ["processes"]).map(diagramsIn))).flat();
  const [pairs, most, start] = [Number(values.pairs), Number(values.edits), Number(values.seed)];
  const known = new Map<string, string | undefined>();
  let [tried, asked, clean, refused] = [0, 0, 0, 0];
  const times: number[] = [];
  for (let number = start; number < start + pairs; number += 1) {
    const diagram = diagrams[(number * 7919) % diagrams.length];
    if (!diagram) break;
    if (!known.has(diagram.path)) known.set(diagram.path, await normal(diagram.xml));
    const base = known.get(diagram.path);
    if (base === undefined) {
      refused += 1;
      continue;
    }
    const random = randomOf(number);
    const sides = await Promise.all(
      [1, 2].map((side) =>
        editAtRandom(base, {
          seed: number * 10 + side,
          count: 1 + Math.floor(random() * most),
          ...(number % 2 === 0 ? { focus: number } : {}),
        }).catch((error: unknown) => error),
      ),
    );
    const [ours, theirs] = sides;
    if (!isEdited(ours) || !isEdited(theirs)) {
      count("editing (not ours)");
      continue;
    }
    tried += 1;
    const trio = { base, ours: ours.xml, theirs: theirs.xml };
    const complaints = await tryAll(trio, random, times);
    asked += complaints.conflicts;
    if (complaints.conflicts === 0) clean += 1;
    for (const complaint of complaints.found) {
      count(complaint.split(" {")[0]?.split(":")[0] ?? "");
      out(
        `${number} ${diagram.path}\n  ours ${ours.done.join(", ")}\n  theirs ${theirs.done.join(", ")}\n  ${complaint}`,
      );
    }
  }
  const sorted = times.toSorted((one, other) => one - other);
  out(
    `${tried} pairs of ${diagrams.length} diagrams, ${clean} without conflict, ${asked} conflicts, ${refused} not opened`,
  );
  out(
    `median ${sorted[Math.floor(sorted.length / 2)]?.toFixed(1)} ms, p99 ${sorted[Math.floor(sorted.length * 0.99)]?.toFixed(1)} ms`,
  );
  for (const [law, times_] of failed) out(`broken ${times_} x ${law}`);
  if (failed.size === 0) out("nothing broken");
  process.exitCode = [...failed.keys()].some((law) => !law.startsWith("editing")) ? 1 : 0;
}

function isEdited(side: unknown): side is { xml: string; done: readonly string[] } {
  return typeof side === "object" && side !== null && "xml" in side;
}

async function tryAll(
  trio: { base: string; ours: string; theirs: string },
  random: () => number,
  times: number[],
): Promise<{ found: readonly string[]; conflicts: number }> {
  try {
    const { complaints, conflicts, milliseconds } = await tryMerge(trio, random);
    times.push(milliseconds);
    const opened = values.import ? await reopened(trio) : [];
    return { found: [...complaints, ...opened], conflicts };
  } catch (error) {
    return { found: [`exception: ${error instanceof Error ? error.stack : String(error)}`], conflicts: 0 };
  }
}

async function reopened(trio: { base: string; ours: string; theirs: string }): Promise<string[]> {
  const { xml } = await merge3(trio.base, trio.ours, trio.theirs);
  const { warnings } = await openModeler(xml, randomOf(0));
  return warnings.map(({ message }) => `import warning: ${message}`);
}

await main();
