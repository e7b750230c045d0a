import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "ava";
import { readFolder } from "./manifest.ts";
import { readContested, report } from "./report.ts";
import { runAll } from "./run.ts";
import type { Result } from "./test.ts";

const sample = path.join(import.meta.dirname, "sample");

async function run(folder: string, contested: ReadonlySet<string> = new Set()): Promise<Result[]> {
  const { tests, unknown } = await readFolder(folder);
  if (unknown.length > 0) throw new Error(`unknown form in ${unknown.join(", ")}`);
  return runAll(tests, contested, 1);
}

/** A copy of the sample in which one text of the manifest is another one. */
async function withWrong(text: string, wrong: string, look: (results: Result[]) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "conformance-"));
  try {
    await cp(sample, folder, { recursive: true });
    const manifest = await readFile(path.join(folder, "manifest.json"), "utf8");
    await writeFile(path.join(folder, "manifest.json"), manifest.replace(text, wrong));
    look(await run(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function failures(results: readonly Result[]): string[] {
  return results.filter(({ outcome }) => outcome === "failed").map(({ id, reason }) => `${id}: ${reason}`);
}

test.serial("right models pass, in every form", async (t) => {
  const results = await run(sample);

  t.deepEqual(failures(results), []);
  t.is(results.length, 10);
});

test.serial("a log that is not as expected fails, and the reason names both", async (t) => {
  await withWrong('["small", "sent"]', '["small", "lost"]', (results) => {
    t.deepEqual(failures(results), ["sample/sorting#1: expected [lost, small], found [sent, small]"]);
  });
});

test.serial("a token that should rest but goes on fails", async (t) => {
  await withWrong('"observeAfterMs": 20000', '"observeAfterMs": 40000', (results) => {
    t.deepEqual(failures(results), ["sample/sorting#3: expected [small], found [sent, small]"]);
  });
});

test.serial("a step that finds something else fails with its number", async (t) => {
  await withWrong('"equals": 5', '"equals": 6', (results) => {
    t.is(failures(results).length, 1);
    t.regex(failures(results)[0] ?? "", /^sample\/approved: step 2 .*expected days to be 6, but it is 5$/);
  });
});

test.serial("a step that should be refused but is taken fails", async (t) => {
  await withWrong('"message": { "name": "returned" }', '"message": { "name": "withdrawn" }', (results) => {
    t.regex(
      failures(results)[0] ?? "",
      /^sample\/withdrawn: step 2 .*expected the step to be refused, but it was taken$/,
    );
  });
});

test.serial("what the runner does not know fails instead of passing", async (t) => {
  await withWrong('"candidateUser": "kermit"', '"candidateRobot": "kermit"', (results) => {
    t.regex(failures(results)[0] ?? "", /does not know the selector candidateRobot$/);
  });
});

test("a contested test is counted apart, and each is argued", async (t) => {
  const results: Result[] = [
    { id: "a", features: ["x"], outcome: "passed" },
    { id: "b", features: ["x", "y"], outcome: "contested", reason: "differs" },
    { id: "c", features: ["y"], outcome: "failed", reason: "differs\ntoo" },
  ];

  const lines = report(results).split("\n");

  t.is(lines.at(-1), "1 passed, 1 failed");
  t.true(lines.includes("✗ c: differs too"));
  t.true((await readContested()).size > 0);
});
