import { z } from "zod";
import { partKinds } from "../definitions/parts.ts";

/**
 * What goes over the wire about versions, drafts, releases, forks and merges; see wire.ts for the rules. A part is named by
 * kind and key; a scenario's key is `<process key>:<name>`.
 */

const instant = z.string().datetime().describe("ISO 8601, UTC");
const kind = z.enum(partKinds);
const key = z.string().min(1).max(200);
const title = z.string().trim().min(1).max(200);
const reason = z.string().trim().min(1).max(2000);
const version = z.number().int().positive();
const sha256 = z.string().describe("SHA-256 in hex");
const message = z.object({ de: z.string(), en: z.string() });

/** Where a key comes from. `baseVersion` is the newest version of the upstream that is taken in. */
export const lineage = z.object({
  upstreamTenant: z.string(),
  upstreamKey: z.string(),
  baseVersion: z.number().int(),
  /** Whether it goes its own way; otherwise new upstream versions are taken over as they come. */
  isForked: z.boolean(),
  forkedBy: z.string().nullable(),
  forkedAt: instant.nullable(),
  /** A newer upstream version than the one taken in. */
  newerVersion: z.number().int().nullable(),
});

/** A key with its newest version. */
export const catalogueRow = z.object({
  kind,
  key,
  name: z.string().describe("In the language of the request"),
  version: z.number().int(),
  /** Id of the newest version of a process: what `/api/definitions/{id}` knows. */
  definitionId: z.string().nullable(),
  state: z.enum(["published", "retired"]),
  at: instant,
  lineage: lineage.nullable(),
  /** Running instances, of processes. */
  running: z.number().int(),
  /** How many rows and unit tests a rule set has; absent of all else. */
  rows: z.number().int().optional(),
  tests: z.number().int().optional(),
  /** Open drafts that hold a part of this key. */
  draftIds: z.array(z.string()),
});
export const catalogue = z.object({ items: z.array(catalogueRow) });

/** A published version, without what it holds. */
export const versionRow = z.object({
  kind,
  key,
  version: z.number().int(),
  id: z.string().nullable().describe("Of processes and rule sets"),
  name: z.string(),
  state: z.enum(["published", "retired"]),
  sha256,
  releaseId: z.string(),
  draftId: z.string().nullable(),
  author: z.string(),
  /** Who approved it; nobody for a direct deployment. */
  approver: z.string().nullable(),
  reason: z.string().nullable(),
  upstreamVersion: z.number().int().nullable(),
  at: instant,
  retiredAt: instant.nullable(),
  retiredBy: z.string().nullable(),
  retireReason: z.string().nullable(),
});
/** Exactly which version something was tested with. */
export const pin = z.object({ kind, key, version: z.number().int(), sha256, isOwn: z.boolean() });
export const mergeRow = z.object({
  id: z.string(),
  draftId: z.string(),
  kind,
  key,
  upstreamTenant: z.string(),
  upstreamKey: z.string(),
  baseVersion: z.number().int(),
  upstreamVersion: z.number().int(),
  baseSha256: sha256,
  oursSha256: sha256,
  theirsSha256: sha256,
  resultSha256: sha256,
  resolutions: z.unknown(),
  engineVersion: z.string(),
  mergedBy: z.string(),
  mergedAt: instant,
});
/** All versions of a key, the newest first, with where it comes from and every merge. */
export const versions = z.object({
  kind,
  key,
  lineage: lineage.nullable(),
  items: z.array(versionRow),
  merges: z.array(mergeRow),
});
/** One version with what it holds: text of a BPMN file for a process, an object for everything else. */
export const versionBody = versionRow.extend({ body: z.unknown(), pins: z.array(pin) });
export const retireVersion = z.object({ reason });
export const release = z.object({
  id: z.string(),
  title: z.string(),
  draftId: z.string().nullable(),
  author: z.string(),
  approver: z.string().nullable(),
  reason: z.string().nullable(),
  contentHash: z.string().nullable(),
  at: instant,
  pins: z.array(pin),
});
export const releasePage = z.object({ items: z.array(release.omit({ pins: true })) });

