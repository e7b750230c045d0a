import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import FileSystemAdapter from "@nephele/adapter-file-system";
import NoneAuthenticator from "@nephele/authenticator-none";
import test from "ava";
import type { ExecutionContext } from "ava";
import nephele from "nephele";
import type { JsonObject } from "../../base/json.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import { createTenant } from "../../identity/users.ts";
import { bucketKey, openBucket } from "../../test/bucket.ts";
import { testDatabase } from "../../test/database.ts";
import type { TestDatabase } from "../../test/database.ts";
import { linkTo } from "../../test/linked.ts";
import { worldFor } from "../../test/world.ts";
import type { World } from "../frame/world.ts";

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

const bytes = Buffer.from('{"akte":"Ä"}');
const object = {
  key: "ticket/T-2026-00041/v1-0123456789abcdef.json",
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  mediaType: "application/json",
  retainUntil: "2032-12-31",
};

test("what lies in a folder is whole, only readable, written once and never over something else", async (t) => {
  const world = worldFor(database, () => now);
  t.teardown(() => rm(world.folder, { recursive: true, force: true }));
  const { port, test: tried } = await archive(world, "archive-folder", {});
  const file = path.join(world.folder, await tenantOf(world), "main", object.key);

  const { isLocked } = await port.put(object);
  await Promise.all([port.put(object), port.put(object)]);
  const other = { ...object, bytes: Buffer.from("x"), sha256: createHash("sha256").update("x").digest("hex") };

  t.false(isLocked);
  t.deepEqual(await port.get(object.key), bytes);
  t.is((await stat(file)).mode & 0o777, 0o440);
  t.regex((await t.throwsAsync(port.put(other)))?.message ?? "", /nothing else at/);
  t.is(await port.get("ticket/none.json"), undefined);
  await t.throwsAsync(port.put({ ...object, key: "../../x" }));
  t.like(await tried(), { isFine: true });
  t.deepEqual(await readFile(file), bytes);
});

test("a WebDAV server gets its folders and the object once, and gives it back", async (t) => {
  const root = await mkdtemp(path.join(tmpdir(), "ablauf-dav-"));
  t.teardown(() => rm(root, { recursive: true }));
  const dav = nephele({ adapter: new FileSystemAdapter({ root }), authenticator: new NoneAuthenticator() });
  const host = await listen(t, dav);
  const { port, test: tried } = await archive(
    worldFor(database, () => now, [host]),
    "archive-webdav",
    { url: `http://${host}/` },
  );

  await port.put(object);
  await port.put(object);
  await writeFile(path.join(root, object.key), "changed");

  t.is((await port.get(object.key))?.toString(), "changed");
  t.regex((await t.throwsAsync(port.put(object)))?.message ?? "", /nothing else at/);
  t.is(await port.get("ticket/none.json"), undefined);
  t.like(await tried(), { isFine: true });
});

test("a bucket with Object Lock keeps an object in COMPLIANCE mode past its last day; signatures are right", async (t) => {
  const bucket = await openBucket({ locks: true });
  t.teardown(() => bucket.close());
  const world = worldFor(database, () => now, [bucket.host]);
  const { port, test: tried } = await archive(world, "archive-s3", s3Settings(bucket.host), {
    secretAccessKey: bucketKey.secretAccessKey,
  });
  const stranger = await archive(world, "archive-s3", s3Settings(bucket.host), { secretAccessKey: "wrong" });

  const stored = await port.put(object);
  await port.put(object);

  t.deepEqual(stored, { location: `s3://archiv/kunde/${object.key}`, isLocked: true });
  t.like(bucket.objects.get(`/archiv/kunde/${object.key}`), { mode: "COMPLIANCE", until: "2033-01-01T12:00:00.000Z" });
  t.deepEqual(await port.get(object.key), bytes);
  const result = await tried();
  t.like(result, { isFine: true });
  t.is(result.steps[1]?.answer, "Object Lock is enabled");
  t.like(await stranger.test(), { isFine: false });
  t.regex((await t.throwsAsync(stranger.port.put(object)))?.message ?? "", /403.*SignatureDoesNotMatch/);
});

test("a bucket without Object Lock is told by the test, and nothing is archived there as if it were locked", async (t) => {
  const bucket = await openBucket({ locks: false });
  t.teardown(() => bucket.close());
  const secrets = { secretAccessKey: bucketKey.secretAccessKey };
  const { port, test: tried } = await archive(
    worldFor(database, () => now, [bucket.host]),
    "archive-s3",
    s3Settings(bucket.host),
    secrets,
  );

  const result = await tried();
  const error = await t.throwsAsync(port.put(object));

  t.false(result.isFine);
  t.regex(result.steps[1]?.answer ?? "", /without Object Lock/);
  t.regex(error?.message ?? "", /missing Object Lock/);
});

