import { execFile } from "node:child_process";
import { readFile, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { clusterOf } from "./embedded-cluster.ts";
import type { Home } from "./embedded-home.ts";

/** What PostgreSQL's first process, the postmaster, writes about itself into `postmaster.pid`. */
export interface PidFile {
  readonly pid: number;
  readonly socketDir: string;
  readonly isReady: boolean;
}

/** Reads `postmaster.pid`: id, cluster, start, port, folder of the socket, address, shared memory, state, a line each. */
export async function readPidFile(home: Home): Promise<PidFile | undefined> {
  const text = await readFile(join(clusterOf(home), "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socketDir: lines[4] ?? "", isReady: lines[7] === "ready" };
}

/**
 * Whether the process with this id lives and is this home's postmaster. Ids are given again, after a reboot even to
 * another PostgreSQL, so the command line must name our cluster or the process must work in it (the folder may have
 * been renamed meanwhile).
 */
export async function isPostmaster(home: Home, pid: number): Promise<boolean> {
  const cluster = clusterOf(home);
  if (process.platform !== "linux") {
    const listed = await promisify(execFile)("ps", ["-ww", "-o", "command=", "-p", String(pid)]).catch(() => ({
      stdout: "",
    }));
    return listed.stdout.includes(cluster);
  }
  const args = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  return args.includes(cluster) || (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === cluster;
}

/**
 * Makes the file ours when its process is not the postmaster but exists: a stranger has got the id, or the postmaster
 * is a zombie whose parent does not ask for it. PostgreSQL would refuse to start because of such a process, but not
 * because of its own parent. Deleting the file instead would also delete what PostgreSQL needs in order to make sure
 * that no backend of the dead postmaster is still writing.
 */
export async function disownPidFile(home: Home): Promise<void> {
  const found = await readPidFile(home);
  if (found === undefined || !isAlive(found.pid) || (await isPostmaster(home, found.pid))) return;
  const path = join(clusterOf(home), "postmaster.pid");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(/^\d+/, String(process.pid)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
