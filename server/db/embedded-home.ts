import { constants } from "node:fs";
import { access, mkdir, mkdtemp, realpath, rm, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Log } from "../base/log.ts";
import { canEnter, chooseOwner, giveTo, isRoot } from "./embedded-owner.ts";
import type { Owner } from "./embedded-owner.ts";

/** The folder in which the embedded PostgreSQL lives: its cluster, its log, its socket. Absolute and free of links. */
export interface Home {
  readonly path: string;
  readonly owner: Owner;
}

/** Where root keeps a database that its unprivileged owner could not reach inside the data folder. */
const reachable = "/var/lib/ablauf";

/**
 * Finds or makes `postgresql/` in the data folder, owned by the user that runs PostgreSQL, closed to everybody else.
 * If we are root and that user cannot enter the data folder (`/root` is closed to others), the name becomes a symbolic
 * link to a folder under `/var/lib/ablauf`, and the log says so.
 *
 * @throws {Refusal} `database.folder` when the folder cannot be made, entered or written; `database.owner` when it
 * belongs to another user
 */
export async function settleHome(dataDir: string, log: Log): Promise<Home> {
  const name = join(dataDir, "postgresql");
  try {
    await mkdir(dataDir, { recursive: true });
    const owner = await chooseOwner();
    if (owner.isOther && !(await exists(name)) && !(await canEnter(owner, dataDir)))
      await settleElsewhere(name, owner, log);
    else await mkdir(name, { mode: 0o700 }).catch(ignore("EEXIST"));
    return await takePossession(await realpath(name), owner);
  } catch (error) {
    throw error instanceof Refusal ? error : unusable(dataDir, error);
  }
}

async function settleElsewhere(name: string, owner: Owner, log: Log): Promise<void> {
  await mkdir(reachable, { recursive: true, mode: 0o755 });
  const folder = await mkdtemp(join(reachable, "postgresql-"));
  await giveTo(owner, folder);
  try {
    await symlink(folder, name);
  } catch (error) {
    await rm(folder, { recursive: true });
    return ignore("EEXIST")(error);
  }
  log.warn(
    { folder, link: name, uid: owner.uid },
    "the database lives outside the data folder, which its user cannot enter",
  );
}

/** A folder that exists is run by whoever owns it; one that root brought back from a backup gets its owner again. */
async function takePossession(path: string, chosen: Owner): Promise<Home> {
  const { uid, gid } = await stat(path);
  if (!isRoot()) {
    if (uid !== chosen.uid) throw foreign(path, uid, chosen.uid);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return { path, owner: chosen };
  }
  const owner = uid === 0 ? chosen : { uid, gid, isOther: true };
  if (uid === 0) await giveTo(owner, path);
  if (!(await canEnter(owner, path))) throw new Error(`the user ${owner.uid}, who owns ${path}, cannot enter it`);
  return { path, owner };
}

function unusable(dataDir: string, error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(
    "invalid",
    "database.folder",
    `Expected a data folder that can be written, but ${dataDir} cannot be used (${reason}). ` +
      "Set DATA_DIR to a folder of yours, or DATABASE_URL to a PostgreSQL server",
  );
}

function foreign(path: string, uid: number, ours: number): Refusal {
  return new Refusal(
    "invalid",
    "database.owner",
    `Expected ${path} to belong to the user who starts the server (${ours}), but it belongs to the user ${uid}. ` +
      `Start the server as that user, or hand the folder over: sudo chown -R ${ours} ${dirname(path)}`,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A catch clause for one expected error code. */
export function ignore(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error && "code" in error && error.code === code)) throw error;
  };
}
