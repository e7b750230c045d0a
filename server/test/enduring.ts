import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { firstBroken } from "../audit/chain.ts";
import { readTrail } from "../audit/trail.ts";
import { createLog } from "../base/log.ts";
import { buildHouse } from "../cli/house.ts";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { testDatabase } from "./database.ts";
import { breachesOfLawFour } from "./lawFour.ts";
import { spawnServer } from "./process.ts";
import type { ServerProcess } from "./process.ts";
import { eventually } from "./client.ts";
import { gather, tell } from "./story.ts";
import type { Cast, Told } from "./story.ts";

/** How two servers on one PostgreSQL are put to the test while one of them is killed again and again. */
export interface Ordeal {
  /** Stories told side by side. */
  readonly tellers: number;
  /** Asked before each story; once it says no, no new one begins. */
  readonly goesOn: (kills: number) => boolean;
}

/** What came of it. */
export interface Endured {
  readonly kills: number;
  readonly told: number;
  /** Stories whose trail is not that of a story told in peace, rows that are lost or there twice, breaches of law 4. */
  readonly wrong: readonly string[];
}

const tenantId = "main";

/**
 * The process that tells the source of an alert. Its instances are not counted: a ticket asks again as long as nobody has been
 * told, which is longer when a server dies. What counts is that each source is told once.
 */
const answering = "alert-answer";

/** Lets two servers tell stories while either is killed (never both at once) without a word and started again. */
export async function endure({ tellers, goesOn }: Ordeal): Promise<Endured> {
  const db = await testDatabase();
  const settings = { DATABASE_URL: db.url, DEMO: "true", JOB_LEASE: "1500", POLL_INTERVAL: "100" };
  const servers = [await spawnServer(settings), await spawnServer(settings)];
  const database = connect(db.url);
  const over = new AbortController();
  try {
    const urls = servers.map(({ url }) => url);
    const whole = await tellInPeace(database, urls);
    const cast = await gather(urls, 20_000);
    const reaper = reap(servers, settings, over.signal);
    const told = (
      await Promise.all(
        Array.from({ length: tellers }, (_, teller) => tellOn(cast, teller, () => goesOn(reaper.kills()))),
      )
    ).flat();
    over.abort();
    await reaper.done;
    return { kills: reaper.kills(), told: told.length, wrong: await judge(database, told, whole) };
  } finally {
    over.abort();
    await Promise.all(servers.map((server) => server.kill()));
    await database.destroy();
    await db.drop();
  }
}

/** The first tickets about a full disk create items of the roadmap; from the third on each adds evidence to them. */
async function tellInPeace(database: Database, urls: readonly string[]): Promise<Json> {
  const cast = await gather(urls);
  for (const story of [0, 1]) await tell(cast, story);
  const calm = await tell(cast, 2);
  return trailsOf(database, calm.number);
}

/** Tells story after story while `goesOn`, at least one. */
async function tellOn(cast: Cast, teller: number, goesOn: () => boolean): Promise<Told[]> {
  const told: Told[] = [];
  do told.push(await tell(cast, (teller + 1) * 10_000 + told.length));
  while (goesOn());
  return told;
}

/** Kills one of the servers at random moments and starts it again on its port. */
function reap(
  servers: ServerProcess[],
  settings: Readonly<Record<string, string>>,
  signal: AbortSignal,
): { readonly kills: () => number; readonly done: Promise<void> } {
  let kills = 0;
  const rounds = async (): Promise<void> => {
    while (!signal.aborted) {
      await new Promise((resolve) => {
        setTimeout(resolve, Math.random() * 800);
      });
      const victim = Math.floor(Math.random() * servers.length);
      const server = servers[victim];
      if (server === undefined) continue;
      await server.kill();
      kills += 1;
      servers[victim] = await spawnServer({ ...settings, PORT: new URL(server.url).port });
    }
  };
  return { kills: () => kills, done: rounds() };
}

async function judge(database: Database, told: readonly Told[], whole: Json): Promise<string[]> {
  const wrong = await breachesOfLawFour(
    buildHouse(database, createLog("silent"), () => new Date()),
    tenantId,
  );
  for (const { number } of told) {
    const trails = await trailsOf(database, number);
    if (JSON.stringify(trails) !== JSON.stringify(whole))
      wrong.push(`${number}: expected ${JSON.stringify(whole)}, but it is ${JSON.stringify(trails)}`);
  }
  await eventually("that nobody is being told any more", async () => {
    const [open] = await transact(database, tenantId, (tx) =>
      tx.query<{ count: number }>(
        "select count(*)::int as count from instances where tenant_id = $1 and definition_key = $2 and ended_at is null",
        [tenantId, answering],
      ),
    );
    return open?.count === 0 ? true : undefined;
  });
  const [left] = await transact(database, tenantId, (tx) =>
    tx.query<{ tickets: number; proposals: number; answers: number; faults: number }>(
      `select (select count(*)::int from tickets where number = any ($2)) as tickets,
         (select count(*)::int from billing_proposals p join tickets t on t.id = p.origin_id where t.number = any ($2)) as proposals,
         (select count(*)::int from alert_answers r join alerts a on a.tenant_id = r.tenant_id and a.id = r.alert_id
            join alert_conditions c on c.tenant_id = a.tenant_id and c.dedup_key = a.dedup_key
            join tickets t on t.tenant_id = c.tenant_id and t.id = c.ticket_id where t.number = any ($2)) as answers,
         (select count(*)::int from faults where tenant_id = $1) as faults`,
      [tenantId, told.map(({ number }) => number)],
    ),
  );
  const expected = { tickets: told.length, proposals: told.length, answers: 2 * told.length, faults: 0 };
  if (JSON.stringify(left) !== JSON.stringify(expected))
    wrong.push(`expected ${JSON.stringify(expected)}, but there are ${JSON.stringify(left)}`);
  return wrong;
}

/** The trails of a ticket's instances without times, ids and texts: which commands led to which facts. */
async function trailsOf(database: Database, number: string): Promise<Json> {
  return transact(database, tenantId, async (tx) => {
    const instances = await tx.query<{ id: string; definition_key: string }>(
      `select id, definition_key from instances where tenant_id = $1 and business_key = $2 and definition_key <> $3
       order by definition_key, started_at`,
      [tenantId, number, answering],
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
