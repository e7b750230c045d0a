import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "../..");

/**
 * Names the present state of files and folders, given from the project's root: 16 hexadecimal digits over paths and
 * contents, tests and what was built left out.
 */
export async function hashOf(places: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const place of places)
    for (const path of await filesOf(join(root, place))) hash.update(relative(root, path)).update(await readFile(path));
  return hash.digest("hex").slice(0, 16);
}

async function filesOf(place: string): Promise<string[]> {
  if ((await stat(place)).isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(root, "modeler", "dist")))
    .toSorted();
}
