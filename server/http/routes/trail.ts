import { chainStart, firstBroken } from "../../audit/chain.ts";
import { readTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireDrafts.ts";

/** Events of a stream are given together up to so many, so that the chain can be checked without asking again. */
const most = 10_000;

/** The trail for auditors: events as they were sealed. */
export const trailRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/trail/:stream",
    summary:
      "All events of a stream with their chain of hashes: of a draft, a version, an instance (by id), or `<kind>:<key>`",
    permission: "trail.read",
    answer: wire.trailExport,
    run: exported,
  }),
];

function exported({ site, person, params }: Call<undefined>): Promise<wire.TrailExport> {
  const streamId = params["stream"] ?? "";
  return transact(site.house.database, person, async (tx) => {
    const events = await readTrail(tx, streamId, 0, most + 1);
    if (events.length === 0)
      throw new Refusal("missing", "trail.missing", `Expected a known stream, but ${streamId} is none`);
    if (events.length > most)
      throw new Refusal("tooLarge", "trail.size", `Expected at most ${most} events, but the stream has more`);
    return {
      streamId,
      start: chainStart,
      brokenAt: firstBroken(events) ?? null,
      events: events.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
    };
  });
}
