import test from "ava";
import { endure } from "./enduring.ts";

/** Kills in this test; for minutes: `node server/test/soak.ts --minutes 3`. */
const enough = 6;

test("two servers, one of them killed again and again: the trail of the story is the same, nothing twice, nothing lost", async (t) => {
  t.timeout(300_000);

  const { kills, wrong } = await endure({ tellers: 4, goesOn: (killed) => killed < enough });

  t.deepEqual(wrong, []);
  t.true(kills >= enough);
});
