import { transact } from "../db/transact.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import type { Performer } from "../runtime/performer.ts";
import { startCrew } from "../workers/crew.ts";
import { listen } from "../workers/listen.ts";
import type { Findings } from "./figures.ts";
import type { Site } from "./ground.ts";
import { emptyJob, patterns } from "./models.ts";
import { inLanes, interleave, rate } from "./rounds.ts";

const instances = 24;

const performer: Performer = {
  types: [emptyJob],
  perform: { kind: "inside", run: () => Promise.resolve({}) },
};

/** The BenchFlow micro patterns through the runtime with workers: from the first start to the last end. */
export async function measurePatterns(site: Site, rounds: number): Promise<Findings> {
  const { house, cause } = site;
  for (const { xml } of patterns) await deployProcess(house, cause, { xml });
  const crew = startCrew(house, [performer], { worker: "bench", interval: 1_000, concurrency: 4 });
  const ear = listen(site.url, house.log, (notice) => crew.hear(notice));
  const works = Object.fromEntries(
    patterns.map(({ key }) => [
      key,
      async () => {
        const starts = Array.from({ length: instances }, (_, at) => ({ number: at / instances, round: 0 }));
        await inLanes(starts, 8, (variables) => startInstance(house, cause, { processKey: key, variables }));
        await ended(site);
        return instances;
      },
    ]),
  );
  const costs = await interleave(house.database, works, rounds);
  await ear.stop();
  await crew.stop();
  const figures = Object.fromEntries(
    patterns.flatMap(({ key, jobs }) => {
      const cost = costs[key];
      return cost === undefined ? [] : [[key, { instancesPerSecond: rate(cost), jobs, ...cost }]];
    }),
  );
  return { goals: [], figures };
}

async function ended({ house, cause }: Site): Promise<void> {
  for (;;) {
    const rows = await transact(house.database, cause.tenantId, (tx) =>
      tx.query("select from instances where tenant_id = $1 and status = 'running' limit 1", [tx.tenantId]),
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
