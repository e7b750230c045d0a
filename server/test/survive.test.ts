import test from "ava";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { firstBroken } from "../audit/chain.ts";
import { readTrail } from "../audit/trail.ts";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { testDatabase } from "./database.ts";
import { spawnServer } from "./process.ts";
import type { ServerProcess } from "./process.ts";
import { gather, tell } from "./story.ts";
import type { Cast, Told } from "./story.ts";

/** Stories told side by side, and how many each teller tells at least. */
const tellers = 4;
const enough = 6;
const tenantId = "main";

/** Tells story after story while `goesOn`, at least one. */
async function tellOn(cast: Cast, teller: number, goesOn: () => boolean): Promise<Told[]> {
  const told: Told[] = [];
  do told.push(await tell(cast, (teller + 1) * 1000 + told.length));
  while (goesOn());
  return told;
}

/** The trails of a ticket's instances without times, ids and texts: which commands led to which facts. */
async function trailsOf(database: Database, number: string): Promise<Json> {
  return transact(database, tenantId, async (tx) => {
    const instances = await tx.query<{ id: string; definition_key: string }>(
      "select id, definition_key from instances where tenant_id = $1 and business_key = $2 order by definition_key, started_at",
      [tenantId, number],
    );
    const trails: Json[] = [];
    for (const { id, definition_key: key } of instances) {
      const trail = await readTrail(tx, id, 0, 1000);
      if (firstBroken(trail) !== undefined) throw new Error(`the chain of ${key} is broken`);
      trails.push([
        key,
        ...trail
          .filter((event) => event.type !== "jobExhausted")
          .map((event): Json => [event.type, bare(event.data["facts"])]),
      ]);
    }
    return trails;
  });
}

function bare(facts: Json | undefined): Json {
  if (!Array.isArray(facts)) return [];
  return facts.filter(isObject).map((fact): Json => [fact["type"] ?? null, fact["elementId"] ?? null]);
}

test("two servers, one of them killed again and again: the trail of the story is the same, nothing twice, nothing lost", async (t) => {
  t.timeout(300_000);
  const db = await testDatabase();
  const settings = { DATABASE_URL: db.url, DEMO: "true", JOB_LEASE: "1500", POLL_INTERVAL: "100" };
  const steady = await spawnServer(settings);
  let victim: ServerProcess = await spawnServer(settings);
  const { port } = new URL(victim.url);
  const database = connect(db.url);
  let kills = 0;
  const over = new AbortController();
  const reaper = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await new Promise((resolve) => {
        setTimeout(resolve, Math.random() * 800);
      });
      await victim.kill();
      kills += 1;
      victim = await spawnServer({ ...settings, PORT: port });
    }
  };
  try {
    // the first tickets about a full disk create items of the roadmap; from the third on each adds evidence to them
    const quiet = await gather([steady.url]);
    for (const story of [0, 1]) await tell(quiet, story);
    const calm = await tell(quiet, 2);
    const whole = await trailsOf(database, calm.number);

    const cast = await gather([victim.url, steady.url], 20_000);
    const reaping = reaper();
    const told = (
      await Promise.all(Array.from({ length: tellers }, (_, teller) => tellOn(cast, teller, () => kills < enough)))
    ).flat();
    over.abort();
    await reaping;

    for (const { number } of told) t.deepEqual(await trailsOf(database, number), whole, number);
    const [left] = await transact(database, tenantId, (tx) =>
      tx.query<{ tickets: number; proposals: number; faults: number }>(
        `select (select count(*)::int from tickets where number = any ($2)) as tickets,
         (select count(*)::int from billing_proposals p join tickets t on t.id = p.origin_id where t.number = any ($2)) as proposals,
         (select count(*)::int from faults where tenant_id = $1) as faults`,
        [tenantId, told.map(({ number }) => number)],
      ),
    );
    t.deepEqual(left, { tickets: told.length, proposals: told.length, faults: 0 });
  } finally {
    over.abort();
    await Promise.all([victim.kill(), steady.kill()]);
    await database.destroy();
    await db.drop();
  }
});
