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
import { randomOf } from "../random.ts";
import { editAtRandom } from "./edits.ts";
import { tryMerge } from "./properties.ts";
import type { Trio } from "./properties.ts";

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

interface Diagram {
  readonly path: string;
  /** As the modeler saves it, so that what differs afterwards is an edit. `undefined` when it does not open it cleanly. */
  readonly base: string | undefined;
}

interface Tally {
  tried: number;
  asked: number;
  clean: number;
  refused: number;
  readonly times: number[];
  readonly broken: Map<string, number>;
}

const out = (line: string) => process.stdout.write(`${line}\n`);

async function diagramsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(?:bpmn2?|xml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const drawn: string[] = [];
  for (const path of paths.toSorted()) {
    const text = await readFile(path, "utf8");
    if (text.includes("BPMNShape") && text.length <= Number(values.most)) drawn.push(path);
  }
  return drawn;
}

async function open(path: string): Promise<Diagram> {
  try {
    const { modeler, warnings } = await openModeler(await readFile(path, "utf8"), randomOf(0));
    return { path, base: warnings.length > 0 ? undefined : (await modeler.saveXML({ format: true })).xml };
  } catch {
    return { path, base: undefined };
  }
}

async function main(): Promise<void> {
  const folders = positionals.length > 0 ? positionals : ["processes"];
  const paths = (await Promise.all(folders.map(diagramsIn))).flat();
  const tally: Tally = { tried: 0, asked: 0, clean: 0, refused: 0, times: [], broken: new Map() };
  const known = new Map<string, Diagram>();
  const start = Number(values.seed);
  for (let number = start; number < start + Number(values.pairs); number += 1) {
    const path = paths[(number * 7919) % paths.length] ?? "";
    const diagram = known.get(path) ?? (await open(path));
    known.set(path, diagram);
    if (diagram.base === undefined) tally.refused += 1;
    else await tryPair(tally, diagram.path, diagram.base, number);
  }
  report(tally, paths.length);
}

async function tryPair(tally: Tally, path: string, base: string, number: number): Promise<void> {
  const random = randomOf(number);
  const plan = (side: number) => ({
    seed: number * 10 + side,
    count: 1 + Math.floor(random() * Number(values.edits)),
    ...(number % 2 === 0 ? { focus: number } : {}),
  });
  const edited = await Promise.all([plan(1), plan(2)].map((each) => editAtRandom(base, each))).catch(() => undefined);
  const [ours, theirs] = edited ?? [];
  if (!ours?.xml.includes("BPMNPlane") || !theirs?.xml.includes("BPMNPlane")) {
    // a command of the modeler stumbled over the diagram or lost it, before there was anything to merge
    tally.refused += 1;
    return;
  }
  const found = await tryAll(tally, { base, ours: ours.xml, theirs: theirs.xml }, random);
  for (const complaint of found) {
    const law = complaint.split(/[:{]/)[0]?.trim() ?? "";
    tally.broken.set(law, (tally.broken.get(law) ?? 0) + 1);
    out(`${number} ${path}\n  ours ${ours.done.join(", ")}\n  theirs ${theirs.done.join(", ")}\n  ${complaint}`);
  }
}

async function tryAll(tally: Tally, trio: Trio, random: () => number): Promise<readonly string[]> {
  tally.tried += 1;
  try {
    const { complaints, conflicts, milliseconds } = await tryMerge(trio, random);
    tally.times.push(milliseconds);
    tally.asked += conflicts;
    if (conflicts === 0) tally.clean += 1;
    return [...complaints, ...(values.import ? await reopened(trio) : [])];
  } catch (error) {
    return [`exception: ${error instanceof Error ? error.stack : String(error)}`];
  }
}

/** What the modeler complains about in the result and not in what was merged. */
async function reopened({ base, ours, theirs }: Trio): Promise<string[]> {
  const { xml } = await merge3(base, ours, theirs);
  const [result = [], ...sides] = await Promise.all([xml, ours, theirs].map((each) => warningsOf(each)));
  const known = new Set(sides.flat());
  return result.filter((message) => !known.has(message)).map((message) => `import warning: ${message}`);
}

async function warningsOf(xml: string): Promise<string[]> {
  const { warnings } = await openModeler(xml, randomOf(0));
  return warnings.map(({ message }) => message);
}

function report({ tried, asked, clean, refused, times, broken }: Tally, diagrams: number): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(1);
  out(
    `${tried} pairs on ${diagrams} diagrams: ${clean} merged without asking, ${asked} conflicts; ${refused} not edited`,
  );
  out(`a merge takes ${at(0.5)} ms in the median, ${at(0.99)} ms at p99`);
  for (const [law, count] of broken) out(`broken ${count} x ${law}`);
  if (broken.size === 0) out("nothing broken");
  process.exitCode = broken.size === 0 ? 0 : 1;
}

await main();
