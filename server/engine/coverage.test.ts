import { readFile } from "node:fs/promises";
import test from "ava";
import { coverage, describeCoverage } from "./coverage.ts";
import { runningTypes } from "./reading/specs.ts";

const read = (file: string): Promise<string> => readFile(new URL(file, import.meta.url), "utf8");

/** Without what the formatter adds to a table. */
const squeezed = (text: string): string => text.replaceAll(/[ -]+/g, " ");

test("the table speaks of every type that the compiler runs, once, and refuses none of them", (t) => {
  const spoken = coverage.flatMap(({ status, types = [] }) => (status === "refused" ? [] : types));
  const refused = coverage.flatMap(({ status, types = [] }) => (status === "refused" ? types : []));

  t.deepEqual(spoken.toSorted(), runningTypes.toSorted());
  t.true(refused.every((type) => !runningTypes.includes(type)));
});

test("every row is shown by one test, in the file that the page links to", async (t) => {
  const files = new Map<string, string>();
  for (const file of new Set(coverage.map(({ shownBy }) => shownBy[0]))) files.set(file, await read(file));

  const unproven = coverage.filter(
    ({ shownBy: [file, title] }) => files.get(file)?.split(`\ntest("${title}`).length !== 2,
  );

  t.deepEqual(
    unproven.map(({ shownBy }) => shownBy),
    [],
  );
});

test("the page is the table (else run node server/cli/coverage.ts)", async (t) => {
  t.is(squeezed(await read("COVERAGE.md")), squeezed(describeCoverage()));
});
