import { readdir } from "node:fs/promises";
import test from "ava";
import { plots } from "./plots.ts";
import { cutAt, placesOf, rehearse } from "./rehearse.ts";
import type { Place } from "./rehearse.ts";
import { openTheatre } from "./theatre.ts";
import type { Theatre } from "./theatre.ts";

/** So many cuts of each story; all of them: `node server/test/cutAll.ts`. */
const sampleSize = 6;

let theatre: Theatre;
const played = new Set<string>();
test.before(async () => {
  theatre = await openTheatre();
});
test.after.always(() => theatre.close());

/** Spread over the whole story, always the same. */
function sample(places: readonly Place[]): Place[] {
  const step = places.length / sampleSize;
  // an odd distance now and then, so that cuts before and after a statement are both among them
  const chosen = Array.from({ length: sampleSize }, (_, index) => places[Math.floor(index * step) + (index % 2)]);
  return chosen.filter((place) => place !== undefined);
}

for (const plot of plots) {
  test.serial(`cut off anywhere, it goes as if nothing had been: ${plot.name}`, async (t) => {
    t.timeout(120_000);
    const rehearsal = await rehearse(theatre, plot);
    for (const key of rehearsal.keys) played.add(key);

    for (const place of sample(placesOf(rehearsal))) {
      const result = await cutAt(theatre, rehearsal, place);
      const where = `act ${place.act + 1}, ${place.moment} statement ${place.statement}`;
      t.is(typeof result === "object" ? `${where}: ${result.differs}` : "as it was", "as it was");
    }

    await rehearsal.close();
  });
}

test.serial("every standard process has its part in a story", async (t) => {
  const folders = await readdir(new URL("../../../processes", import.meta.url), { withFileTypes: true });
  const keys = folders.filter((folder) => folder.isDirectory()).map(({ name }) => name);

  t.deepEqual(
    keys.filter((key) => !played.has(key)),
    [],
  );
});
