import test from "ava";
import { newId } from "../../base/id.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import { createTenant } from "../../identity/users.ts";
import { testDatabase } from "../../test/database.ts";
import type { TestDatabase } from "../../test/database.ts";
import { findConnector, insertConnector } from "../frame/rows.ts";
import { callSource, keepCursor, leaseSources, releaseSource } from "./lease.ts";

let files: TestDatabase;
let database: Database;
const now = new Date("2026-11-23T09:00:00Z");
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

test.serial(
  "of several servers one reads a source; another one takes over when it died, and what the first then says is void",
  async (t) => {
    const id = await source("t1");

    const leased = (await Promise.all(["a", "b", "c"].map((worker) => lease(worker, now)))).flat();
    const meanwhile = await lease("d", later(299_000));
    const [takenOver] = await lease("e", later(300_000));
    const isKept = await transact(database, "t1", (tx) => keepCursor(tx, id, leased[0]?.worker ?? "", { uid: 1 }));
    const isKeptByOwner = await transact(database, "t1", (tx) => keepCursor(tx, id, "e", { uid: 2 }));

    t.is(leased.length, 1);
    t.deepEqual(meanwhile, []);
    t.is(takenOver?.id, id);
    t.false(isKept);
    t.true(isKeptByOwner);
    t.deepEqual((await transact(database, "t1", (tx) => findConnector(tx, id)))?.cursor, { uid: 2 });
    await transact(database, "t1", (tx) =>
      releaseSource(tx, id, { worker: "e", polledAt: later(300_000), error: null }),
    );
  },
);

test.serial("a source has its next turn after its time, or at once when there is news or more to read", async (t) => {
  const id = await source("t2");
  await lease("a", now);
  const release = (polledAt: Date | null, error: string | null = null) =>
    transact(database, "t2", (tx) => releaseSource(tx, id, { worker: "a", polledAt, error }));

  await release(now, "no such host");
  const tooSoon = await lease("a", later(59_000));
  const afterAMinute = await lease("a", later(60_000));
  await release(null);
  const forMore = await lease("a", later(60_001));
  await release(later(60_001));
  await transact(database, "t2", (tx) => callSource(tx, id));
  const forNews = await lease("a", later(60_002));
  await transact(database, "t2", (tx) => callSource(tx, id)); // while it is being read
  await release(later(60_002));
  const forLateNews = await lease("a", later(60_003));
  await release(later(60_003));
  const isRead = await lease("a", later(60_004));

  t.deepEqual(tooSoon, []);
  t.is(afterAMinute[0]?.pollError, "no such host");
  t.is(forMore.length, 1);
  t.is(forMore[0]?.pollError, null);
  t.is(forNews.length, 1);
  t.is(forLateNews.length, 1);
  t.deepEqual(isRead, []);
  await transact(database, "t2", (tx) => tx.query("delete from connectors where tenant_id = $1", [tx.tenantId]));
});

async function lease(worker: string, at: Date) {
  const turns = [{ kind: "imap", every: 60_000 }];
  const found = await transact(database, everyTenant, (tx) =>
    leaseSources(tx, turns, { worker, now: at, lease: 300_000 }),
  );
  return found.map((each) => ({ ...each, worker }));
}

async function source(tenantId: string): Promise<string> {
  const id = newId(now);
  await transact(database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    const given = {
      id,
      kind: "imap",
      capability: "mailIn",
      name: "x",
      settings: {},
      mode: "live",
      simulation: {},
    } as const;
    await insertConnector(tx, given, now);
    await tx.query("update connectors set is_enabled = true where tenant_id = $1", [tenantId]);
  });
  return id;
}
