import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, readdir, readlink, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import test from "ava";
import type { ExecutionContext } from "ava";
import { Client } from "pg";
import { createLog } from "../base/log.ts";
import { Refusal } from "../base/refusal.ts";
import { startEmbedded } from "./embedded.ts";
import type { Embedded } from "./embedded.ts";

const log = createLog("silent");

test.serial("a fresh folder gets a durable UTF-8 database and a role that row-level security binds", async (t) => {
  const database = await start(t, await freshFolder(t));

  t.false(database.adopted);
  const [row] = await ask(
    database.url,
    `select current_user as who, current_database() as name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
            current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
            current_setting('synchronous_commit') as durable, current_setting('fsync') as synced, lower('ÄÖ') as lower
     from pg_roles where rolname = current_user`,
  );
  t.deepEqual(row, {
    who: "ablauf",
    name: "ablauf",
    rolsuper: false,
    rolbypassrls: false,
    rolcreatedb: false,
    rolcreaterole: false,
    encoding: "UTF8",
    checksums: "on",
    durable: "on",
    synced: "on",
    lower: "äö",
  });
});

test.serial("the database listens on a socket that only its owner can reach, and on no TCP port", async (t) => {
  const folder = await freshFolder(t);

  const database = await start(t, folder);

  t.deepEqual(await ask(database.url, "show listen_addresses"), [{ listen_addresses: "" }]);
  const socketDir = new URL(database.url.replace("@/", "@x/")).searchParams.get("host") ?? "";
  t.is((await stat(socketDir)).mode & 0o777, 0o700);
  t.is((await stat(join(folder, "postgresql"))).mode & 0o777, 0o700);
  if (process.platform === "linux") t.deepEqual(await listeningPorts(await postmasterOf(folder)), []);
});

test.serial("a second start finds what the first has written", async (t) => {
  const folder = await freshFolder(t);
  const first = await start(t, folder);
  await ask(first.url, "create table words as select 'kept' as word");
  await first.stop();

  const second = await start(t, folder);
  const words = await ask(second.url, "select word from words");

  t.false(second.adopted);
  t.deepEqual(words, [{ word: "kept" }]);
});

test.serial("of several starters one starts, the others join, and the last one stops it", async (t) => {
  const folder = await freshFolder(t);

  const all = await Promise.all([start(t, folder), start(t, folder), start(t, folder)]);

  t.is(all.filter(({ adopted }) => !adopted).length, 1);
  t.is(new Set(all.map(({ url }) => url)).size, 1);
  await all[0].stop();
  await all[1].stop();
  t.true(await isRunning(folder));
  await all[2].stop();
  t.false(await isRunning(folder));
});

test.serial(
  "what a server acknowledged before it was killed is there when the next one adopts its database",
  async (t) => {
    const folder = await freshFolder(t);
    const acknowledged = await killedWhileWriting(folder);

    const database = await start(t, folder);

    t.true(database.adopted);
    t.deepEqual(await ask(database.url, "select count(*)::int >= $1 as kept from words", [acknowledged]), [
      { kept: true },
    ]);
    await database.stop();
    t.false(await isRunning(folder), "nobody else uses it, so the adopter stops it");
  },
);

test.serial("what was acknowledged before server and database were killed is there after recovery", async (t) => {
  const folder = await freshFolder(t);
  const acknowledged = await killedWhileWriting(folder);
  process.kill(await postmasterOf(folder), "SIGKILL");

  const database = await start(t, folder);

  t.false(database.adopted);
  t.deepEqual(await ask(database.url, "select count(*)::int >= $1 as kept from words", [acknowledged]), [
    { kept: true },
  ]);
});

test.serial("a database that is killed under a running server comes back under the same address", async (t) => {
  const folder = await freshFolder(t);
  const database = await start(t, folder);
  await ask(database.url, "create table words as select 'kept' as word");
  const pid = await postmasterOf(folder);

  process.kill(pid, "SIGKILL");
  const words = await persist(() => ask(database.url, "select word from words"));

  t.deepEqual(words, [{ word: "kept" }]);
  t.not(await postmasterOf(folder), pid);
  await database.stop();
  t.false(await isRunning(folder));
});

test.serial("a pid file that names another program's process does not keep the database from starting", async (t) => {
  const folder = await freshFolder(t);
  await (await start(t, folder)).stop();
  const home = join(folder, "postgresql");
  await writeFile(
    join(home, "cluster/postmaster.pid"),
    `${process.pid}\n${home}/cluster\n1\n5432\n/nowhere\n\n1 1\nready\n`,
  );

  const database = await start(t, folder);

  t.false(database.adopted);
  t.deepEqual(await ask(database.url, "select 1 as one"), [{ one: 1 }]);
});

test.serial("the leavings of a first start that was cut off do not stop the next", async (t) => {
  const folder = await freshFolder(t);
  const home = join(folder, "postgresql");
  await mkdir(join(home, "cluster-unfinished-1/base"), { recursive: true });
  await mkdir(join(home, "lock"));
  await writeFile(join(home, "lock/holder"), "4194304 1");

  const database = await start(t, folder);

  t.deepEqual(await ask(database.url, "select 1 as one"), [{ one: 1 }]);
  t.deepEqual(
    (await readdir(home)).filter((name) => /unfinished|lock/.test(name)),
    [],
  );
});

test.serial("a starter that is killed at any moment of its first start leaves nothing in the way", async (t) => {
  const folder = await freshFolder(t);
  for (const moment of [150, 250, 350, 450, 550]) await killedAfter(folder, moment);

  const database = await start(t, folder);

  t.deepEqual(await ask(database.url, "select 1 as one"), [{ one: 1 }]);
});

