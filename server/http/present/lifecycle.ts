import type { LineageNews } from "../../definitions/lineage.ts";
import type { MergeRow } from "../../definitions/merges.ts";
import type { DraftPart, DraftPartBody, DraftRow } from "../../definitions/drafts.ts";
import type { ReleaseRow } from "../../definitions/releases.ts";
import type { VersionRow } from "../../definitions/versions.ts";
import type * as wire from "../wireDrafts.ts";

/** Where a key comes from. */
export function presentLineage(lineage: LineageNews | undefined): wire.Lineage | null {
  if (lineage === undefined) return null;
  const { upstreamTenant, upstreamKey, baseVersion, isForked, forkedBy, forkedAt, newerVersion } = lineage;
  return {
    upstreamTenant,
    upstreamKey,
    baseVersion,
    isForked,
    forkedBy,
    forkedAt: forkedAt?.toISOString() ?? null,
    newerVersion,
  };
}

/** A published version without what it holds. */
export function presentVersion({ at, retiredAt, ...row }: VersionRow): wire.VersionRow {
  return { ...row, at: at.toISOString(), retiredAt: retiredAt?.toISOString() ?? null };
}

/** A release without its pins. */
export function presentRelease({ at, ...release }: ReleaseRow): Omit<wire.Release, "pins"> {
  return { ...release, at: at.toISOString() };
}

/** A merge. */
export function presentMerge({ mergedAt, ...merge }: MergeRow): wire.MergeRow {
  return { ...merge, mergedAt: mergedAt.toISOString() };
}

/** A part of a draft without what it holds. */
export function presentPart(part: DraftPart): wire.DraftPart {
  const { kind, key, revision, sha256, baseVersion, mergedVersion, savedBy, savedAt } = part;
  return { kind, key, revision, sha256, baseVersion, mergedVersion, savedBy, savedAt: savedAt.toISOString() };
}

/** A part of a draft with what it holds. */
export function presentPartBody(part: DraftPartBody): wire.DraftPartBody {
  return { ...presentPart(part), body: part.body };
}

/** A draft in a list. */
export function presentDraft(draft: DraftRow, parts: readonly DraftPart[], editors: readonly string[]): wire.DraftRow {
  return {
    id: draft.id,
    title: draft.title,
    state: draft.state,
    revision: draft.revision,
    createdBy: draft.createdBy,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
    editors: [...editors],
    parts: parts.map(presentPart),
    releaseId: draft.releaseId,
  };
}
