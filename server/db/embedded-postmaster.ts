import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { lstat, mkdir, mkdtemp, open, readFile, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Refusal } from "../base/refusal.ts";
import type { Binaries } from "./embedded-binaries.ts";
import { clusterOf } from "./embedded-cluster.ts";
import { ignore } from "./embedded-home.ts";
import type { Home } from "./embedded-home.ts";
import { as, giveTo } from "./embedded-owner.ts";
import type { Owner } from "./embedded-owner.ts";
import type { PidFile } from "./embedded-pidfile.ts";
import { isPostmaster, readPidFile, disownPidFile } from "./embedded-pidfile.ts";

/** A running postmaster and the folder of the socket it listens on. */
export type Postmaster = Pick<PidFile, "pid" | "socketDir">;

/** In milliseconds: recovery after a power cut may take minutes; a fast shutdown writes what is in memory. */
const patience = { ready: 300_000, release: 30_000, shutdown: 60_000 };
const pollEvery = 5;

/** The shortest limit for the path of a socket among our platforms (macOS: 104 bytes with the closing zero). */
const longestSocketPath = 103;
const temporary = "/tmp/ablauf-socket-";
const socketName = ".s.PGSQL.5432";

/**
 * For a server of one small company on one machine. Durable (synchronous_commit, fsync); no helper processes that only
 * large scans need, and no parallel queries, whose shared memory containers cut short. Statement errors are the
 * application's to log; PostgreSQL's log keeps starts, stops and crashes.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: "",
  port: "5432",
  unix_socket_permissions: "0700",
  max_connections: "100",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "1GB",
  synchronous_commit: "on",
  fsync: "on",
  io_method: "sync",
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  jit: "off",
  random_page_cost: "1.1",
  log_min_messages: "log",
  log_checkpoints: "off",
};

/**
 * The postmaster that serves this home, when it is ready; none when there is no such process. One that is starting or
 * stopping is waited for.
 *
 * @throws {Refusal} `database.start` when it does not become ready within five minutes
 */
export async function findPostmaster(home: Home): Promise<Postmaster | undefined> {
  const deadline = Date.now() + patience.ready;
  for (;;) {
    const found = await readPidFile(home);
    if (found === undefined || !(await isPostmaster(home, found.pid))) return undefined;
    if (found.isReady) return found;
    if (Date.now() > deadline) throw stuck(home, found.pid);
    await setTimeout(pollEvery);
  }
}

/**
 * Starts a postmaster in a session of its own, so that Ctrl-C in a terminal reaches us and not it, and waits until it is
 * ready. After a kill the old backends need a moment to let go of their shared memory; it is tried again until then.
 * The caller holds the home's lock and knows that none runs.
 *
 * @throws {Refusal} `database.start` with PostgreSQL's own words when it cannot start
 */
export async function startPostmaster(
  home: Home,
  binaries: Binaries,
  extra: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  const socketDir = await chooseSocketDir(home);
  await disownPidFile(home);
  await rm(join(socketDir, `${socketName}.lock`), { force: true }); // the folder is ours; the pid file is what guards
  const pairs = Object.entries({ ...settings, ...extra, unix_socket_directories: socketDir });
  const args = ["-D", clusterOf(home), ...pairs.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const deadline = Date.now() + patience.release;
  for (;;) {
    const outcome = await launch(home, join(binaries.path, "bin", "postgres"), args);
    if (typeof outcome !== "string") return outcome;
    const isHeld = outcome.includes("still in use") || outcome.includes("already exists");
    if (!isHeld || Date.now() > deadline) throw failed(home, outcome);
    const other = await findPostmaster(home); // begun by a starter that was killed before we could see it
    if (other !== undefined) return other;
    await setTimeout(50);
  }
}

/** Stops the postmaster with a fast shutdown; if that hangs, at once (the next start then recovers from its log). */
export async function stopPostmaster(home: Home, postmaster: Postmaster): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (!(await isPostmaster(home, postmaster.pid))) break;
    process.kill(postmaster.pid, signal);
    if (await isGone(home, postmaster.pid, patience.shutdown)) break;
  }
  if (postmaster.socketDir.startsWith(temporary)) await rm(postmaster.socketDir, { recursive: true, force: true });
}

/** Waits so many milliseconds at most for a postmaster to end, and says whether it has. */
export async function isGone(home: Home, pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    if (!(await isPostmaster(home, pid))) return true;
    await setTimeout(pollEvery);
  }
  return false;
}

/** Gives the ready postmaster, or what it said before it ended. */
async function launch(home: Home, program: string, args: readonly string[]): Promise<Postmaster | string> {
  const logFile = join(home.path, "postgresql.log");
  const log = await openLog(home.owner, logFile);
  const { size } = await log.stat();
  const child = spawn(program, [...args], { ...as(home.owner), detached: true, stdio: ["ignore", log.fd, log.fd] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  const ready = await untilReady(home, child, ended);
  await log.close();
  child.unref();
  return ready ?? (await readFile(logFile)).subarray(size).toString("utf8");
}

async function untilReady(home: Home, child: ChildProcess, ended: Promise<void>): Promise<Postmaster | undefined> {
  const hasEnded = ended.then(() => true);
  const deadline = Date.now() + patience.ready;
  for (;;) {
    const found = await readPidFile(home);
    if (found?.isReady === true && found.pid === child.pid) return found;
    if (await Promise.race([hasEnded, setTimeout(pollEvery, false)])) return undefined;
    if (Date.now() > deadline) throw stuck(home, child.pid ?? 0);
  }
}

/** A log that has grown is put aside once, so that it never fills the disk. */
async function openLog(owner: Owner, path: string): Promise<FileHandle> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 10_000_000) await rename(path, `${path}.old`);
  const log = await open(path, "a", 0o600);
  await giveTo(owner, path);
  return log;
}

/**
 * The folder of the socket: inside the home if the path is short enough, else the one the last postmaster used (other
 * servers may still have its address), else a new one among the temporary files.
 */
async function chooseSocketDir(home: Home): Promise<string> {
  const inside = join(home.path, "socket");
  if (Buffer.byteLength(join(inside, socketName)) <= longestSocketPath) {
    await mkdir(inside, { mode: 0o700 }).catch(ignore("EEXIST"));
    await giveTo(home.owner, inside);
    return inside;
  }
  const last = (await readPidFile(home))?.socketDir ?? "";
  const found = await lstat(last).catch(() => undefined);
  if (found?.isDirectory() === true && found.uid === home.owner.uid) return last;
  const fresh = await mkdtemp(temporary);
  await giveTo(home.owner, fresh);
  return fresh;
}

function failed(home: Home, words: string): Refusal {
  const log = join(home.path, "postgresql.log");
  return new Refusal(
    "invalid",
    "database.start",
    `Expected PostgreSQL to start, but it ended (see ${log}): ${words.trim()}`,
  );
}

function stuck(home: Home, pid: number): Refusal {
  return new Refusal(
    "busy",
    "database.start",
    `Expected PostgreSQL (process ${pid}) to become ready, but it has not (see ${join(home.path, "postgresql.log")}). ` +
      `If that process is not this database, delete ${join(clusterOf(home), "postmaster.pid")}`,
  );
}
