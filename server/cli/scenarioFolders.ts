import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Bundle } from "../scenarios/repertoire.ts";
import { parseScenario } from "../scenarios/scenario.ts";
import type { Scenario } from "../scenarios/scenario.ts";

/** What lies in folders like `processes/` and `rules/`: all parts, and the scenarios of the processes. */
export interface Folders {
  readonly bundle: Required<Bundle>;
  readonly scenarios: readonly Scenario[];
}

/**
 * Reads every BPMN file, form, template, rule set and scenario below some folders, by where they lie: `*.bpmn`,
 * `forms/*.json`, `templates/<key>.<language>.hbs`, `scenarios/*.scenario.json`, `rules/*.json`. A folder `rules` may be
 * given itself.
 *
 * @throws {Refusal} `scenario.shape`, `scenario.file` a file cannot be read as what it is, with its path
 */
export async function readFolders(...roots: readonly string[]): Promise<Folders> {
  const parts = {
    processes: {} as Record<string, string>,
    ruleSets: {} as Record<string, Json>,
    forms: {} as Record<string, Json>,
    templates: {} as Record<string, Record<string, string>>,
  };
  const scenarios: Scenario[] = [];
  for (const file of (await Promise.all(roots.map((root) => filesBelow(root)))).flat()) {
    const folder = path.basename(path.dirname(file));
    const name = path.basename(file);
    const text = await readFile(file, "utf8");
    if (name.endsWith(".bpmn")) parts.processes[path.basename(name, ".bpmn")] = text;
    else if (name.endsWith(".scenario.json")) scenarios.push(scenarioIn(file, text));
    else if (folder === "templates" && name.endsWith(".hbs")) addTemplate(parts.templates, name, text);
    else if (folder === "forms" && name.endsWith(".json")) addKeyed(parts.forms, file, text);
    else if (folder === "rules" && name.endsWith(".json")) addKeyed(parts.ruleSets, file, text);
  }
  return { bundle: parts, scenarios };
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/[/\\]node_modules([/\\]|$)/.test(entry.parentPath))
    .map((entry) => path.resolve(entry.parentPath, entry.name))
    .toSorted();
}

function scenarioIn(file: string, text: string): Scenario {
  return atFile(file, () => {
    const scenario = parseScenario(JSON.parse(text));
    const expected = path.basename(file, ".scenario.json");
    if (scenario.key !== expected)
      throw new Refusal("invalid", "scenario.file", `Expected the key ${expected}, but it is ${scenario.key}`);
    return scenario;
  });
}

function addTemplate(templates: Record<string, Record<string, string>>, name: string, text: string): void {
  const [key = "", language = "de"] = name.split(".");
  (templates[key] ??= {})[language] = text;
}

function addKeyed(parts: Record<string, Json>, file: string, text: string): void {
  const body = atFile(file, () => JSON.parse(text) as Json); // JSON.parse gives JSON
  if (isObject(body) && typeof body["key"] === "string") parts[body["key"]] = body;
}

/** Whatever is wrong with a file is told with its path. */
function atFile<Value>(file: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const place = path.relative(process.cwd(), file);
    if (error instanceof Refusal)
      throw new Refusal(error.kind, error.code, `${place}: ${error.message}`, error.complaints);
    if (error instanceof SyntaxError)
      throw new Refusal("invalid", "scenario.file", `${place}: Expected JSON, but ${error.message}`);
    throw error;
  }
}
