import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { isObject } from "../../base/json.ts";
import type { Part } from "../../definitions/parts.ts";
import type { ProjectPart } from "./read.ts";

/** Which process a form or template belongs to, by its key: that of the first that uses it. */
export type Owners = ReadonlyMap<string, string>;

/** Where a part that nothing uses goes. */
const shared = "shared";

/** Writes a part where it stands already, or where it belongs. @returns the files */
export async function writePart(
  root: string,
  part: Part,
  present: ProjectPart | undefined,
  owners: Owners,
): Promise<readonly string[]> {
  const files = filesOf(root, part, present, owners);
  for (const [file, text] of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return files.map(([file]) => file);
}

function filesOf(
  root: string,
  part: Part,
  present: ProjectPart | undefined,
  owners: Owners,
): readonly (readonly [string, string])[] {
  const { kind, key, body } = part;
  if (kind === "template")
    return templateFiles(
      path.join(root, "processes", owners.get(`template/${key}`) ?? shared, "templates"),
      part,
      present,
    );
  const text = typeof body === "string" ? body : `${JSON.stringify(body, undefined, 2)}\n`;
  const [known] = present?.files ?? [];
  return [[known ?? path.join(root, ...placeOf(part, owners)), text]];
}

function placeOf({ kind, key }: Part, owners: Owners): readonly string[] {
  const name = safe(key);
  switch (kind) {
    case "process":
      return ["processes", name, `${name}.bpmn`];
    case "ruleSet":
      return ["rules", `${name}.json`];
    case "scenario": {
      const [processKey = shared, ...rest] = key.split(":");
      return ["processes", safe(processKey), "scenarios", `${safe(rest.join(":"))}.scenario.json`];
    }
    default:
      return ["processes", safe(owners.get(`${kind}/${key}`) ?? shared), "forms", `${name}.json`];
  }
}

function templateFiles(
  folder: string,
  { key, body }: Part,
  present: ProjectPart | undefined,
): readonly (readonly [string, string])[] {
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([language, text]) => {
    const name = `${safe(key)}.${safe(language)}.hbs`;
    const known = present?.files.find((file) => path.basename(file) === name);
    return typeof text === "string" ? [[known ?? path.join(folder, name), text] as const] : [];
  });
}

/** A key as the name of a file: never out of its folder, whatever a server says. */
function safe(name: string): string {
  const cleaned = name.replaceAll(/[^\w.:-]/g, "_").replaceAll(":", "_");
  return /^\.+$/.test(cleaned) || cleaned === "" ? "_" : cleaned;
}
