#!/usr/bin/env node
// Plain JavaScript: the Node.js on the PATH may be older than the one that this project brings along to run TypeScript.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const oldest = 24;
const command = path.join(path.dirname(fileURLToPath(import.meta.url)), "ablauf.ts");

if (Number(process.versions.node.split(".")[0]) >= oldest) {
  const { main } = await import("./ablauf.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  const own = path.dirname(createRequire(import.meta.url).resolve("node/package.json"));
  const node = path.join(own, "bin", process.platform === "win32" ? "node.exe" : "node");
  const run = spawnSync(node, [command, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
}
