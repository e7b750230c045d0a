import type { Tx } from "../../../db/transact.ts";
import { Refusal } from "../../../base/refusal.ts";
import { mergeEngineOf, mergeParts } from "../../../definitions/mergeParts.ts";
import { readMerge } from "../../../definitions/merges.ts";
import type { MergeBody } from "../../../definitions/merges.ts";
import { sha256Of } from "../../../definitions/parts.ts";
import { readVersion } from "../../../definitions/versions.ts";
import type { VersionBody } from "../../../definitions/versions.ts";

/** Whether a recorded merge, done again, gives the same. */
export interface Replay {
  readonly id: string;
  readonly recordedHash: string;
  readonly replayedHash: string;
  readonly isSame: boolean;
  readonly recordedEngineVersion: string;
  readonly engineVersion: string;
}

/**
 * Does a recorded merge again from what was kept of it, and compares the hashes, those of what went in as well.
 *
 * @throws {Refusal} `merge.missing`; `merge.input` what went in is not what the record says
 */
export async function replayMerge(tx: Tx, id: string): Promise<Replay> {
  const { merge, base, theirs } = await readMergeInputs(tx, id);
  const kind = merge.kind;
  const inputs = [
    [merge.oursSha256, sha256Of(kind, merge.ours)],
    [merge.baseSha256, sha256Of(kind, base.body)],
    [merge.theirsSha256, sha256Of(kind, theirs.body)],
  ];
  if (inputs.some(([recorded, present]) => recorded !== present))
    throw new Refusal("conflict", "merge.input", "Expected the inputs that the record names, but their hashes differ");
  const sides = { base: base.body, ours: merge.ours, theirs: theirs.body };
  const { sha256 } = await mergeParts(kind, sides, merge.resolutions);
  return {
    id,
    recordedHash: merge.resultSha256,
    replayedHash: sha256,
    isSame: sha256 === merge.resultSha256,
    recordedEngineVersion: merge.engineVersion,
    engineVersion: mergeEngineOf(kind),
  };
}

/** A recorded merge with the two published versions that went into it. @throws {Refusal} `merge.missing` */
export async function readMergeInputs(
  tx: Tx,
  id: string,
): Promise<{ readonly merge: MergeBody; readonly base: VersionBody; readonly theirs: VersionBody }> {
  const merge = await readMerge(tx, id);
  const { upstreamTenant: tenantId, kind, upstreamKey: key } = merge;
  const base = await readVersion(tx, { tenantId, kind, key, version: merge.baseVersion });
  const theirs = await readVersion(tx, { tenantId, kind, key, version: merge.upstreamVersion });
  return { merge, base, theirs };
}
