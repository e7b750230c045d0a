/**
 * `npm test`: starts one PostgreSQL for all test files (unless TEST_DATABASE_URL names one), runs ava with the given
 * arguments, stops PostgreSQL again, and ends with the line `N passed, N failed`. A skipped test is a failure of the
 * run, as is a run without tests.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startTestServer } from "./database.ts";
import { isGreen, nothing, readable, tally } from "./tap.ts";

const given = process.env["TEST_DATABASE_URL"];
const server = given === undefined || given === "" ? await startTestServer() : undefined;
try {
  process.exitCode = (await run(server?.url ?? given ?? "", process.argv.slice(2))) ? 0 : 1;
} finally {
  await server?.stop();
}

async function run(databaseUrl: string, args: readonly string[]): Promise<boolean> {
  const ava = join(dirname(fileURLToPath(import.meta.resolve("ava"))), "cli.js");
  const env = { ...process.env, TEST_DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [ava, "--tap", ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const exited = once(child, "exit");
  let sum = nothing;
  for await (const line of createInterface(child.stdout)) {
    sum = tally(sum, line);
    const text = readable(line);
    if (text !== undefined) process.stdout.write(`${text}\n`);
  }
  const [code] = await exited;
  if (sum.skipped > 0) process.stdout.write(`${sum.skipped} left out, which is not allowed\n`);
  const isBroken = code !== 0 && sum.failed === 0;
  if (isBroken) process.stdout.write(`ava ended with ${code}, which counts as a failure\n`);
  process.stdout.write(`${sum.passed} passed, ${isBroken ? 1 : sum.failed} failed\n`);
  return code === 0 && isGreen(sum);
}
