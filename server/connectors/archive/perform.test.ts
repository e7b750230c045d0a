import { createHash } from "node:crypto";
import test from "ava";
import { readConfig } from "../../base/config.ts";
import { newId } from "../../base/id.ts";
import { performersOf } from "../../cli/performers.ts";
import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import { createTenant } from "../../identity/users.ts";
import { openAuthority } from "../../test/authority.ts";
import { bucketKey, openBucket } from "../../test/bucket.ts";
import { testDatabase } from "../../test/database.ts";
import type { TestDatabase } from "../../test/database.ts";
import { linkTo } from "../../test/linked.ts";
import { worldFor } from "../../test/world.ts";
import type { World } from "../frame/world.ts";
import { archiveWork } from "./perform.ts";
import { stampDeferred } from "./stamp.ts";

let files: TestDatabase;
let database: Database;
const now = new Date("2026-11-23T09:00:00Z");
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

test("an object is put to the target, read back, and told of when it is not what was hashed", async (t) => {
  const bucket = await openBucket({ locks: true });
  t.teardown(() => bucket.close());
  const world = worldFor(database, () => now, [bucket.host]);
  const id = await sealed("t1");
  const settings = { endpoint: `http://${bucket.host}`, bucket: "archiv", accessKeyId: bucketKey.accessKeyId };
  const secrets = { secretAccessKey: bucketKey.secretAccessKey };
  await linkTo(world, { tenantId: "t1", capability: "archive" }, { kind: "archive-s3", settings, secrets });

  const written = await work(world, "t1", "archive.write", id);
  const again = await work(world, "t1", "archive.write", id);
  const verified = await work(world, "t1", "archive.verify", id);
  for (const kept of bucket.objects.values()) kept.bytes = Buffer.from("forged");
  const forged = await t.throwsAsync(work(world, "t1", "archive.verify", id), { instanceOf: BpmnError });
  await bucket.close();
  const away = await t.throwsAsync(work(world, "t1", "archive.write", id), { instanceOf: BpmnError });

  t.like(written, { archive: { state: "stored", isLocked: true, docType: "ticket" } });
  t.deepEqual(again, written);
  t.like(verified, { archive: { state: "verified" } });
  t.is(bucket.objects.size, 1);
  t.is(forged?.code, "archive.failed");
  t.regex(forged?.message ?? "", /read back is/);
  t.is(away?.code, "archive.failed");
});

