import { createHash, randomBytes } from "node:crypto";
import { lstat, mkdir, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, escapeIdentifier } from "pg";
import { createLog } from "../base/log.ts";
import { connect } from "../db/connect.ts";
import { startEmbedded } from "../db/embedded.ts";
import type { Embedded } from "../db/embedded.ts";
import { migrate } from "../db/migrate.ts";

/** A database of one test file, with all migrations applied and no rows. */
export interface TestDatabase {
  /** For `connect`: a role that is no superuser, so that row-level security is real. */
  readonly url: string;
  /** Removes the database, closing what is still connected. Belongs into `test.after.always`. */
  readonly drop: () => Promise<void>;
}

/** What a database begins with beyond the migrations; made once, as long as neither key changes. */
export interface Furnished {
  /** Of everything that it is made from; those of other sources are thrown away. */
  readonly sources: string;
  readonly variant: string;
  /** Fills an empty, migrated database and leaves nobody connected to it. */
  readonly fill: (url: string) => Promise<void>;
}

/**
 * Gives a fresh database, copied from a template in less than a second. The server is the one that `npm test` started
 * (TEST_DATABASE_URL), or one of your own under that name, whose role must have CREATEDB and be no superuser; without
 * either, as under `npx ava`, an embedded one that runs as long as some test file uses it.
 *
 * It survives `kill -9`, but not a power cut (`fsync` is off): a test about that starts a database of its own.
 */
export async function testDatabase(furnished?: Furnished): Promise<TestDatabase> {
  const given = process.env["TEST_DATABASE_URL"];
  const server = given === undefined || given === "" ? await startTestServer() : undefined;
  const serverUrl = server?.url ?? given ?? "";
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await withClient(serverUrl, (client) => clone({ client, serverUrl, furnished }, name));
  return {
    url: onDatabase(serverUrl, name),
    drop: async () => {
      await withClient(serverUrl, (client) => dropDatabase(client, name));
      await server?.stop();
    },
  };
}

/**
 * A copy of a test database to which nobody is connected, on the same server. Belongs to whoever asked for it, as any
 * other; the server stays up as long as the first one does.
 */
export async function copyOf({ url }: Pick<TestDatabase, "url">): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const [, from = ""] = /\/([^/?]*)(?:\?.*)?$/.exec(url) ?? [];
  const serverUrl = onDatabase(url, "postgres");
  await withClient(serverUrl, (client) => client.query(copying(from, name)));
  return {
    url: onDatabase(url, name),
    drop: () => withClient(serverUrl, (client) => dropDatabase(client, name)),
  };
}

/** Connections of ours may linger and are ended; a vacuum of the server's own may not be, but goes by itself. */
export async function dropDatabase(client: Client, name: string): Promise<void> {
  const drop = `drop database if exists ${escapeIdentifier(name)}`;
  try {
    await client.query(`${drop} with (force)`);
  } catch {
    await client.query(drop);
  }
}

/**
 * The embedded server for tests: one for this folder of the project, kept among the temporary files, so that a run that
 * was killed is continued by the next one, and its template is built once.
 */
export async function startTestServer(): Promise<Embedded> {
  const project = createHash("sha256")
    .update(import.meta.dirname)
    .digest("hex")
    .slice(0, 8);
  const dataDir = join(tmpdir(), `ablauf-test-${process.getuid?.()}-${project}`);
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  if ((await lstat(dataDir)).uid !== process.getuid?.())
    throw new Error(`Expected ${dataDir} to be ours, but it is not`);
  const settings = { fsync: "off", full_page_writes: "off", max_connections: "300", max_wal_size: "256MB" };
  const server = await startEmbedded({ dataDir, log: createLog("warn"), settings });
  await withClient(server.url.replace("ablauf@/ablauf", "postgres@/ablauf"), (superuser) =>
    exclusively(superuser, () => superuser.query("alter role ablauf createdb")),
  );
  return server;
}

/** Where copies are made, and of what. */
interface Workshop {
  readonly client: Client;
  readonly serverUrl: string;
  readonly furnished: Furnished | undefined;
}

async function clone({ client, serverUrl, furnished }: Workshop, name: string): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    "select rolsuper from pg_roles where rolname = current_user",
  );
  if (rows[0]?.rolsuper !== false)
    throw new Error(
      "Expected TEST_DATABASE_URL to name an ordinary role, but a superuser passes by row-level security",
    );
  const empty = `template_${await hashOfMigrations()}`;
  const template = furnished === undefined ? empty : `${empty}_${furnished.sources}_${furnished.variant}`;
  await exclusively(client, async () => {
    if (serverUrl.includes("host=%2F")) await dropLeftovers(client, empty, furnished?.sources);
    if (!(await exists(client, empty))) await build(client, serverUrl, { name: empty, fill: migrated });
    if (furnished !== undefined && !(await exists(client, template)))
      await build(client, serverUrl, { name: template, from: empty, fill: furnished.fill });
  });
  await client.query(copying(template, name));
}

/** File by file: it takes half as long as writing all of it to the log as well. */
function copying(template: string, name: string): string {
  return `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy`;
}

/** The name appears when the template is complete: a build that was killed leaves only an unfinished one. */
async function build(
  client: Client,
  serverUrl: string,
  made: { readonly name: string; readonly from?: string; readonly fill: Furnished["fill"] },
): Promise<void> {
  const unfinished = `${made.name}_unfinished`;
  await dropDatabase(client, unfinished);
  const from = made.from === undefined ? "" : ` template ${escapeIdentifier(made.from)}`;
  await client.query(`create database ${escapeIdentifier(unfinished)}${from}`);
  await made.fill(onDatabase(serverUrl, unfinished));
  await client.query(`alter database ${escapeIdentifier(unfinished)} rename to ${escapeIdentifier(made.name)}`);
}

async function migrated(url: string): Promise<void> {
  const database = connect(url);
  try {
    await migrate(database);
  } finally {
    await database.destroy();
  }
}

/** On our own server: databases of test processes that died before they could drop them, and templates of the past. */
async function dropLeftovers(client: Client, empty: string, sources: string | undefined): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname ~ '^(test|template)_'",
  );
  const isCurrent = (name: string) =>
    name === empty || (name.startsWith(`${empty}_`) && (sources === undefined || name.includes(`_${sources}_`)));
  const isLeftover = (name: string) =>
    name.startsWith("test_") ? !isAlive(Number(name.split("_")[1])) : !isCurrent(name);
  const leftovers = rows.filter(({ datname }) => isLeftover(datname));
  for (const { datname } of leftovers) await dropDatabase(client, datname);
}

async function exists(client: Client, name: string): Promise<boolean> {
  return (await client.query("select from pg_database where datname = $1", [name])).rowCount === 1;
}

/** One process at a time, among all that use this server. */
async function exclusively<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("select pg_advisory_lock(hashtext('ablauf test template'))");
  try {
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('ablauf test template'))");
  }
}

async function hashOfMigrations(): Promise<string> {
  const folder = join(import.meta.dirname, "../db/migrations");
  const files = (await readdir(folder)).filter((name) => !name.endsWith(".test.ts")).toSorted();
  const paths = [join(folder, "../migrate.ts"), ...files.map((name) => join(folder, name))];
  const hash = createHash("sha256");
  for (const path of paths) hash.update(await readFile(path));
  return hash.digest("hex").slice(0, 16);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "ablauf test" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. URLs with a socket have no host, which `new URL` refuses. */
function onDatabase(url: string, name: string): string {
  return url.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
