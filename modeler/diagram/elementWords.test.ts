import test from "ava";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { typeWords, viewerWords } from "./elementWords.ts";

const parts = ["features/drilldown", "import", "core", "draw"];

test("bpmn-js says nothing in the viewer that we have no German for", (t) => {
  const said = parts.flatMap((part) => textsIn(path.join(bpmnJs(), "lib", part)));

  t.true(said.includes("Open {element}"), "the search still finds what bpmn-js says");
  t.deepEqual(
    said.filter((text) => viewerWords[text] === undefined),
    [],
  );
});

test("a BPMN type has a word, and one we do not know is an element", (t) => {
  t.is(typeWords("bpmn:UserTask").de, "Benutzeraufgabe");
  t.is(typeWords("bpmn:Unheard").en, "Element");
});

/** The texts given to `translate` that are shown; problems of reading a file are thrown, not shown. */
function textsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  const sources = files.map((file) => readFileSync(path.join(folder, file), "utf8"));
  const calls = sources.flatMap((source) => [...source.matchAll(/[._]translate\(\s*'([^']+)'/g)]);
  return calls.map(([, text]) => text ?? "");
}

function bpmnJs(): string {
  return path.dirname(createRequire(import.meta.url).resolve("bpmn-js/package.json"));
}
