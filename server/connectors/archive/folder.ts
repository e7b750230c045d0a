import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { randomUUID } from "node:crypto";
import type { Link } from "../frame/kind.ts";
import type { ArchivePort } from "../frame/ports.ts";
import { expectSame } from "./same.ts";

/** A folder of the server's file system, or of one that is mounted there. It locks nothing: that is up to who runs it. */
export function folderArchive({
  settings,
  record,
  folder,
  tenantId,
}: Link<{ readonly subfolder: string }>): ArchivePort {
  const root = path.join(folder, tenantId, settings.subfolder);
  return {
    put: ({ key, bytes, sha256 }) =>
      record("put object", `file ${key}`, async () => {
        const file = within(root, key);
        await mkdir(path.dirname(file), { recursive: true });
        const found = await existing(file);
        if (found === undefined) await writeOnce(file, bytes, sha256);
        else expectSame(key, sha256, found);
        return { location: `file:${path.relative(folder, file)}`, isLocked: false };
      }),
    get: (key) => record("get object", `file ${key}`, () => existing(within(root, key))),
  };
}

/** Keys are made by us of safe segments; a mistake there must not lead out of the folder. */
function within(root: string, key: string): string {
  const file = path.resolve(root, key);
  if (!file.startsWith(`${path.resolve(root)}${path.sep}`))
    throw new Error(`Expected a key within the archive, but it is ${key}`);
  return file;
}

/** Whole or not at all, on the disk before anybody is told, and never over another file. */
async function writeOnce(file: string, bytes: Uint8Array, sha256: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, "wx", 0o440);
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await link(draft, file).catch(async (error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
      expectSame(file, sha256, await readFile(file)); // somebody was faster
    });
  } finally {
    await rm(draft, { force: true });
  }
}

async function existing(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
