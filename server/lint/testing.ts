import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import type { Json } from "../base/json.ts";
import type { Holdings } from "./around.ts";

/** For tests: everything that the standard processes and rules of this project hold, with the files by process. */
export async function standardHoldings(): Promise<Holdings & { readonly files: ReadonlyMap<string, string> }> {
  const root = path.join(import.meta.dirname, "../..");
  const processes = await filesIn(path.join(root, "processes"), ".bpmn");
  const texts = await Promise.all(
    processes.map(async (file) => [path.basename(file, ".bpmn"), await readFile(file, "utf8")] as const),
  );
  const templates = Map.groupBy(
    await filesIn(path.join(root, "processes"), ".hbs"),
    (file) => path.basename(file).split(".")[0] ?? "",
  );
  const forms = (await filesIn(path.join(root, "processes"), ".json")).filter(
    (file) => path.basename(path.dirname(file)) === "forms",
  );
  return {
    files: new Map(texts),
    processes: texts.map(([, text]) => text),
    forms: await Promise.all(forms.map((file) => readJson(file))),
    ruleSets: await Promise.all((await filesIn(path.join(root, "rules"), ".json")).map((file) => readJson(file))),
    templates: new Map(
      [...templates].map(([key, files]) => [key, files.map((file) => path.basename(file).split(".")[1] ?? "")]),
    ),
  };
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => path.join(folder, name));
}

async function readJson(file: string): Promise<Json> {
  return JSON.parse(await readFile(file, "utf8")) as Json; // our own files
}
