import { isObject } from "../../base/json.ts";
import { nameOf } from "../parts.ts";
import type { Part, PartKey } from "../parts.ts";
import type { ArchiveFile } from "./zip.ts";

/** Which process a form or template belongs to, by `kind/key`: the first that refers to it. */
export type Owners = ReadonlyMap<string, string>;

/** Where a form or template lies that no process of the archive refers to. */
const shared = "shared";

/**
 * The files of a part, laid out as a folder of processes is: an unpacked archive can be worked on with the command line and
 * kept in git as it is.
 */
export function filesOf(part: Part, owners: Owners): ArchiveFile[] {
  const { kind, key, body } = part;
  if (kind === "template") return templateFiles(part, folderOf(part, owners));
  const text = typeof body === "string" ? body : `${JSON.stringify(body, undefined, 2)}\n`;
  const name = safe(key);
  switch (kind) {
    case "process":
      return [file(`processes/${name}/${name}.bpmn`, text)];
    case "ruleSet":
      return [file(`rules/${name}.json`, text)];
    case "form":
      return [file(`${folderOf(part, owners)}/forms/${name}.json`, text)];
    case "scenario": {
      const [process = shared, ...rest] = key.split(":");
      return [file(`processes/${safe(process)}/scenarios/${safe(rest.join(":"))}.scenario.json`, text)];
    }
  }
}

/** Where the pictures of a process lie. */
export function pictureFolder(processKey: string): string {
  return `processes/${safe(processKey)}/pictures`;
}

/** Text as a file. */
export function file(path: string, text: string): ArchiveFile {
  return { path, bytes: Buffer.from(text, "utf8") };
}

/** A key as the name of a file: never out of its folder. */
export function safe(name: string): string {
  const cleaned = name.replaceAll(/[^\w.-]/g, "_");
  return /^\.*$/.test(cleaned) ? "_" : cleaned;
}

function folderOf(part: PartKey, owners: Owners): string {
  return `processes/${safe(owners.get(nameOf(part)) ?? shared)}`;
}

/** A template has one file for each language. */
function templateFiles({ key, body }: Part, folder: string): ArchiveFile[] {
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([language, text]) =>
    typeof text === "string" ? [file(`${folder}/templates/${safe(key)}.${safe(language)}.hbs`, text)] : [],
  );
}