test("Infexio is asked by its contract: signed in, with the hash, once, and by HEAD whether it is the same", async (t) => {
  const seen: string[] = [];
  const kept = new Map<string, { bytes: Buffer; digest: string; until: string }>();
  const host = await listen(t, (request, response) => {
    void buffer(request).then((body) => {
      const { method, url = "", headers } = request;
      seen.push(`${method} ${url}`);
      if (url === "/token") return response.end('{"access_token":"t-1"}');
      if (headers.authorization !== "Bearer t-1") return response.writeHead(401).end();
      const found = kept.get(url);
      if (method === "PUT") {
        if (found !== undefined) return response.writeHead(412).end();
        kept.set(url, {
          bytes: body,
          digest: String(headers["content-digest"]),
          until: String(headers["retain-until"]),
        });
        return response
          .writeHead(201, { "content-type": "application/json" })
          .end(JSON.stringify({ location: `infexio:${url}`, locked: true }));
      }
      if (found === undefined) return response.writeHead(404).end();
      response.writeHead(200, { "repr-digest": found.digest, "retain-until": found.until });
      return response.end(method === "HEAD" ? undefined : found.bytes);
    });
  });
  const settings = { url: `http://${host}/v1`, tokenUrl: `http://${host}/token`, clientId: "ablauf" };
  const { port } = await archive(
    worldFor(database, () => now, [host]),
    "archive-infexio",
    settings,
    { clientSecret: "geheim" },
  );

  const stored = await port.put(object);
  const again = await port.put(object);

  t.deepEqual(stored, { location: `infexio:/v1/objects/${object.key}`, isLocked: true });
  t.true(again.isLocked);
  t.deepEqual(
    seen.filter((line) => !line.includes("token")).map((line) => line.split(" ")[0]),
    ["PUT", "PUT", "HEAD"],
  );
  t.is(
    kept.get(`/v1/objects/${object.key}`)?.digest,
    `sha-256=:${Buffer.from(object.sha256, "hex").toString("base64")}:`,
  );
  t.deepEqual(await port.get(object.key), bytes);
});

test("the accounting gets its file once, with a receipt that stays when it is taken away, and answers beside it", async (t) => {
  const root = await mkdtemp(path.join(tmpdir(), "ablauf-ledger-"));
  t.teardown(() => rm(root, { recursive: true }));
  const dav = nephele({ adapter: new FileSystemAdapter({ root }), authenticator: new NoneAuthenticator() });
  const host = await listen(t, dav);
  const bucket = await openBucket({ locks: false });
  t.teardown(() => bucket.close());
  const world = worldFor(database, () => now, [host, bucket.host]);
  t.teardown(() => rm(world.folder, { recursive: true, force: true }));
  const tenantId = await tenantOf(world);
  const ledger = (kind: string, settings: JsonObject, secrets: Record<string, string> = {}) =>
    linkTo(world, { tenantId, capability: "ledgerTransfer" }, { kind, settings, secrets });
  const folder = await ledger("ledger-folder", {});
  const webdav = await ledger("ledger-webdav", { url: `http://${host}/` });
  const s3 = await ledger("ledger-s3", s3Settings(bucket.host), { secretAccessKey: bucketKey.secretAccessKey });
  const file = {
    name: "EXTF_Buchungsstapel_EB-2026-0007.csv",
    bytes: Buffer.from('"EXTF";700'),
    mediaType: "text/csv",
  };
  const place = path.join(world.folder, tenantId, "ledger");

  for (const { port } of [folder, webdav, s3]) {
    t.deepEqual(await port.transfer(file, "b1"), { reference: file.name });
    t.deepEqual(await port.state(file.name), { state: "waiting", reason: "" });
  }
  await rm(path.join(root, file.name));
  await webdav.port.transfer(file, "b1");
  await writeFile(path.join(root, `${file.name}.error`), "Konto 8400 fehlt\n");
  await writeFile(path.join(place, `${file.name}.ok`), "");

  t.deepEqual(await readdir(root), [`${file.name}.error`, `${file.name}.sha256`]);
  t.is(
    await readFile(path.join(place, `${file.name}.sha256`), "utf8"),
    `${createHash("sha256").update(file.bytes).digest("hex")}  ${file.name}\n`,
  );
  t.deepEqual(await webdav.port.state(file.name), { state: "rejected", reason: "Konto 8400 fehlt" });
  t.deepEqual(await folder.port.state(file.name), { state: "confirmed", reason: "" });
  t.true(bucket.objects.has(`/archiv/kunde/${file.name}`));
  const other = { ...file, bytes: Buffer.from("x") };
  await t.throwsAsync(folder.port.transfer(other, "b1"), { message: /nothing else at/ });
  for (const { test: tried } of [folder, webdav, s3]) t.like(await tried(), { isFine: true });
});

function s3Settings(host: string): JsonObject {
  return { endpoint: `http://${host}`, bucket: "archiv", prefix: "kunde/", accessKeyId: bucketKey.accessKeyId };
}

async function archive(world: World, kind: string, settings: JsonObject, secrets: Record<string, string> = {}) {
  return linkTo(world, { tenantId: await tenantOf(world), capability: "archive" }, { kind, settings, secrets });
}

/** Each world of a test has a tenant of its own. */
async function tenantOf({ folder }: World): Promise<string> {
  const id = path.basename(folder).slice(-12);
  await transact(database, id, (tx) => createTenant(tx, id, id, now));
  return id;
}

async function listen(t: ExecutionContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.closeAllConnections());
  t.teardown(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
}
