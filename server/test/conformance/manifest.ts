import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isObject } from "../../base/json.ts";
import { constraintTest } from "./constraints.ts";
import type { ConstraintTest } from "./constraints.ts";
import { Arena } from "./arena.ts";
import { hostileTest } from "./hostile.ts";
import type { HostileFile } from "./hostile.ts";
import { importTest } from "./imported.ts";
import type { ImportFile } from "./imported.ts";
import { lintTest } from "./lint.ts";
import type { LintFile } from "./lint.ts";
import { stepTest } from "./steps.ts";
import type { ModelFile, StepTest } from "./steps.ts";
import { tokenTests } from "./tokens.ts";
import type { TokenTest } from "./tokens.ts";
import type { Test } from "./test.ts";

/** What a folder holds for this runner. */
export interface Folder {
  readonly tests: readonly Test[];
  /** Manifests, or parts of them, whose form is not known here. */
  readonly unknown: readonly string[];
}

/**
 * Reads the manifests of a folder, those of its folders too when it has none itself. The form of a test is recognised by
 * its shape, never by a name.
 */
export async function readFolder(folder: string): Promise<Folder> {
  const names = (await readdir(folder)).toSorted();
  const manifests = names.filter((name) => /^manifest.*\.json$/.test(name));
  if (manifests.length > 0) return readManifests(folder, manifests);
  const entries = await readdir(folder, { withFileTypes: true });
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
  const folders = await Promise.all(inner.toSorted().map((each) => readFolder(each)));
  return { tests: folders.flatMap(({ tests }) => tests), unknown: folders.flatMap(({ unknown }) => unknown) };
}

async function readManifests(folder: string, names: readonly string[]): Promise<Folder> {
  const manifests: Record<string, unknown>[] = [];
  for (const name of names) {
    const value: unknown = JSON.parse(await readFile(path.join(folder, name), "utf8"));
    if (isObject(value)) manifests.push(value);
  }
  // one manifest may describe the files that the tests of another one use
  const models = Object.assign({}, ...manifests.map(({ files }) => (isObject(files) ? files : {}))) as Record<
    string,
    ModelFile
  >;
  const tests: Test[] = [];
  const context = { folder, models, arena: new Arena() };
  const unknown: string[] = [];
  for (const [index, manifest] of manifests.entries()) {
    for (const entry of [manifest["tests"], manifest["files"]].filter(Array.isArray).flat()) {
      const read = recognise(context, entry);
      if (read === undefined) unknown.push(path.join(folder, names[index] ?? ""));
      else tests.push(...read);
    }
  }
  return { tests, unknown: [...new Set(unknown)] };
}

/** The casts below rest on the members looked at; what else is missing shows as the failure of that test. */
function recognise({ folder, models, arena }: Context, entry: unknown): Test[] | undefined {
  if (!isObject(entry)) return undefined;
  const { expect } = entry;
  if (Array.isArray(entry["steps"])) return [stepTest(folder, entry as unknown as StepTest, models)];
  if (Array.isArray(entry["cases"])) return tokenTests(folder, entry as unknown as TokenTest);
  if (typeof entry["file"] !== "string") return undefined;
  if (Array.isArray(entry["expected"])) return [constraintTest(folder, entry as unknown as ConstraintTest)];
  if (expect === "valid" || expect === "invalid") return [lintTest(folder, entry as unknown as LintFile)];
  if (isObject(entry["bpmnModdle"])) return [importTest(folder, entry as unknown as ImportFile)];
  if (isObject(expect) && typeof expect["import"] === "string")
    return [hostileTest(folder, entry as unknown as HostileFile, arena)];
  return undefined;
}

interface Context {
  readonly folder: string;
  readonly models: Readonly<Record<string, ModelFile>>;
  readonly arena: Arena;
}
