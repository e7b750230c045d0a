import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Log } from "../base/log.ts";
import { findBinaries } from "./embedded-binaries.ts";
import { ensureCluster } from "./embedded-cluster.ts";
import { settleHome } from "./embedded-home.ts";
import type { Home } from "./embedded-home.ts";
import { openKeeper } from "./embedded-keeper.ts";
import type { Keeper } from "./embedded-keeper.ts";
import { withLock } from "./embedded-lock.ts";
import { findPostmaster, isGone, startPostmaster, stopPostmaster } from "./embedded-postmaster.ts";
import type { Postmaster } from "./embedded-postmaster.ts";

export interface EmbeddedOptions {
  /** The data folder; the database lives in its `postgresql/`. Made if missing. */
  readonly dataDir: string;
  readonly log: Log;
  /** PostgreSQL settings that differ from ours, such as `fsync: "off"` in tests. Without effect when adopting. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The embedded database while a server process uses it. */
export interface Embedded {
  /** For `connect`: the role `ablauf`, no superuser, owner of the database `ablauf`; a Unix socket, never a TCP port. */
  readonly url: string;
  /** Whether PostgreSQL was running already: left behind by a process that was killed, or shared with one that lives. */
  readonly adopted: boolean;
  /** Lets go of the database, and stops PostgreSQL if no other server process uses it. Close all connections first. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs real PostgreSQL (from npm) in the data folder, or joins the one that runs there. If it dies while we use it, it
 * is started again under the same address.
 *
 * @throws {Refusal} `database.folder`, `database.owner`, `database.platform`, `database.version`, `database.start`,
 * `database.locked`: what cannot work, and what to do about it
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = await settleHome(resolve(options.dataDir), options.log);
  const supervised = await supervise(home, options);
  return { url: urlOf(supervised.socketDir), adopted: supervised.adopted, stop: supervised.stop };
}

/** How long the kernel may take to bury a process that was killed, in milliseconds. */
const dying = 2_000;

interface Session {
  readonly postmaster: Postmaster;
  readonly keeper: Keeper;
  readonly adopted: boolean;
}

/** Joins under the lock, so that nobody stops PostgreSQL between our finding it and our being counted. */
async function join(home: Home, options: EmbeddedOptions, onLost: () => void): Promise<Session> {
  return withLock(home.path, async () => {
    const found = await findPostmaster(home);
    const kept = found === undefined ? undefined : await adopt(home, found, onLost);
    const postmaster = kept?.postmaster ?? (await start(home, options));
    const keeper = kept?.keeper ?? (await openKeeper(postmaster.socketDir, onLost));
    const adopted = kept !== undefined;
    options.log.info({ folder: home.path, pid: postmaster.pid, adopted }, "embedded database ready");
    return { postmaster, keeper, adopted };
  });
}

/** Joins a postmaster that was found; nothing when it is gone by then: one that was killed a moment ago is still found. */
async function adopt(
  home: Home,
  found: Postmaster,
  onLost: () => void,
): Promise<Pick<Session, "postmaster" | "keeper"> | undefined> {
  try {
    return { postmaster: found, keeper: await openKeeper(found.socketDir, onLost) };
  } catch (error) {
    if (await isGone(home, found.pid, dying)) return undefined;
    throw error;
  }
}

async function start(home: Home, options: EmbeddedOptions): Promise<Postmaster> {
  const binaries = await findBinaries(home);
  await ensureCluster(home, binaries);
  return startPostmaster(home, binaries, options.settings ?? {});
}

async function leave(home: Home, { keeper, postmaster }: Session): Promise<void> {
  await withLock(home.path, async () => {
    const isShared = await hasOthers(keeper).catch(() => false); // no answer: PostgreSQL is ill or dead
    await keeper.end();
    if (!isShared) await stopPostmaster(home, postmaster);
  });
}

/** PostgreSQL needs a moment to notice that a process has died; the doubt lasts a fifth of a second. */
async function hasOthers(keeper: Keeper): Promise<boolean> {
  for (let look = 0; look < 10; look += 1) {
    if ((await keeper.countOthers()) === 0) return false;
    await setTimeout(20);
  }
  return true;
}

/** Keeps a session alive: when PostgreSQL dies, joins again until it works or we are told to stop. */
async function supervise(home: Home, options: EmbeddedOptions) {
  const stopping = new AbortController();
  const onLost = () => {
    if (stopping.signal.aborted) return;
    options.log.error({ folder: home.path }, "the embedded database died; starting it again");
    session = rejoin(home, options, onLost, stopping.signal);
  };
  const joining = join(home, options, onLost);
  let session: Promise<Session | undefined> = joining; // before the wait: PostgreSQL may die during it
  const first = await joining;
  const stopOnce = async () => {
    stopping.abort();
    const current = await session;
    if (current !== undefined) await leave(home, current);
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopOnce());
  return { socketDir: first.postmaster.socketDir, adopted: first.adopted, stop };
}

async function rejoin(
  home: Home,
  options: EmbeddedOptions,
  onLost: () => void,
  stopping: AbortSignal,
): Promise<Session | undefined> {
  for (let delay = 100; !stopping.aborted; delay = Math.min(2 * delay, 10_000)) {
    try {
      return await join(home, options, onLost);
    } catch (error) {
      options.log.error({ err: error }, "the embedded database cannot be started again");
      await setTimeout(delay, undefined, { signal: stopping }).catch(() => undefined); // stopping ends the pause
    }
  }
  return undefined;
}

function urlOf(socketDir: string): string {
  return `postgresql://ablauf@/ablauf?host=${encodeURIComponent(socketDir)}`;
}
