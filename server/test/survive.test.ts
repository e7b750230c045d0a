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

const stories = 6;
const tenantId = "main";

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
  const port = "18271";
  let victim: ServerProcess = await spawnServer({ ...settings, PORT: port });
  const database = connect(db.url);
  let kills = 0;
  let isOver = false;
  const reaper = async (): Promise<void> => {
    while (!isOver) {
      await new Promise((resolve) => {
        setTimeout(resolve, 300 + Math.random() * 900);
      });
      await victim.kill();
      kills += 1;
      victim = await spawnServer({ ...settings, PORT: port });
    }
  };
  try {
    const calm = await tell(await gather([steady.url]), 0);
    const whole = await trailsOf(database, calm.number);

    const cast = await gather([victim.url, steady.url], 20_000);
    const reaping = reaper();
    const told = await Promise.all(Array.from({ length: stories }, (_, index) => tell(cast, index + 1)));
    isOver = true;
    await reaping;

    t.true(kills > 3);
    for (const { number } of told) t.deepEqual(await trailsOf(database, number), whole, number);
    const [left] = await transact(database, tenantId, (tx) =>
      tx.query<{ tickets: number; proposals: number; faults: number }>(
        `select (select count(*)::int from tickets where number = any ($2)) as tickets,
         (select count(*)::int from billing_proposals p join tickets t on t.id = p.origin_id where t.number = any ($2)) as proposals,
         (select count(*)::int from faults where tenant_id = $1) as faults`,
        [tenantId, told.map(({ number }) => number)],
      ),
    );
    t.deepEqual(left, { tickets: stories, proposals: stories, faults: 0 });
  } finally {
    isOver = true;
    await Promise.all([victim.kill(), steady.kill()]);
    await database.destroy();
    await db.drop();
  }
});
