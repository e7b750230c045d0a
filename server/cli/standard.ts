import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Json } from "../base/json.ts";
import { xmlOf } from "../definitions/parts.ts";
import type { Part } from "../definitions/parts.ts";
import type { Compile } from "../definitions/refuse.ts";
import { compilesOnce, followStandard, publishCatalogue } from "../runtime/commands/drafts/standard.ts";
import type { StandardRelease } from "../runtime/commands/drafts/standard.ts";
import type { House } from "../runtime/house.ts";

/** Where the standard processes and rules lie. */
export interface StandardFolders {
  readonly processes: string;
  readonly rules: string;
}

/**
 * Publishes the standard catalogue from its files: the rule sets as one release, every process with its forms, templates
 * and scenarios as another. Then the tenant takes over what it follows. What has not changed since the last time is left
 * alone, so this runs at every start.
 */
export async function publishStandard(house: House, tenantId: string, folders: StandardFolders): Promise<void> {
  const compile = compilesOnce(house.versions);
  await publishCatalogue(house, await readStandard(folders), { compile, sort: calledFirst });
  await followStandard(house, tenantId, compile);
}

/** The releases of the standard catalogue as they lie on disk, the rule sets first. */
export async function readStandard(folders: StandardFolders): Promise<StandardRelease[]> {
  const rules: Part[] = [];
  for (const file of await listFiles(folders.rules, ".json")) rules.push(await readKeyed("ruleSet", file));
  const processFolders = (await readdir(folders.processes, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  const releases: StandardRelease[] = [];
  for (const { name } of processFolders)
    releases.push({ title: name, parts: await readParts(path.join(folders.processes, name)) });
  return [{ title: "Rules", parts: rules }, ...releases];
}

async function readParts(folder: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (const file of await listFiles(path.join(folder, "forms"), ".json")) parts.push(await readKeyed("form", file));
  for (const [key, body] of await readTemplates(path.join(folder, "templates")))
    parts.push({ kind: "template", key, body });
  for (const file of await listFiles(path.join(folder, "scenarios"), scenarioEnding)) {
    const body = JSON.parse(await readFile(file, "utf8")) as Json; // our own files, checked by a test
    parts.push({ kind: "scenario", key: `${path.basename(folder)}:${path.basename(file, scenarioEnding)}`, body });
  }
  for (const file of await listFiles(folder, ".bpmn"))
    parts.push({ kind: "process", key: path.basename(file, ".bpmn"), body: await readFile(file, "utf8") });
  return parts;
}

const scenarioEnding = ".scenario.json";

/** A release comes after those whose processes it calls; where they call each other, in the order of their names. */
async function calledFirst(releases: readonly StandardRelease[], compile: Compile): Promise<StandardRelease[]> {
  const calls = new Map<StandardRelease, ReadonlySet<string>>();
  for (const release of releases) calls.set(release, await callsOf(release, compile));
  const sorted: StandardRelease[] = [];
  const place = (release: StandardRelease, above: readonly StandardRelease[]): void => {
    if (sorted.includes(release) || above.includes(release)) return;
    const called = releases.filter((other) => other !== release && calls.get(release)?.has(other.title) === true);
    for (const each of called) place(each, [...above, release]);
    sorted.push(release);
  };
  for (const release of releases) place(release, []);
  return sorted;
}

async function callsOf({ parts }: StandardRelease, compile: Compile): Promise<ReadonlySet<string>> {
  const called = new Set<string>();
  for (const { body } of parts.filter(({ kind }) => kind === "process")) {
    const { executable } = await compile(xmlOf(body));
    for (const key of executable.flatMap(({ references }) => references.processes)) called.add(key);
  }
  return called;
}

async function readKeyed(kind: "ruleSet" | "form", file: string): Promise<Part> {
  const body = JSON.parse(await readFile(file, "utf8")) as { readonly key: string } & Json; // our own files, checked by a test
  return { kind, key: body.key, body };
}

/** Templates of a folder by key; each has one file a language, `<key>.<language>.hbs`. */
async function readTemplates(folder: string): Promise<Map<string, Record<string, string>>> {
  const templates = new Map<string, Record<string, string>>();
  for (const file of await listFiles(folder, ".hbs")) {
    const [key = "", language = "de"] = path.basename(file).split(".");
    templates.set(key, { ...templates.get(key), [language]: await readFile(file, "utf8") });
  }
  return templates;
}

async function listFiles(folder: string, extension: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith(extension))
      .toSorted()
      .map((name) => path.join(folder, name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
