import { cuttable } from "../cutting.ts";
import type { Cut } from "../cutting.ts";
import type { TestDatabase } from "../database.ts";
import { play } from "./acting.ts";
import type { Act } from "./acts.ts";
import type { Plot } from "./plots.ts";
import { compare, recordOf } from "./record.ts";
import type { Record } from "./record.ts";
import { curtainAt } from "./theatre.ts";
import type { Theatre } from "./theatre.ts";

/** A story played once without a cut, with the database as it stood before and after each act. */
export interface Rehearsal {
  readonly plot: Plot;
  readonly acts: readonly Rehearsed[];
  readonly keys: readonly string[];
  readonly close: () => Promise<void>;
}

/** One act: where it began, how many statements it sent, what it came to. */
interface Rehearsed {
  readonly from: TestDatabase;
  readonly now: Date;
  readonly statements: number;
  readonly record: Record;
}

/** A place to cut: in which act, and where there. */
export interface Place extends Cut {
  readonly act: number;
}

/** Plays a story once. */
export async function rehearse(theatre: Theatre, plot: Plot): Promise<Rehearsal> {
  const acts: Rehearsed[] = [];
  const copies: TestDatabase[] = [];
  let from = theatre.empty;
  let now = curtainAt;
  for (const act of plot.acts) {
    await warm(theatre, from, now, act);
    const performance = await theatre.open(from, now);
    const blade = cuttable(performance.house.database);
    blade.arm(undefined);
    await play(performance, act, () => false);
    const statements = blade.sent();
    acts.push({ from, now, statements, record: await recordOf(performance) });
    now = performance.clock.now;
    from = await performance.freeze();
    copies.push(from);
  }
  const keys = new Set(acts.flatMap(({ record }) => record.trails.map(([line = ""]) => line.split(" ")[0] ?? "")));
  return {
    plot,
    acts,
    keys: [...keys],
    close: async () => {
      for (const copy of copies) await copy.drop();
    },
  };
}

/** What is read once by a server (versions, rule sets) is no part of an act. */
async function warm(theatre: Theatre, from: TestDatabase, now: Date, act: Act): Promise<void> {
  const performance = await theatre.open(from, now);
  await play(performance, act, () => false);
  await performance.close();
}

/** All places where a story can be cut. */
export function placesOf({ acts }: Rehearsal): Place[] {
  return acts.flatMap(({ statements }, act) =>
    Array.from({ length: statements }, (_, index) => index + 1).flatMap((statement): Place[] => [
      { act, statement, moment: "before" },
      { act, statement, moment: "after" },
    ]),
  );
}

/**
 * Plays one act with the server cut off at a place of it, and compares what it came to with the rehearsal. The acts
 * before and after need not be played: they begin where this one ends.
 */
export async function cutAt(
  theatre: Pick<Theatre, "open">,
  { plot, acts }: Rehearsal,
  place: Place,
): Promise<"same" | "reordered" | { readonly differs: string }> {
  const [rehearsed, act] = [acts[place.act], plot.acts[place.act]];
  if (rehearsed === undefined || act === undefined) throw new Error(`the story has no act ${place.act}`);
  const performance = await theatre.open(rehearsed.from, rehearsed.now);
  try {
    const blade = cuttable(performance.house.database);
    blade.arm(place);
    await play(performance, act, blade.isCut);
    if (!blade.isCut()) return { differs: `statement ${place.statement} was never sent` };
    blade.arm(undefined);
    return compare(rehearsed.record, await recordOf(performance));
  } catch (error) {
    return { differs: error instanceof Error ? error.message : String(error) };
  } finally {
    await performance.close();
  }
}
