import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { newId } from "../base/id.ts";
import type { Json } from "../base/json.ts";
import { deployProcess, publish } from "../runtime/commands/deployProcess.ts";
import type { Cause, House } from "../runtime/house.ts";

/** Where the standard processes and rules lie. */
export interface StandardFolders {
  readonly processes: string;
  readonly rules: string;
}

/**
 * Publishes the standard processes with their forms, templates and rule sets as one release. What has not changed since
 * the last time is left alone, so this runs at every start.
 */
export async function publishStandard(house: House, tenantId: string, folders: StandardFolders): Promise<void> {
  const cause: Cause = { tenantId, actor: "standard" };
  const releaseId = newId(house.now());
  for (const file of await listFiles(folders.rules, ".json")) {
    await publish(house, cause, "ruleSet", await readKeyed(file, releaseId));
  }
  const processFolders = (await readdir(folders.processes, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of processFolders) {
    const folder = path.join(folders.processes, name);
    for (const file of await listFiles(path.join(folder, "forms"), ".json"))
      await publish(house, cause, "form", await readKeyed(file, releaseId));
    for (const [key, body] of await readTemplates(path.join(folder, "templates")))
      await publish(house, cause, "template", { key, body, releaseId });
    for (const file of await listFiles(folder, ".bpmn"))
      await deployProcess(house, cause, { xml: await readFile(file, "utf8"), releaseId });
  }
}

async function readKeyed(file: string, releaseId: string): Promise<{ key: string; body: Json; releaseId: string }> {
  const body = JSON.parse(await readFile(file, "utf8")) as { readonly key: string } & Json; // our own files, checked by a test
  return { key: body.key, body, releaseId };
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