// Drafts
export const draftState = z.enum(["draft", "checked", "approved", "published", "discarded"]);
/** A part of a draft, without what it holds. Its `revision` belongs into the next save. */
export const draftPart = z.object({
  kind,
  key,
  revision: z.number().int(),
  sha256,
  /** The published version it was begun from. */
  baseVersion: z.number().int().nullable(),
  /** The upstream version that a merge has taken in. */
  mergedVersion: z.number().int().nullable(),
  savedBy: z.string(),
  savedAt: instant,
});
export const draftPartBody = draftPart.extend({ body: z.unknown() });
export const draftRow = z.object({
  id: z.string(),
  title: z.string(),
  state: draftState,
  /** Counts every change of any part. */
  revision: z.number().int(),
  createdBy: z.string(),
  createdAt: instant,
  updatedAt: instant,
  editors: z.array(z.string()),
  parts: z.array(draftPart),
  releaseId: z.string().nullable(),
});
export const draftPage = z.object({ items: z.array(draftRow) });
/** One thing that a check has to say. Only errors keep a draft from being published. */
export const finding = z.object({
  kind,
  key,
  severity: z.enum(["error", "warning", "hint"]),
  /** Element id, JSON pointer or row. */
  place: z.string(),
  code: z.string(),
  message,
  reference: z.string().optional().describe("Clause of the standard"),
});
/** What a check found about exactly one content. */
export const checkReport = z.object({
  contentHash: z.string(),
  isGreen: z.boolean(),
  checkedBy: z.string(),
  checkedAt: instant,
  findings: z.array(finding).readonly(),
  /** One entry for each scenario that was run, and for each rule set's unit tests. */
  tests: z
    .array(
      z.object({
        kind,
        key,
        title: message,
        isGreen: z.boolean(),
        failures: z.array(z.object({ place: z.string(), code: z.string(), message })).readonly(),
      }),
    )
    .readonly(),
  /** How much of processes and rule sets the tests have touched, and what they never did. */
  coverage: z
    .array(
      z.object({
        kind,
        key,
        of: z.enum(["elements", "flows", "rows"]),
        covered: z.number().int(),
        total: z.number().int(),
        uncovered: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  /** What the draft was tested with besides its own parts. */
  pins: z.array(pin).readonly(),
});
const action = z.enum(["edit", "check", "approve", "reject", "publish", "discard"]);
export const draft = draftRow.extend({
  contentHash: z.string(),
  checkedHash: z.string().nullable(),
  approval: z.object({ by: z.string(), at: instant, reason: z.string().nullable() }).nullable(),
  rejection: z.object({ by: z.string(), at: instant, reason: z.string().nullable() }).nullable(),
  /** The newest check, of this content or an older one (compare the hashes). */
  report: checkReport.nullable(),
  merges: z.array(mergeRow),
  /** What the person asking may do now. */
  actions: z.array(action),
  /** Names of those who may approve it: they have the right and have not worked on it. */
  approvers: z.array(z.string()),
});
const fromVersion = z.object({ kind, key, version: version.optional() });
const fromNothing = z.object({ kind, key, name: title });
/** Without a first part the draft begins empty. */
export const newDraft = z
  .object({ title: title.optional(), from: fromVersion.optional(), empty: fromNothing.optional() })
  .refine((body) => body.from === undefined || body.empty === undefined, {
    message: "Expected either from or empty",
    path: ["from"],
  });
export const newPart = z
  .object({ from: fromVersion.optional(), empty: fromNothing.optional() })
  .refine((body) => (body.from === undefined) !== (body.empty === undefined), {
    message: "Expected either from or empty",
    path: ["from"],
  });
export const draftId = z.object({ id: z.string() });
/** `revision` (or If-Match) is the one last seen; null for a part that is new to the draft. */
export const savePart = z.object({ revision: z.number().int().positive().nullable().optional(), body: z.json() });
export const draftReason = z.object({ reason });
export const optionalReason = z.object({ reason: reason.optional() });
/** What publishing has made. */
export const published = z.object({
  releaseId: z.string(),
  versions: z.array(z.object({ kind, key, version: z.number().int(), sha256 })),
});

// Forks and merges
export const newFork = z.object({
  kind: z.enum([...partKinds, "release"]),
  /** Of a release its id. */
  key,
  /** Another key: then it is a copy whose process id is mapped by the lineage. */
  as: key.optional(),
});
/** `version` is the tenant's newest, 0 of what is a draft yet; `draftId` of a copy under another key. */
export const forked = z.object({
  items: z.array(z.object({ kind, key, version: z.number().int() })),
  draftId: z.string().nullable(),
});
export const mergeRequest = z.object({
  kind,
  key,
  /** `own`: the tenant's own newer version, for a draft that was overtaken. */
  source: z.enum(["upstream", "own"]).default("upstream"),
  /** The version to take in; without it the newest. */
  upstreamVersion: version.optional(),
  /** Only look: nothing is written even when nothing is open. */
  isPreview: z.boolean().default(false),
  /** What was decided about each conflict, by its id. */
  resolutions: z.record(z.string(), z.json()).default({}),
});
export const merged = z.object({
  /** Set when the merge was made: nothing was left to decide, and it was no preview. */
  mergeId: z.string().nullable(),
  /** All conflicts in the kind's own shape, each with an `id`; decided ones too. */
  conflicts: z.array(z.unknown()).readonly(),
  /** Ids of those that somebody has to decide first. */
  open: z.array(z.string()).readonly(),
  /** The outcome; what is open stands there provisionally. */
  body: z.unknown(),
  sha256,
  /** What the merge has to say besides: of a process changes, layout and integrity. */
  notes: z.unknown(),
  engineVersion: z.string(),
  baseVersion: z.number().int(),
  theirVersion: z.number().int(),
  part: draftPart.nullable(),
});
/** A recorded merge with all that went in. */
export const mergeInputs = mergeRow.extend({ base: z.unknown(), ours: z.unknown(), theirs: z.unknown() });
export const replayed = z.object({
  id: z.string(),
  recordedHash: z.string(),
  replayedHash: z.string(),
  isSame: z.boolean(),
  recordedEngineVersion: z.string(),
  engineVersion: z.string(),
});
/** A stream of the trail as it was sealed: each hash is SHA-256 of the one before, a line feed and the event's canonical JSON. */
export const trailExport = z.object({
  streamId: z.string(),
  start: z.string(),
  /** `seq` of the first event that does not follow from the one before; null when the chain is whole. */
  brokenAt: z.number().int().nullable(),
  events: z.array(
    z.object({
      streamId: z.string(),
      seq: z.number().int(),
      at: instant,
      type: z.string(),
      actor: z.string(),
      requestId: z.string().nullable(),
      data: z.unknown(),
      previous: z.string(),
      hash: z.string(),
    }),
  ),
});
export const diff = z.object({
  kind,
  key,
  from: z.string(),
  to: z.string(),
  fromSha256: sha256,
  toSha256: sha256,
  isSame: z.boolean(),
  /** Of the kind's own shape: elements and properties, rows, fields or lines. */
  diff: z.unknown(),
});

export type PartKind = z.infer<typeof kind>;
export type Lineage = z.infer<typeof lineage>;
export type CatalogueRow = z.infer<typeof catalogueRow>;
export type VersionRow = z.infer<typeof versionRow>;
export type Versions = z.infer<typeof versions>;
export type VersionBody = z.infer<typeof versionBody>;
export type Release = z.infer<typeof release>;
export type Pin = z.infer<typeof pin>;
export type DraftPart = z.infer<typeof draftPart>;
export type DraftPartBody = z.infer<typeof draftPartBody>;
export type DraftRow = z.infer<typeof draftRow>;
export type Draft = z.infer<typeof draft>;
export type CheckReport = z.infer<typeof checkReport>;
export type Finding = z.infer<typeof finding>;
export type Published = z.infer<typeof published>;
export type MergeRow = z.infer<typeof mergeRow>;
export type Merged = z.infer<typeof merged>;
export type Replayed = z.infer<typeof replayed>;
export type TrailExport = z.infer<typeof trailExport>;
export type PartDiff = z.infer<typeof diff>;
export type NewDraft = z.infer<typeof newDraft>;