test("an object is stamped, or put off until an authority answers; the token lies beside it and openssl takes it", async (t) => {
  const tsa = await openAuthority();
  t.teardown(() => tsa.close());
  const bucket = await openBucket({ locks: true });
  t.teardown(() => bucket.close());
  const world = worldFor(database, () => now, [bucket.host, tsa.host]);
  const id = await sealed("t4");
  const settings = { endpoint: `http://${bucket.host}`, bucket: "archiv", accessKeyId: bucketKey.accessKeyId };
  const secrets = { secretAccessKey: bucketKey.secretAccessKey };
  await linkTo(world, { tenantId: "t4", capability: "archive" }, { kind: "archive-s3", settings, secrets });
  const inside = (text: string) => transact(database, "t4", (tx) => tx.query<{ n: number }>(text));

  const none = await t.throwsAsync(work(world, "t4", "archive.timestamp", id), { instanceOf: BpmnError });
  await inside("update archive_objects set awaits_timestamp = true");
  await work(world, "t4", "archive.write", id);
  await stampDeferred(world, "t4");
  const { test: tried } = await linkTo(
    world,
    { tenantId: "t4", capability: "timestamp" },
    { kind: "rfc3161", settings: { url: `http://${tsa.host}/tsr` } },
  );
  tsa.declines(true);
  const declined = await t.throwsAsync(work(world, "t4", "archive.timestamp", id), { instanceOf: BpmnError });
  await t.throwsAsync(stampDeferred(world, "t4"));
  tsa.declines(false);
  await stampDeferred(world, "t4");
  const again = await work(world, "t4", "archive.timestamp", id);

  t.is(none?.code, "tsa.failed");
  t.regex(declined?.message ?? "", /the authority declined/);
  t.like(again, { archive: { awaitsTimestamp: false } });
  t.regex(JSON.stringify(again), /"stampedAt":"20\d\d-/);
  const [token] = [...bucket.objects].filter(([path]) => path.endsWith(".json.tsr")).map(([, kept]) => kept.bytes);
  t.true(await tsa.verify(token ?? Buffer.alloc(0), Buffer.from('{"akte":1}')));
  t.false(await tsa.verify(token ?? Buffer.alloc(0), Buffer.from('{"akte":2}')));
  t.is((await inside("select count(*)::int as n from archive_time_stamps"))[0]?.n, 1);
  await t.throwsAsync(inside("update archive_time_stamps set authority = 'x'"));
  t.like(await tried(), { isFine: true });
});

test("without a target it lies in the store here, and no documentation system gets a copy", async (t) => {
  const world = worldFor(database, () => now);
  const id = await sealed("t2");

  const written = await work(world, "t2", "archive.write", id);
  const verified = await work(world, "t2", "archive.verify", id);
  const published = await work(world, "t2", "archive.publish", id);

  t.like(written, { archive: { state: "stored", location: null } });
  t.like(verified, { archive: { state: "verified" } });
  t.like(published, { archive: { published: false } });
});

test("a documentation system gets a page with the object attached", async (t) => {
  const world = worldFor(database, () => now);
  const id = await sealed("t3");
  await transact(database, "t3", (tx) =>
    tx.query(
      `insert into connectors (tenant_id, id, kind, capability, name, mode, is_enabled, created_at, updated_at)
       values ($1, $2, 'hudu', 'documentation', 'Hudu', 'simulator', true, $3, $3)`,
      [tx.tenantId, newId(now), now],
    ),
  );

  const published = await work(world, "t3", "archive.publish", id);

  t.like(published, { archive: { published: true } });
  const kept = await transact(database, "t3", (tx) =>
    tx.query<{ key: string }>("select key from simulated_records where tenant_id = $1 order by key", [tx.tenantId]),
  );
  t.deepEqual(
    kept.map(({ key }) => key.split("/")[0]),
    ["article", "upload"],
  );
});

async function sealed(tenantId: string): Promise<string> {
  const id = newId(now);
  const body = '{"akte":1}';
  await transact(database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    await tx.query(
      `insert into archive_objects (tenant_id, id, kind, ref, version, media_type, body, bytes, sha256, state, sealed_no, retention_class, retain_until, created_at)
       values ($1, $2, 'ticket', 'T-2026-00041', 1, 'application/json', $3, $4, $5, 'sealed', 1, 'x', '2032-12-31', $6)`,
      [tx.tenantId, id, body, body.length, createHash("sha256").update(body).digest("hex"), now],
    );
  });
  return id;
}

async function work(world: World, tenantId: string, type: string, id: string): Promise<JsonObject> {
  const { perform } = archiveWork(world);
  if (perform.kind !== "outside") throw new Error("archiving leaves the house");
  const input = { archive: { id, docType: "ticket" } };
  const job = { tenantId, instanceId: newId(now), waitId: "w", elementId: "e", type, input };
  return perform.run({ ...job, headers: {}, token: "x", attempts: 1, retriesLeft: 3 }, new AbortController().signal);
}

test("a job that still waits under a former name is done like today's, and by nobody of the desk", async (t) => {
  const tsa = await openAuthority();
  t.teardown(() => tsa.close());
  const world = worldFor(database, () => now, [tsa.host]);
  const id = await sealed("t9");
  await linkTo(world, { tenantId: "t9", capability: "timestamp" }, { kind: "rfc3161", settings: { url: `http://${tsa.host}/tsr` } }); // prettier-ignore

  const stamped = await work(world, "t9", "desk.archive.timestamp", id);

  t.deepEqual(stamped, await work(world, "t9", "archive.timestamp", id));
  const all = performersOf(readConfig({}), world);
  const first = (type: string) => all.find(({ types }) => types.some((each) => each === type || (each === "desk.*" && type.startsWith("desk.")))); // prettier-ignore
  for (const name of ["desk.archive.timestamp", "desk.security.report"])
    t.is(first(name)?.perform.kind, "outside", name);
  t.is(first("desk.archive.seal")?.perform.kind, "inside");
});
