import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Refusal } from "../base/refusal.ts";

/** How long we wait for another starter: recovery after a power cut may take minutes. In milliseconds. */
const patience = 300_000;

/**
 * Runs `work` while no other process of this machine does so under the same folder. The lock is a folder with the
 * holder's name in it, put in place by one rename; the lock of a process that died is taken over.
 *
 * @throws {Refusal} `database.locked` when the holder lives and does not let go within five minutes
 */
export async function withLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  await acquire(home);
  try {
    return await work();
  } finally {
    await discard(home, join(home, "lock"));
  }
}

async function acquire(home: string): Promise<void> {
  const ours = await identify(process.pid);
  const prepared = join(home, `lock-${randomUUID()}`);
  await mkdir(prepared);
  await writeFile(join(prepared, "holder"), ours ?? "");
  const deadline = Date.now() + patience;
  while (!(await putInPlace(home, prepared))) {
    const holder = await readFile(join(home, "lock", "holder"), "utf8").catch(() => undefined);
    if (holder !== undefined && !(await isHeld(holder))) await takeAway(home, holder);
    if (Date.now() > deadline) {
      await rm(prepared, { recursive: true, force: true });
      throw locked(home, holder);
    }
    await setTimeout(20);
  }
}

/** Renaming a folder onto one that holds something fails: of several starters exactly one succeeds. */
async function putInPlace(home: string, prepared: string): Promise<boolean> {
  try {
    await rename(prepared, join(home, "lock"));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST"))
      return false;
    throw error;
  }
}

/** Between our look and our rename somebody else may have taken over; then the lock goes back to its holder. */
async function takeAway(home: string, dead: string): Promise<void> {
  const lock = join(home, "lock");
  const aside = join(home, `lock-${randomUUID()}`);
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const holder = await readFile(join(aside, "holder"), "utf8").catch(() => dead);
  if (holder !== dead && (await putInPlace(home, aside))) return;
  await rm(aside, { recursive: true, force: true });
}

async function discard(home: string, lock: string): Promise<void> {
  const aside = join(home, `lock-${randomUUID()}`);
  await rename(lock, aside);
  await rm(aside, { recursive: true, force: true });
}

async function isHeld(holder: string): Promise<boolean> {
  return (await identify(Number.parseInt(holder, 10))) === holder;
}

/** The process id and, where the system tells it, the moment of its start: ids return, most of all in containers. */
async function identify(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const startedAt = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return `${pid} ${startedAt}`;
}

function locked(home: string, holder: string | undefined): Refusal {
  return new Refusal(
    "busy",
    "database.locked",
    `Expected to be the only one to start the database in ${home}, but the process ${holder ?? "?"} is still at it. ` +
      `If it hangs, end it and delete ${join(home, "lock")}`,
  );
}