test.serial("a path too long for a socket gets a short one, which goes away with the database", async (t) => {
  const folder = join(await freshFolder(t), "a-folder-with-a-name-that-is-longer-than-others".repeat(2));

  const database = await start(t, folder);

  const socketDir = new URL(database.url.replace("@/", "@x/")).searchParams.get("host") ?? "";
  t.true(socketDir.length < 80);
  t.deepEqual(await ask(database.url, "select 1 as one"), [{ one: 1 }]);
  await database.stop();
  await t.throwsAsync(stat(socketDir), { code: "ENOENT" });
});

test.serial("a folder closed to the database's user is no obstacle", async (t) => {
  const folder = await freshFolder(t, 0o700);

  const database = await start(t, folder);

  t.deepEqual(await ask(database.url, "select 1 as one"), [{ one: 1 }]);
  const home = await realpath(join(folder, "postgresql"));
  t.is(home.startsWith(await realpath(folder)), process.getuid?.() !== 0);
});

test.serial("a folder that cannot be used is refused with what to do", async (t) => {
  const file = join(await freshFolder(t), "file");
  await writeFile(file, "");

  const refusal = await t.throwsAsync(startEmbedded({ dataDir: join(file, "data"), log }), { instanceOf: Refusal });

  t.is(refusal.code, "database.folder");
  t.regex(refusal.message, /Expected a data folder that can be written, but .*file\/data .* DATA_DIR .* DATABASE_URL/);
});

test.serial("a database of another major version is refused with what to do, and not touched", async (t) => {
  const folder = await freshFolder(t);
  await (await start(t, folder)).stop();
  const versionFile = join(folder, "postgresql/cluster/PG_VERSION");
  await writeFile(versionFile, "17\n");

  const refusal = await t.throwsAsync(startEmbedded({ dataDir: folder, log }), { instanceOf: Refusal });

  t.is(refusal.code, "database.version");
  t.regex(refusal.message, /Expected a database of PostgreSQL 18, but .* was made by PostgreSQL 17\. Dump it/);
  t.is(await readFile(versionFile, "utf8"), "17\n");
});

test.serial("a database that cannot start is refused with PostgreSQL's own words", async (t) => {
  const folder = await freshFolder(t);

  const starting = startEmbedded({ dataDir: folder, log, settings: { max_connections: "none" } });
  const refusal = await t.throwsAsync(starting, { instanceOf: Refusal });

  t.is(refusal.code, "database.start");
  t.regex(refusal.message, /invalid value for parameter "max_connections"/);
});

/** A folder that the database's user can enter, unless told otherwise; it goes away after the test. */
async function freshFolder(t: ExecutionContext, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ablauf-embedded-"));
  await chmod(folder, mode);
  t.teardown(async () => {
    const elsewhere = await readlink(join(folder, "postgresql")).catch(() => undefined);
    if (elsewhere !== undefined) await rm(elsewhere, { recursive: true });
    await rm(folder, { recursive: true });
  });
  return folder;
}

async function start(t: ExecutionContext, dataDir: string): Promise<Embedded> {
  const database = await startEmbedded({ dataDir, log });
  t.teardown(database.stop);
  return database;
}

async function ask(url: string, text: string, values: readonly unknown[] = []): Promise<object[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Runs a server that writes one row after the other, kills it, and gives how many rows it was told are safe. */
async function killedWhileWriting(dataDir: string): Promise<number> {
  const server = spawnServer(
    dataDir,
    `await client.query("create table words (word int)");
    for (let word = 1; ; word += 1) {
      await client.query("insert into words values ($1)", [word]);
      console.log(word);
    }`,
  );
  let acknowledged = 0;
  for await (const line of createInterface(server.stdout)) {
    acknowledged = Number(line);
    if (acknowledged === 100) server.kill("SIGKILL");
  }
  if (server.signalCode === null) await once(server, "exit");
  return acknowledged;
}

/** Begins to start a server and kills it after so many milliseconds, without regard for what it began. */
async function killedAfter(dataDir: string, milliseconds: number): Promise<void> {
  const server = spawnServer(dataDir, "setInterval(() => undefined, 1000);");
  await setTimeout(milliseconds);
  server.kill("SIGKILL");
  await once(server, "exit");
}

function spawnServer(dataDir: string, rest: string) {
  const program = `
    import { Client } from "pg";
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve("./embedded.ts"))};
    import { createLog } from ${JSON.stringify(import.meta.resolve("../base/log.ts"))};
    const { url } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: createLog("silent") });
    const client = new Client({ connectionString: url });
    await client.connect();
    ${rest}`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
}

async function postmasterOf(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, "postgresql/cluster/postmaster.pid"), "utf8"), 10);
}

/** A shutdown removes the file; a process id tells less, since zombies keep theirs. */
async function isRunning(folder: string): Promise<boolean> {
  return postmasterOf(folder).then(
    () => true,
    () => false,
  );
}

/** Asks again until the answer comes, as an application does whose connections broke. */
async function persist<T>(question: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await setTimeout(20);
    }
  }
}

/** The TCP ports on which a process listens, read from Linux' tables: state 0A, and the inode of one of its files. */
async function listeningPorts(pid: number): Promise<string[]> {
  const files = await readdir(`/proc/${pid}/fd`);
  const open = await Promise.all(files.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => "")));
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((name) => readFile(`/proc/net/${name}`, "utf8").catch(() => "")),
  );
  const rows = tables.flatMap((table) => table.split("\n")).map((line) => line.trim().split(/\s+/));
  return rows.filter((row) => row[3] === "0A" && open.includes(`socket:[${row[9]}]`)).map((row) => row[1] ?? "");
}
