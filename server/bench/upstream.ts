import { Engine } from "bpmn-engine";
import { transact } from "../db/transact.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { completeTask } from "../runtime/commands/completeTask.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { atLeast } from "./figures.ts";
import type { Findings } from "./figures.ts";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";
import { gather } from "./herd.ts";
import { ticket, variables } from "./kernel.ts";
import { inLanes, interleave, rate } from "./rounds.ts";

const lanes = 8;
const ours = 200;
const theirs = 16;

/**
 * A durable command against bpmn-engine in the same database: it locks a row with its state, recovers, resumes, signals
 * and saves the state; ours is the whole command with tasks, timer and trail.
 */
export async function measureUpstream(site: Site, rounds: number): Promise<Findings> {
  const { house, cause } = site;
  await deployProcess(house, cause, { xml: ticket });
  const keys = await gather(site, "ticket", (rounds + 1) * ours, { variables });
  const stored = await storeStates(site);
  const complete = (key: TaskKey) => completeTask(house, cause, technician, key, { a: 1 });
  const works = {
    ours: async () => (await inLanes(keys.splice(0, ours), lanes, complete)).length,
    theirs: async () => (await inLanes(stored, lanes, (id) => signal(site, id))).length,
  };
  const costs = await interleave(house.database, works, rounds);
  const ratio = costs.theirs.wall / costs.ours.wall;
  return {
    goals: [
      atLeast(15, ratio, "×", "durable command against bpmn-engine's recover, signal, save in the same database"),
    ],
    figures: { perSecond: { ours: rate(costs.ours), theirs: rate(costs.theirs) }, costs },
  };
}

async function storeStates({ house }: Site): Promise<number[]> {
  const engine = new Engine({ name: "ticket", source: ticket, variables });
  await engine.execute();
  const state = JSON.stringify(await engine.getState());
  await engine.stop();
  await house.database.knex.raw("create table upstream (id int primary key, state text not null)");
  const ids = Array.from({ length: theirs }, (_, id) => id);
  await transact(house.database, technician.tenantId, (tx) =>
    tx.query("insert into upstream select id, $1 from generate_series(0, $2::int) as id", [state, theirs - 1]),
  );
  return ids;
}

/** The stored state stays the one before the signal, so that each round does the same work; what is written is the new one. */
async function signal({ house }: Site, id: number): Promise<void> {
  await transact(house.database, technician.tenantId, async (tx) => {
    const [row] = await tx.query<{ state: string }>("select state from upstream where id = $1 for update", [id]);
    const engine = new Engine({ name: "ticket" });
    const execution = await engine.recover(JSON.parse(row?.state ?? "")).resume();
    execution.signal({ id: "triage" });
    const next = JSON.stringify(await engine.getState());
    await engine.stop();
    tx.finish("update upstream set state = case when $2 = '' then $2 else state || '' end where id = $1", [id, next]);
  });
}
