import test from "ava";
import { openTrack, race, raceSeeds } from "./racing.ts";
import type { Track } from "./racing.ts";

/** Races in this test; more of them: `node server/test/raceAll.ts --races 500`. */
const races = 60;

let track: Track;
test.before(async () => {
  track = await openTrack();
});
test.after.always(() => track.close());

test("two houses that race bring every random model to the end that one alone brings it to", async (t) => {
  t.timeout(120_000);
  let [looks, late, shared] = [0, 0, 0];

  for (const seed of raceSeeds(1).take(races)) {
    const run = await race(track, seed);
    t.is(run.wrong, undefined, `seed ${seed}`);
    looks += run.looks;
    late += run.late;
    if (run.isShared) shared += 1;
  }

  t.log(`${looks} looks at ${races} races, rows equal to waits each time; ${late} commands came late`);
  t.true(shared > races / 2, "both houses had a hand in most races");
  t.true(late > races / 2, "they got in each other's way");
});
