import { newId } from "../../../base/id.ts";
import type { JsonObject } from "../../../base/json.ts";
import { Refusal } from "../../../base/refusal.ts";
import type { Tx } from "../../../db/transact.ts";
import { findPart, lockOpenDraft, savePart } from "../../../definitions/drafts.ts";
import type { DraftPart } from "../../../definitions/drafts.ts";
import { lineageOf } from "../../../definitions/lineage.ts";
import { mergeParts } from "../../../definitions/mergeParts.ts";
import type { MergeKind, PartMerge, Sides } from "../../../definitions/mergeParts.ts";
import { insertMerge } from "../../../definitions/merges.ts";
import type { MergeBody } from "../../../definitions/merges.ts";
import { sha256Of } from "../../../definitions/parts.ts";
import { readVersion } from "../../../definitions/versions.ts";
import type { VersionBody } from "../../../definitions/versions.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { record } from "./edit.ts";

/** What to merge into a draft, and what was decided about it. */
export interface MergeRequest {
  readonly kind: MergeKind;
  readonly key: string;
  /** Where the other changes come from: the upstream of the lineage, or the tenant's own newer version. */
  readonly source: "upstream" | "own";
  /** Without it the newest. */
  readonly version?: number | undefined;
  readonly resolutions: JsonObject;
  /** Only to look at: nothing is written even when nothing is open. */
  readonly isPreview: boolean;
}

/** What came of it. Without an id something is open, or it was a preview. */
export interface Merged {
  readonly mergeId: string | null;
  readonly merge: PartMerge;
  readonly part: DraftPart | null;
  readonly sides: { readonly baseVersion: number; readonly theirVersion: number };
}

/**
 * Takes what has become of the upstream since the last time into a draft. When every conflict is decided, the outcome is
 * saved as the draft's part and the merge is kept for ever: our side as it was, the versions of the others, the decisions,
 * the hashes and the rules of merging.
 *
 * @throws {Refusal} `merge.upstream` no upstream; `merge.nothing` nothing newer; `merge.option`; `draft.*`, `version.missing`
 */
export function mergeIntoDraft(house: House, cause: Cause, draftId: string, request: MergeRequest): Promise<Merged> {
  return change<Merged>(house, cause, async (tx, now) => {
    await lockOpenDraft(tx, draftId);
    const { ours, base, theirs, ownVersion } = await threeSides(tx, draftId, request);
    const merge = await mergeParts(request.kind, { base: base.body, ours, theirs: theirs.body }, request.resolutions);
    const sides = { baseVersion: base.version, theirVersion: theirs.version };
    if (merge.open.length > 0 || request.isPreview) return { result: { mergeId: null, merge, part: null, sides } };
    const { kind, key } = request;
    const isOwn = request.source === "own";
    const saved = { kind, key, body: merge.body, login: cause.actor };
    const versions = isOwn
      ? { baseVersion: theirs.version }
      : { baseVersion: ownVersion, mergedVersion: theirs.version };
    const part = await savePart(tx, draftId, { ...saved, ...versions }, now);
    const row: MergeBody = {
      id: newId(now),
      draftId,
      kind,
      key,
      upstreamTenant: theirs.tenantId,
      upstreamKey: theirs.key,
      baseVersion: base.version,
      upstreamVersion: theirs.version,
      baseSha256: base.sha256,
      oursSha256: sha256Of(kind, ours),
      theirsSha256: theirs.sha256,
      resultSha256: merge.sha256,
      ours,
      resolutions: request.resolutions,
      engineVersion: merge.engineVersion,
      mergedBy: cause.actor,
      mergedAt: now,
    };
    await insertMerge(tx, row);
    await record(tx, cause, { draftId, type: "merge", at: now, data: eventOf(row) });
    return { result: { mergeId: row.id, merge, part, sides }, draftIds: [draftId] };
  });
}

/** What the trail says of a merge: all but our side itself, which the merge keeps, and who and when, which every event has. */
function eventOf({ id: mergeId, ours: _ours, mergedAt: _at, mergedBy: _by, ...row }: MergeBody): JsonObject {
  return { mergeId, ...row };
}

interface Three {
  readonly ours: Sides["ours"];
  /** The published version that our side was begun from, when the draft did not hold it before. */
  readonly ownVersion: number | undefined;
  readonly base: VersionBody;
  readonly theirs: VersionBody & { readonly tenantId: string };
}

async function threeSides(tx: Tx, draftId: string, request: MergeRequest): Promise<Three> {
  const { kind, key, version } = request;
  const part = await findPart(tx, draftId, request);
  const own = part === undefined ? await readVersion(tx, { kind, key }) : undefined;
  const from =
    request.source === "own" ? ownLine(tx, request, part ?? null) : await upstreamLine(tx, request, part ?? null);
  const { tenantId, upstreamKey, baseVersion } = from;
  const theirs = await readVersion(tx, { tenantId, kind, key: upstreamKey, version });
  if (theirs.version <= baseVersion)
    throw new Refusal(
      "conflict",
      "merge.nothing",
      `Expected a newer version of ${upstreamKey} than ${baseVersion}, but there is none`,
    );
  const base = await readVersion(tx, { tenantId, kind, key: upstreamKey, version: baseVersion });
  return { ours: part?.body ?? own?.body ?? null, ownVersion: own?.version, base, theirs: { ...theirs, tenantId } };
}

interface Line {
  readonly tenantId: string;
  readonly upstreamKey: string;
  readonly baseVersion: number;
}

async function upstreamLine(tx: Tx, { kind, key }: MergeRequest, part: DraftPart | null): Promise<Line> {
  const lineage = await lineageOf(tx, { kind, key });
  if (lineage === undefined)
    throw new Refusal("conflict", "merge.upstream", `Expected a ${kind} with an upstream, but ${key} has none`);
  const { upstreamTenant: tenantId, upstreamKey, baseVersion } = lineage;
  return { tenantId, upstreamKey, baseVersion: Math.max(baseVersion, part?.mergedVersion ?? 0) };
}

function ownLine({ tenantId }: Tx, { key }: MergeRequest, part: DraftPart | null): Line {
  if (part === null || part.baseVersion === null)
    throw new Refusal(
      "conflict",
      "merge.upstream",
      `Expected ${key} in the draft, begun from a version, but it is not`,
    );
  return { tenantId, upstreamKey: key, baseVersion: part.baseVersion };
}
