import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { filesOf } from "../../definitions/exchange/places.ts";
import type { Owners } from "../../definitions/exchange/places.ts";
import type { Part } from "../../definitions/parts.ts";
import type { ProjectPart } from "./read.ts";

/** Writes a part where it stands already, or where it belongs. @returns the files */
export async function writePart(
  root: string,
  part: Part,
  present: ProjectPart | undefined,
  owners: Owners,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const { path: place, bytes } of filesOf(part, owners)) {
    const file = presentFile(part, present, path.basename(place)) ?? path.join(root, place);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
    written.push(file);
  }
  return written;
}

/** Where a folder has the file already; of a template, which has one for each language, by its name. */
function presentFile({ kind }: Part, present: ProjectPart | undefined, name: string): string | undefined {
  if (kind !== "template") return present?.files[0];
  return present?.files.find((file) => path.basename(file) === name);
}
