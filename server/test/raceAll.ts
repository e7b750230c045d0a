/**
 * Races by the hundred: `node server/test/raceAll.ts [--races 500] [--from 1]`. Two houses on one PostgreSQL drive the same
 * instance of a random model at once; it must end as one house alone brings it to its end. Ends in `N passed, N failed`.
 */
import { parseArgs } from "node:util";
import { openTrack, race, raceSeeds } from "./racing.ts";

const { values } = parseArgs({
  options: { races: { type: "string", default: "500" }, from: { type: "string", default: "1" } },
});
const track = await openTrack();
let [passed, failed, looks, late, shared] = [0, 0, 0, 0, 0];
try {
  for (const seed of raceSeeds(Number(values.from)).take(Number(values.races))) {
    const run = await race(track, seed);
    looks += run.looks;
    late += run.late;
    if (run.isShared) shared += 1;
    if (run.wrong === undefined) passed += 1;
    else {
      failed += 1;
      process.stdout.write(`✗ seed ${seed}: ${run.wrong}\n`);
    }
  }
} finally {
  await track.close();
}
process.stdout.write(`${looks} looks, rows equal to waits each time; ${late} commands late; ${shared} races shared\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
