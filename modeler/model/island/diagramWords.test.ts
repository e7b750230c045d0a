import test from "ava";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { diagramWords } from "./diagramWords.ts";

/** Said only in bpmn-js' own examples, or built from parts that we list one by one. */
const neverShown = new Set(["HELLO {you}", "Align elements "]);

test("bpmn-js and its menus say nothing in the modeler that we have no German for", (t) => {
  const said = [...textsIn("bpmn-js", "lib"), ...textsIn("diagram-js", "lib"), ...minimapTexts(), ...menuTexts()];

  t.true(said.includes("Activate lasso tool"), "the search still finds what bpmn-js says");
  t.true(said.includes("Message boundary event (non-interrupting)"), "and the labels of its menus");
  t.deepEqual(
    [...new Set(said)].filter((text) => diagramWords[text] === undefined && !neverShown.has(text)),
    [],
  );
});

test("a compound event has one German noun", (t) => {
  t.is(diagramWords["Timer boundary event (non-interrupting)"]?.de, "Angeheftetes Zeit-Ereignis (nicht unterbrechend)");
  t.is(diagramWords["Message start event"]?.de, "Nachrichten-Startereignis");
});

function textsIn(name: string, folder: string): string[] {
  const root = path.join(packageFolder(name), folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".js") && !file.startsWith("import"),
  );
  return files.flatMap((file) => textsOf(readFileSync(path.join(root, file), "utf8")));
}

function minimapTexts(): string[] {
  return textsOf(readFileSync(path.join(packageFolder("diagram-js-minimap"), "dist", "index.esm.js"), "utf8"));
}

function menuTexts(): string[] {
  const file = path.join(packageFolder("bpmn-js-create-append-anything"), "dist", "index.es.js");
  const source = readFileSync(file, "utf8");
  const groups = [...source.matchAll(/_GROUP = \{ id: '[^']+', name: '([^']+)'/g)].map(([, text]) => text ?? "");
  return [...textsOf(source), ...groups];
}

function textsOf(source: string): string[] {
  const calls = [...source.matchAll(/[._]?translate\(\s*'([^']+)'/g)];
  const labels = [...source.matchAll(/\blabel: '([^']+)'/g)];
  // `'translate(' + x + …` is SVG, nothing that is said.
  return [...calls, ...labels].map(([, text]) => text ?? "").filter((text) => !text.startsWith(" +"));
}

function packageFolder(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const at = entry.lastIndexOf(path.join("node_modules", name));
  return entry.slice(0, at + path.join("node_modules", name).length);
}
