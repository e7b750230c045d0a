/**
 * The crash test whole: plays every story of the standard processes, cuts the server off before and after every single
 * statement, and compares trails, rows and law 4. `--plot TEXT` takes the stories whose name holds the text, `--act N`
 * only the N-th act of each, `--lanes N` cuts N at once (2), `--every N` takes every N-th place (1). Ends in `N passed, N failed`. `crash/crash.test.ts` does a sample of it with `npm test`.
 */
import { parseArgs } from "node:util";
import { plots } from "./crash/plots.ts";
import { cutAt, placesOf, rehearse } from "./crash/rehearse.ts";
import type { Rehearsal } from "./crash/rehearse.ts";
import { rewinding } from "./crash/rewind.ts";
import { openTheatre } from "./crash/theatre.ts";
import type { Theatre } from "./crash/theatre.ts";

const { values } = parseArgs({
  options: {
    plot: { type: "string", default: "" },
    act: { type: "string", default: "" },
    lanes: { type: "string", default: "2" },
    every: { type: "string", default: "1" },
  },
});
const theatre = await openTheatre();
let [passed, failed] = [0, 0];
try {
  for (const plot of plots.filter(({ name }) => name.includes(values.plot))) {
    const rehearsal = await rehearse(theatre, plot);
    await cutEverywhere(theatre, rehearsal, Number(values.lanes));
    await rehearsal.close();
  }
} finally {
  await theatre.close();
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function cutEverywhere(stage: Theatre, rehearsal: Rehearsal, lanes: number): Promise<void> {
  const places = placesOf(rehearsal)
    .filter(({ act }) => values.act === "" || act + 1 === Number(values.act))
    .filter((_, index) => index % Number(values.every) === 0);
  const queue = places.values();
  const begunAt = Date.now();
  let reordered = 0;
  const lane = async (): Promise<void> => {
    const rewound = rewinding(stage);
    for (const place of queue) {
      const result = await cutAt(rewound, rehearsal, place);
      if (typeof result === "object") {
        failed += 1;
        process.stdout.write(
          `✗ act ${place.act + 1}, ${place.moment} statement ${place.statement}: ${result.differs}\n`,
        );
        continue;
      }
      passed += 1;
      if (result === "reordered") reordered += 1;
    }
    await rewound.close();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = Math.round((Date.now() - begunAt) / 1000);
  process.stdout.write(
    `${rehearsal.plot.name}: ${places.length} cuts in ${rehearsal.acts.length} acts, ${reordered} in another order, ${seconds} s\n`,
  );
}
