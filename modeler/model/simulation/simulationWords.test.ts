import test from "ava";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { simulationWords } from "./simulationWords.ts";

/** Said by parts that we leave out (the log, the modeler's switch), or put together from parts that are listed. */
const leftOut = /log[/\\]|toggle-mode|show-scopes|palette|notifications/;

test("the token simulation says nothing that we have no German for", (t) => {
  const root = path.dirname(createRequire(import.meta.url).resolve("bpmn-js-token-simulation/package.json"));
  const features = path.join(root, "lib", "features");
  const files = readdirSync(features, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".js") && !leftOut.test(file),
  );
  const said = files.flatMap((file) => {
    const source = readFileSync(path.join(features, file), "utf8");
    return [...source.matchAll(/title="([A-Z][^"$]*)"|text: '([A-Z][^']*)'/g)].map(
      (match) => match[1] ?? match[2] ?? "",
    );
  });

  t.true(said.includes("Reset Simulation"), "the search still finds what it says");
  t.deepEqual(
    [...new Set(said)].filter((text) => simulationWords[text] === undefined),
    [],
  );
});
