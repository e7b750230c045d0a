import test from "ava";
import { gather, makesStale } from "./gather.ts";

const at = "2026-11-23T12:00:00Z";

test("a change of tasks makes lists and counts old, and leaves open forms alone", (t) => {
  const isStale = makesStale([{ type: "tasks", at }]);

  t.true(isStale(["tasks", "list", {}]));
  t.true(isStale(["tasks", "counts"]));
  t.false(isStale(["tasks", "one", "i1~w1"]));
  t.false(isStale(["definitions", "xml", "d1"]));
});

test("a change of an instance makes its views and its tasks old, and no other's", (t) => {
  const isStale = makesStale([{ type: "instance", instanceIds: ["i1"], at }]);

  t.true(isStale(["instances", "one", "i1"]));
  t.true(isStale(["instances", "trail", "i1"]));
  t.true(isStale(["tasks", "one", "i1~w1"]));
  t.false(isStale(["instances", "one", "i2"]));
  t.false(isStale(["tasks", "one", "i2~w1"]));
});

test("when the server could not name all instances, any may have changed", (t) => {
  const instanceIds = Array.from({ length: 200 }, (_, index) => `i${index}`);

  t.true(makesStale([{ type: "instance", instanceIds, at }])(["instances", "one", "another"]));
});

test("a change of a draft makes it and the list of drafts old, and no other draft", (t) => {
  const isStale = makesStale([{ type: "drafts", draftIds: ["d1"], at }]);

  t.true(isStale(["drafts", "one", "d1"]));
  t.true(isStale(["drafts", "list", ""]));
  t.false(isStale(["drafts", "one", "d2"]));
  t.false(isStale(["tasks", "list", {}]));
});

test("a thousand changes in a moment cost one round of questions", async (t) => {
  const rounds: number[] = [];
  await new Promise<void>((done) => {
    const bunch = gather<number>(5, (all) => {
      rounds.push(all.length);
      done();
    });
    for (let index = 0; index < 1000; index += 1) bunch.add(index);
  });

  t.deepEqual(rounds, [1000]);
});
