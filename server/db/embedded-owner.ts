import { execFile } from "node:child_process";
import { lchown, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** The operating system's user that runs PostgreSQL. `isOther`: not the one that runs us, which only root may choose. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
  readonly isOther: boolean;
}

/** The whole environment of a PostgreSQL process: none of ours (it may hold secrets), English messages, no search for a time zone. */
export const environment = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" } as const;

/** Whether we are root, as whom PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The user who runs us, or, if that is root, an unprivileged one that exists: `postgres`, else `nobody`. */
export async function chooseOwner(): Promise<Owner> {
  if (!isRoot()) return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, isOther: false };
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534), isOther: true };
}

/** Options for `child_process` that make a program run as the owner, in our small environment. */
export function as(owner: Owner): { uid?: number; gid?: number; env: NodeJS.ProcessEnv; cwd: string } {
  const common = { env: environment, cwd: "/" };
  return owner.isOther ? { ...common, uid: owner.uid, gid: owner.gid } : common;
}

/** Runs a program as the owner to its end and gives what it printed; rejects when it fails or cannot be run. */
export async function runAs(owner: Owner, file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, [...args], as(owner));
  return stdout;
}

/** Whether the owner can enter a folder: all folders above it count too. */
export async function canEnter(owner: Owner, folder: string): Promise<boolean> {
  return runAs(owner, "/bin/sh", ["-c", 'cd "$1"', "sh", folder]).then(
    () => true,
    () => false,
  );
}

/** Gives a file or a folder with all it holds to the owner. Symbolic links are given away, not followed. */
export async function giveTo(owner: Owner, path: string): Promise<void> {
  if (!owner.isOther) return;
  await lchown(path, owner.uid, owner.gid);
  const inside = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of inside) await lchown(join(entry.parentPath, entry.name), owner.uid, owner.gid);
}
