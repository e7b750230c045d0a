import { randomUUID } from "node:crypto";
import { open, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Binaries } from "./embedded-binaries.ts";
import type { Home } from "./embedded-home.ts";
import { runAs } from "./embedded-owner.ts";

const unfinishedPrefix = "cluster-unfinished-";

/** The cluster (PostgreSQL's word for its data directory) of a home. */
export function clusterOf(home: Home): string {
  return join(home.path, "cluster");
}

/**
 * Makes the cluster unless it is there: UTF-8, checksums, the locale C.UTF-8 that PostgreSQL brings itself (the same on
 * every system, forever), and nobody is let in but through the socket. The caller holds the home's lock.
 *
 * @throws {Refusal} `database.version` when another major version made it; `database.start` when it cannot be made
 */
export async function ensureCluster(home: Home, binaries: Binaries): Promise<void> {
  const cluster = clusterOf(home);
  await removeUnfinished(home);
  const found = (await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (found === binaries.major) return;
  if (found !== "") throw outdated(cluster, found, binaries.major);
  const unfinished = join(home.path, `${unfinishedPrefix}${randomUUID()}`);
  await initialize(home, binaries, unfinished);
  await rename(unfinished, cluster);
  await sync(home.path);
}

/** An initdb whose starter was killed goes on for a moment: each has a folder of its own, and failing to remove it is no harm. */
async function removeUnfinished(home: Home): Promise<void> {
  const names = (await readdir(home.path)).filter((name) => name.startsWith(unfinishedPrefix));
  for (const name of names) await rm(join(home.path, name), { recursive: true, force: true }).catch(() => undefined);
}

async function initialize(home: Home, binaries: Binaries, folder: string): Promise<void> {
  const choices = ["--username=postgres", "--auth-local=trust", "--auth-host=reject", "--data-checksums"];
  const language = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  try {
    await runAs(home.owner, join(binaries.path, "bin", "initdb"), ["-D", folder, ...choices, ...language]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      "invalid",
      "database.start",
      `Expected initdb to make a database in ${home.path}, but it failed: ${reason}`,
    );
  }
}

/** Without this a power cut could take back the new name, and the next start would take the cluster for unfinished. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}

function outdated(cluster: string, found: string, major: string): Refusal {
  return new Refusal(
    "invalid",
    "database.version",
    `Expected a database of PostgreSQL ${major}, but ${cluster} was made by PostgreSQL ${found}. ` +
      `Dump it with the version that made it (pg_dump ${found}) and restore the dump into an empty data folder`,
  );
}
