#!/usr/bin/env node
// Plain JavaScript: the Node.js on the PATH may be older than the one that this project brings along to run TypeScript.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const oldest = 24;
const here = path.dirname(fileURLToPath(import.meta.url));
// where npm has linked this folder it is itself, where it was told to copy it is node_modules/@ablauf/cli
const command = [path.join(here, "../ablauf.ts"), path.join(here, "../../../server/cli/ablauf.ts")].find((file) =>
  existsSync(file),
);

if (command === undefined) {
  process.stderr.write("Expected the command ablauf within the project that it belongs to, but it stands alone.\n");
  process.exitCode = 1;
} else if (Number(process.versions.node.split(".")[0]) >= oldest) {
  // some four hundred files are read for a command: compiled ones in a folder of one's own make it start twice as fast
  nodeModule.enableCompileCache(path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "ablauf"));
  const { main } = await import(pathToFileURL(command).href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const own = path.dirname(nodeModule.createRequire(command).resolve("node/package.json"));
  const node = path.join(own, "bin", process.platform === "win32" ? "node.exe" : "node");
  const run = spawnSync(node, [command, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
}
