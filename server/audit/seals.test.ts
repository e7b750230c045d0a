import { randomBytes } from "node:crypto";
import test from "ava";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import { testDatabase } from "../test/database.ts";
import { leafOf } from "./manifest.ts";
import { proofOf, rootFrom } from "./merkle.ts";
import { keepTimeStamp, readHeads, readSeals, sealTrail, unstampedSeals } from "./seals.ts";
import { isSigned, signerFrom } from "./signer.ts";
import { appendTrail } from "./trail.ts";
import { verifyTrail } from "./verify.ts";

const made = await testDatabase();
const database = connect(made.url);
const signer = signerFrom(Buffer.alloc(32, 7));
const start = new Date("2026-11-22T09:00:00Z");

test.after.always(async () => {
  await database.destroy();
  await made.drop();
});

/** A tenant with three streams of two events, sealed once, and one stream that went on since. */
async function sealedTenant() {
  const tenantId = `t${randomBytes(4).toString("hex")}`;
  const inside = <T>(work: (tx: Tx) => Promise<T>) => transact(database, tenantId, work);
  const append = (streamId: string, minute: number) =>
    inside((tx) =>
      appendTrail(tx, {
        streamId,
        at: new Date(start.getTime() + minute * 60_000),
        type: "test",
        actor: "ahuber",
        requestId: null,
        data: { minute },
      }),
    );
  await inside((tx) => createTenant(tx, tenantId, "Test", start));
  for (const [minute, streamId] of ["a", "b", "c", "a", "b", "c"].entries()) await append(streamId, minute);
  const seal = (minute: number) => inside((tx) => sealTrail(tx, signer, new Date(start.getTime() + minute * 60_000)));
  await seal(10);
  await append("a", 11);
  return { tenantId, inside, append, seal, check: () => verifyTrail(database, tenantId) };
}

/** What nobody can do through the product: changes rows as the owner of the database. */
async function forge(sql: string, ...values: string[]): Promise<void> {
  await database.knex.transaction(async (trx) => {
    await trx.raw("set local app.tenant = '*'");
    for (const table of ["trail", "seals", "seal_heads"]) await trx.raw(`alter table ${table} disable trigger user`);
    await trx.raw(sql, values);
    for (const table of ["trail", "seals", "seal_heads"]) await trx.raw(`alter table ${table} enable trigger user`);
  });
}

test("a seal covers what came since the one before, and nothing is sealed twice", async (t) => {
  const { inside, seal } = await sealedTenant();

  const second = await seal(20);
  const third = await seal(30);

  t.is(third, undefined);
  t.deepEqual(
    (await inside((tx) => readHeads(tx, 1))).map(({ streamId, seq }) => [streamId, seq]),
    [
      ["a", 2],
      ["b", 2],
      ["c", 2],
    ],
  );
  t.deepEqual(
    (await inside((tx) => readHeads(tx, 2))).map(({ streamId, seq }) => [streamId, seq]),
    [["a", 3]],
  );
  const [newest, oldest] = await inside((tx) => readSeals(tx, { limit: 10 }));
  t.is(newest?.sha256, second?.sha256);
  t.true(newest?.manifest.includes(oldest?.sha256 ?? "none"));
  t.true(isSigned(second?.manifest ?? "", second?.signature ?? "", signer.publicKey));
});

test("what becomes visible a little late is sealed with the next one", async (t) => {
  const { append, seal, inside } = await sealedTenant();

  await append("late", 9); // before the seal's own instant
  await seal(20);

  t.deepEqual(
    (await inside((tx) => readHeads(tx, 2))).map(({ streamId }) => streamId),
    ["a", "late"],
  );
});

test("an untouched trail is as it was sealed", async (t) => {
  const { check } = await sealedTenant();

  const { findings, ...rest } = await check();

  t.deepEqual(findings, []);
  t.like(rest, { events: 7, streams: 3, seals: 1, stamped: 0, unsealed: 1 });
});

test("a changed event is found", async (t) => {
  const { tenantId, check } = await sealedTenant();

  await forge(`update trail set actor = 'mallory' where tenant_id = ? and stream_id = 'b' and seq = 1`, tenantId);

  t.deepEqual((await check()).findings, [{ kind: "event", streamId: "b", seq: 1 }]);
});

test("a stream that is taken away whole is found by its seal", async (t) => {
  const { tenantId, check } = await sealedTenant();

  await forge(`delete from trail where tenant_id = ? and stream_id = 'c'`, tenantId);

  t.deepEqual((await check()).findings, [{ kind: "head", streamId: "c", seq: 2, sealNo: 1 }]);
});

test("a chain that is forged anew from its beginning is found by its seal", async (t) => {
  const { tenantId, append, check } = await sealedTenant();

  await forge(`delete from trail where tenant_id = ? and stream_id = 'b'`, tenantId);
  await append("b", 100);
  await append("b", 101);

  t.deepEqual((await check()).findings, [{ kind: "head", streamId: "b", seq: 2, sealNo: 1 }]);
});

test("seals that are adjusted to a forged trail no longer carry the signature", async (t) => {
  const { tenantId, check } = await sealedTenant();

  await forge(`delete from trail where tenant_id = ? and stream_id = 'c'`, tenantId);
  await forge(`delete from seal_heads where tenant_id = ? and stream_id = 'c'`, tenantId);

  t.deepEqual((await check()).findings, [{ kind: "seal", sealNo: 1, what: "root" }]);
  await forge(
    `update seals set manifest = replace(manifest, '"streams":3', '"streams":2') where tenant_id = ?`,
    tenantId,
  );
  const whats = (await check()).findings.map((finding) => (finding.kind === "seal" ? finding.what : finding.kind));
  t.deepEqual(whats, ["hash", "signature", "root"]);
});

test("a seal that is taken away is missed by the next", async (t) => {
  const { tenantId, seal, check } = await sealedTenant();
  await seal(20);

  await forge(`delete from seal_heads where tenant_id = ? and seal_no = 1`, tenantId);
  await forge(`delete from seals where tenant_id = ? and no = 1`, tenantId);

  t.deepEqual((await check()).findings, [
    { kind: "seal", sealNo: 2, what: "missing" },
    { kind: "seal", sealNo: 2, what: "previous" },
  ]);
});

test("every head has a proof that leads to the signed root", async (t) => {
  const { inside } = await sealedTenant();
  const heads = await inside((tx) => readHeads(tx, 1));
  const leaves = heads.map((head) => leafOf(head));
  const [seal] = await inside((tx) => readSeals(tx, { limit: 1 }));
  const { merkleRoot } = JSON.parse(seal?.manifest ?? "{}") as { merkleRoot: string | undefined };

  for (const [index, leaf] of leaves.entries())
    t.is(rootFrom(leaf, { index, size: leaves.length }, proofOf(leaves, index)), merkleRoot ?? "none");
});

test("a time stamp is kept once and stays", async (t) => {
  const { inside } = await sealedTenant();
  const stamp = { token: Buffer.from("token"), stampedAt: start, authority: "tsa.example" };

  t.deepEqual(
    (await inside((tx) => unstampedSeals(tx, 10))).map(({ no }) => no),
    [1],
  );
  await inside((tx) => keepTimeStamp(tx, 1, stamp));
  await inside((tx) => keepTimeStamp(tx, 1, { ...stamp, authority: "other.example" }));

  t.deepEqual(await inside((tx) => unstampedSeals(tx, 10)), []);
  t.is((await inside((tx) => readSeals(tx, { limit: 1 })))[0]?.timeStamp?.authority, "tsa.example");
});
