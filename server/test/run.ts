/**
 * `npm test`: starts one PostgreSQL for all test files (unless TEST_DATABASE_URL names one), runs ava with the given
 * arguments, stops PostgreSQL again, names once more what failed, and ends with the line `N passed, N failed`. A skipped
 * test is a failure of the run, as is a run without tests. Without arguments the files without a browser go first, two at a time, then those with
 * one, each alone: two browsers with their servers on two cores starve each other.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { glob, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startTestServer } from "./database.ts";
import { isGreen, nothing, readable, tally } from "./tap.ts";
import type { Tally } from "./tap.ts";

const root = join(import.meta.dirname, "../..");
const failures: string[] = [];
const given = process.env["TEST_DATABASE_URL"];
const server = given === undefined || given === "" ? await startTestServer() : undefined;
try {
  const args = process.argv.slice(2);
  const runs = args.length > 0 ? [args] : await everything();
  let sum = nothing;
  for (const each of runs) sum = await run(server?.url ?? given ?? "", each, sum);
  for (const failure of failures) process.stdout.write(`${failure}\n`);
  if (sum.skipped > 0) process.stdout.write(`${sum.skipped} left out, which is not allowed\n`);
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`);
  process.exitCode = isGreen(sum) ? 0 : 1;
} finally {
  await server?.stop();
}

/** Arguments for ava: the files without a browser, and those with one. */
async function everything(): Promise<readonly (readonly string[])[]> {
  const [plain, browsing]: [string[], string[]] = [[], []];
  for await (const path of glob("{server,modeler,seeds}/**/*.test.ts", { cwd: root })) {
    const opens = /from "[./]+\/(chromium|opened)\.ts"/.test(await readFile(join(root, path), "utf8"));
    (opens ? browsing : plain).push(path);
  }
  return [["--concurrency", "2", ...plain.toSorted()], browsing.toSorted()];
}

/** Adds what a run of ava comes to; one that ends badly without a failed test counts as a failure. */
async function run(databaseUrl: string, args: readonly string[], before: Tally): Promise<Tally> {
  const ava = join(dirname(fileURLToPath(import.meta.resolve("ava"))), "cli.js");
  // each file is a process of its own: what the one before has compiled it need not compile again
  const compiled = process.env["NODE_COMPILE_CACHE"] ?? join(root, "node_modules/.cache/compiled");
  const env = { ...process.env, TEST_DATABASE_URL: databaseUrl, NODE_COMPILE_CACHE: compiled };
  const child = spawn(process.execPath, [ava, "--tap", ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const exited = once(child, "exit");
  let sum = before;
  for await (const line of createInterface(child.stdout)) {
    sum = tally(sum, line);
    const text = readable(line);
    if (text !== undefined) process.stdout.write(`${text}\n`);
    if (text?.startsWith("✘ ")) failures.push(text);
  }
  const [code] = await exited;
  if (code === 0 || sum.failed > before.failed) return sum;
  process.stdout.write(`ava ended with ${code}, which counts as a failure\n`);
  return { ...sum, failed: sum.failed + 1 };
}
