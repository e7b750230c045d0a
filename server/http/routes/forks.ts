import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { PartKind } from "../../definitions/parts.ts";
import { forkAs, forkKey, forkRelease } from "../../runtime/commands/drafts/fork.ts";
import type { Forked } from "../../runtime/commands/drafts/fork.ts";
import { mergeIntoDraft } from "../../runtime/commands/drafts/merge.ts";
import { readMergeInputs, replayMerge } from "../../runtime/commands/drafts/replay.ts";
import { idOf } from "../page.ts";
import { presentMerge, presentPart } from "../present/lifecycle.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireDrafts.ts";

/** Going one's own way from the standard, and taking in what becomes of it. */
export const forkRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/forks",
    summary:
      "Fork something of the standard: under its own key, or as a copy under another one, which begins as a draft",
    permission: "definitions.edit",
    body: wire.newFork,
    answer: wire.forked,
    run: fork,
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts/:id/merge",
    summary: "Merge a newer version into a draft; with open conflicts it tells them and writes nothing",
    permission: "definitions.edit",
    body: wire.mergeRequest,
    answer: wire.merged,
    run: merge,
  }),
  plainRoute({
    method: "get",
    path: "/api/merges/:id",
    summary: "A recorded merge with all three texts that went in and what was decided",
    permission: "definitions.read",
    answer: wire.mergeInputs,
    run: inputs,
  }),
  plainRoute({
    method: "get",
    path: "/api/merges/:id/replay",
    summary: "Do a recorded merge again and say whether it gives the same hash",
    permission: "definitions.read",
    answer: wire.replayed,
    run: replay,
  }),
];

async function fork({
  site,
  cause,
  body,
}: Call<{
  readonly kind: PartKind | "release";
  readonly key: string;
  readonly as?: string | undefined;
}>): Promise<Forked> {
  const { kind, key, as } = body;
  if (kind === "release") {
    if (as === undefined) return forkRelease(site.house, cause, idOf(key, "release"));
    throw new Refusal(
      "invalid",
      "fork.release",
      "Expected a release to be forked under its own keys, but there is another",
    );
  }
  return as === undefined || as === key
    ? forkKey(site.house, cause, { kind, key })
    : forkAs(site.house, cause, { kind, key }, as);
}

/** A request to merge, as it comes in. */
interface MergeBody {
  readonly kind: PartKind;
  readonly key: string;
  readonly source: "upstream" | "own";
  readonly upstreamVersion?: number | undefined;
  readonly isPreview: boolean;
  readonly resolutions: Readonly<Record<string, unknown>>;
}

async function merge({ site, cause, params, body }: Call<MergeBody>): Promise<wire.Merged> {
  const { upstreamVersion: version, resolutions, ...rest } = body;
  const request = { ...rest, version, resolutions: resolutions as JsonObject }; // parsed from JSON
  const {
    mergeId,
    merge: made,
    part,
    sides,
  } = await mergeIntoDraft(site.house, cause, idOf(params["id"], "draft"), request);
  return { mergeId, ...made, ...sides, part: part === null ? null : presentPart(part) };
}

function inputs({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "merge");
  return transact(site.house.database, person, async (tx) => {
    const { merge: row, base, theirs } = await readMergeInputs(tx, id);
    return { ...presentMerge(row), base: base.body, ours: row.ours, theirs: theirs.body };
  });
}

function replay({ site, person, params }: Call<undefined>): Promise<wire.Replayed> {
  const id = idOf(params["id"], "merge");
  return transact(site.house.database, person, (tx) => replayMerge(tx, id));
}
