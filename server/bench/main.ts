/**
 * `npm run bench [-- --full] [--rounds 5] [--only kernel,growth] [--out FILE]`: measures on a PostgreSQL of its own that
 * really writes to disk (or the one at BENCH_DATABASE_URL), in interleaved rounds, prints one line per goal and writes
 * all figures as JSON. Ends with 1 when a goal is missed.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { measureBrowser } from "./browser/measure.ts";
import { measureChecking } from "./checking.ts";
import { measureCompleting, tasksFor } from "./completing.ts";
import type { Findings } from "./figures.ts";
import { openGround } from "./ground.ts";
import type { Ground, Site } from "./ground.ts";
import { measureGrowth } from "./growth.ts";
import { gather } from "./herd.ts";
import { measureImpact } from "./impact.ts";
import { measureKernel } from "./kernel.ts";
import { measureListed } from "./lists.ts";
import { measureMerging } from "./merging.ts";
import { form, formed, relay } from "./models.ts";
import { measurePatterns } from "./patterns.ts";
import { measureStatements } from "./statements.ts";
import { measureUpstream } from "./upstream.ts";
import { measureWeight } from "./weight.ts";

const { values: options } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "../../data/bench.json") },
  },
});
const rounds = Number(options.rounds);
const sizes = [1_000, 10_000, 100_000, ...(options.full ? [1_000_000] : [])];

const parts: Readonly<Record<string, (ground: Ground) => Promise<Findings>>> = {
  kernel: () => measureKernel(),
  statements: on(async (site) => {
    await deployModels(site);
    return measureStatements(site, await gather(site, "relay", 3), await gather(site, "formed", 3));
  }),
  completing: on(async (site) => {
    await deployModels(site);
    const plain = await gather(site, "relay", tasksFor(rounds));
    return measureCompleting(site, { plain, formed: await gather(site, "formed", tasksFor(rounds)) }, rounds);
  }),
  upstream: on((site) => measureUpstream(site, rounds)),
  patterns: on((site) => measurePatterns(site, rounds)),
  growth: (ground) => measureGrowth(ground, sizes, rounds),
  lists: on((site) => measureListed(site, rounds)),
  impact: on(measureImpact),
  checking: () => measureChecking(rounds),
  merging: () => measureMerging(rounds),
  browser: on((site) => measureBrowser(site, rounds)),
  weight: on(async (site) => {
    await deployModels(site);
    return measureWeight(site, rounds);
  }),
};

const chosen = options.only?.split(",") ?? Object.keys(parts);
const ground = await openGround(process.env["BENCH_DATABASE_URL"]);
try {
  const findings: Record<string, Findings> = {};
  for (const name of chosen) {
    const part = parts[name];
    if (part === undefined) throw new Error(`Expected one of ${Object.keys(parts).join(", ")}, but got ${name}`);
    const began = performance.now();
    findings[name] = await part(ground);
    console.log(`# ${name}, ${Math.round((performance.now() - began) / 1_000)} s`);
    for (const { goal, value, isMet } of findings[name].goals)
      console.log(`${isMet ? "met " : "MISS"}  ${goal.padEnd(92)} ${value}`);
  }
  if (Object.values(findings).some(({ goals }) => goals.some(({ isMet }) => !isMet))) process.exitCode = 1;
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  const file = resolve(options.out);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ at: new Date(), machine, rounds, findings }, null, 2)}\n`);
  console.log(`# all figures: ${file}`);
} finally {
  await ground.leave();
}

/** A part that wants a database of its own. */
function on(measure: (site: Site) => Promise<Findings>): (ground: Ground) => Promise<Findings> {
  return async (around) => {
    const site = await around.site();
    try {
      return await measure(site);
    } finally {
      await site.close();
    }
  };
}

async function deployModels({ house, cause }: Site): Promise<void> {
  for (const xml of [relay, formed]) await deployProcess(house, cause, { xml });
  const forms = { title: "Forms", author: cause.actor, parts: [{ kind: "form", ...form } as const] };
  await transact(house.database, cause.tenantId, (tx) => publish(tx, forms, house.now()));
}
