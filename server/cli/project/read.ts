import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import type { Part, PartKind } from "../../definitions/parts.ts";
import { Failure } from "../command/failure.ts";

/** A part of a project and the files that it stands in. */
export interface ProjectPart extends Part {
  readonly files: readonly string[];
}

/** A folder of processes and rules. */
export interface Project {
  readonly root: string;
  readonly parts: readonly ProjectPart[];
}

/**
 * The folder that a path belongs to: the nearest one upwards with `processes` or `rules` in it; nothing when there is none.
 */
export async function findRoot(from: string): Promise<string | undefined> {
  let at = path.resolve(from);
  for (;;) {
    if ((await isFolder(path.join(at, "processes"))) || (await isFolder(path.join(at, "rules")))) return at;
    const up = path.dirname(at);
    if (up === at) return undefined;
    at = up;
  }
}

/** Reads a project, all of it. @throws {Failure} when there is none, or a file cannot be read as what it should be */
export async function readProject(from: string): Promise<Project> {
  const root = await findRoot(from);
  if (root === undefined) {
    throw new Failure({
      de: `Erwartet einen Ordner mit processes/ oder rules/; bei ${from} gibt es keinen.`,
      en: `Expected a folder with processes/ or rules/, but there is none at ${from}.`,
    });
  }
  const rules = await listFiles(path.join(root, "rules"), ".json");
  const folders = await listFolders(path.join(root, "processes"));
  const parts = await Promise.all([
    ...rules.map((file) => readKeyed("ruleSet", file)),
    ...folders.map((folder) => readFolder(folder)),
  ]);
  return { root, parts: parts.flat() };
}

async function readFolder(folder: string): Promise<readonly ProjectPart[]> {
  const [models, forms, scenarios] = await Promise.all([
    listFiles(folder, ".bpmn"),
    listFiles(path.join(folder, "forms"), ".json"),
    listFiles(path.join(folder, "scenarios"), ".scenario.json"),
  ]);
  const found = await Promise.all([
    ...models.map((file) => readModel(file)),
    ...forms.map((file) => readKeyed("form", file)),
    ...scenarios.map((file) => readScenario(file, path.basename(folder))),
  ]);
  return [...found, ...(await readTemplates(path.join(folder, "templates")))];
}

async function readModel(file: string): Promise<ProjectPart> {
  return { kind: "process", key: path.basename(file, ".bpmn"), body: await readFile(file, "utf8"), files: [file] };
}

async function readKeyed(kind: PartKind, file: string): Promise<ProjectPart> {
  const body = await readJson(file);
  const key = isObject(body) ? body["key"] : undefined;
  return { kind, key: typeof key === "string" ? key : path.basename(file, ".json"), body, files: [file] };
}

/** A scenario goes by its process and its own key. */
async function readScenario(file: string, folder: string): Promise<ProjectPart> {
  const body = await readJson(file);
  const { process: processKey, key } = isObject(body) ? body : {};
  const name = typeof key === "string" ? key : path.basename(file, ".scenario.json");
  return {
    kind: "scenario",
    key: `${typeof processKey === "string" ? processKey : folder}:${name}`,
    body,
    files: [file],
  };
}

/** A template has one file for each language. */
async function readTemplates(folder: string): Promise<readonly ProjectPart[]> {
  const byKey = Map.groupBy(await listFiles(folder, ".hbs"), (file) => path.basename(file).split(".")[0] ?? "");
  return Promise.all(
    [...byKey].map(async ([key, files]) => {
      const texts = await Promise.all(
        files.map(async (file) => [path.basename(file).split(".")[1] ?? "", await readFile(file, "utf8")] as const),
      );
      return { kind: "template" as const, key, body: Object.fromEntries(texts), files };
    }),
  );
}

/** The JSON in a file. @throws {Failure} when there is none */
export async function readJson(file: string): Promise<Json> {
  return parseJson(await readFile(file, "utf8"), file);
}

/** The JSON that a text is. @throws {Failure} when it is none */
export function parseJson(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure({ de: `Erwartet JSON in ${file}: ${reason}`, en: `Expected JSON in ${file}, but ${reason}` });
  }
}

async function listFiles(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.join(folder, entry.name))
    .toSorted();
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name))
    .toSorted();
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
