import test from "ava";
import { isGreen, nothing, readable, tally } from "./tap.ts";

const report = [
  "TAP version 13",
  "ok 1 - claim › a free task is claimed",
  "not ok 2 - claim › a task held by someone else is refused",
  "  ---",
  "    message: 'ok 7 - not a result'",
  "  ...",
  "not ok 3 - server/tasks/list.test.ts exited with a non-zero exit code: 1",
  "ok 4 - claim › not now # SKIP",
  "not ok 5 - claim › later # TODO",
  "1..5",
  "# pass 1",
];

test("passes, failures and what was left out are counted, details are not", (t) => {
  t.deepEqual(report.reduce(tally, nothing), { passed: 1, failed: 2, skipped: 2 });
});

test("a person reads marks and titles, and the details of a failure", (t) => {
  t.deepEqual(
    report.map(readable).filter((line) => line !== undefined),
    [
      "✔ claim › a free task is claimed",
      "✘ claim › a task held by someone else is refused",
      "  ---",
      "    message: 'ok 7 - not a result'",
      "  ...",
      "✘ server/tasks/list.test.ts exited with a non-zero exit code: 1",
      "- claim › not now # SKIP",
      "- claim › later # TODO",
    ],
  );
});

test("a run is green when something passed, nothing failed and nothing was left out", (t) => {
  t.true(isGreen({ passed: 1, failed: 0, skipped: 0 }));
  t.false(isGreen({ passed: 1, failed: 1, skipped: 0 }));
  t.false(isGreen({ passed: 1, failed: 0, skipped: 1 }));
  t.false(isGreen(nothing));
});
