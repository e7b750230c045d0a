/**
 * `npm run conformance -- DIR`: runs every test of a folder in the neutral form through the real server, prints a table by
 * feature and the reason of each failure, and ends with `N passed, N failed`. `--only TEXT` runs the tests whose id
 * holds the text.
 */
import { parseArgs } from "node:util";
import { startTestServer } from "../database.ts";
import { readFolder } from "./manifest.ts";
import { readContested, report } from "./report.ts";
import { runAll } from "./run.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string" } } });
const [given] = positionals;
if (given === undefined) {
  process.stderr.write("Usage: npm run conformance -- DIR [--only TEXT]\n");
  process.exitCode = 2;
} else process.exitCode = await main(given, values.only);

async function main(folder: string, only = ""): Promise<number> {
  const { tests, unknown } = await readFolder(folder);
  for (const manifest of unknown)
    process.stdout.write(`${manifest} holds entries in a form that this runner does not know\n`);
  const chosen = tests.filter(({ id }) => id.includes(only));
  const server = await startTestServer();
  process.env["TEST_DATABASE_URL"] ??= server.url;
  try {
    const results = await runAll(chosen, await readContested());
    process.stdout.write(`${report(results)}\n`);
    return results.every(({ outcome }) => outcome !== "failed") && results.length > 0 && unknown.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}
