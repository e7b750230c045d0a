import { appendTrail } from "../../../audit/trail.ts";
import { newId } from "../../../base/id.ts";
import type { JsonObject } from "../../../base/json.ts";
import { Refusal } from "../../../base/refusal.ts";
import type { Tx } from "../../../db/transact.ts";
import { deletePart, findPart, insertDraft, lockOpenDraft, savePart } from "../../../definitions/drafts.ts";
import type { DraftPart } from "../../../definitions/drafts.ts";
import { emptyBody } from "../../../definitions/empty.ts";
import { sha256Of } from "../../../definitions/parts.ts";
import type { Part, PartKey } from "../../../definitions/parts.ts";
import { findVersion, readVersion } from "../../../definitions/versions.ts";
import type { VersionChoice } from "../../../definitions/versions.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";

/** Where a part of a draft comes from: a published version, or nothing but a key and a name. */
export type Origin =
  | ({ readonly from: "version" } & VersionChoice)
  | ({ readonly from: "nothing"; readonly name: string } & PartKey);

/** Opens a draft, with a first part or without. @throws {Refusal} `version.missing`, `draft.taken` */
export function createDraft(
  house: House,
  cause: Cause,
  request: { readonly title: string; readonly origin?: Origin | undefined },
): Promise<string> {
  return change(house, cause, async (tx, now) => {
    const draft = { id: newId(now), title: request.title, createdBy: cause.actor };
    await insertDraft(tx, draft, now);
    if (request.origin !== undefined) await take(tx, draft.id, { ...request.origin, login: cause.actor }, now);
    await record(tx, cause, { draftId: draft.id, type: "createDraft", at: now, data: { title: draft.title } });
    return { result: draft.id, draftIds: [draft.id] };
  });
}

/** Takes one more part into a draft. @throws {Refusal} `draft.missing`, `draft.closed`, `draft.taken`, `version.missing` */
export function addPart(house: House, cause: Cause, draftId: string, origin: Origin): Promise<DraftPart> {
  return change(house, cause, async (tx, now) => {
    await lockOpenDraft(tx, draftId);
    const result = await take(tx, draftId, { ...origin, login: cause.actor }, now);
    return { result, draftIds: [draftId] };
  });
}

async function take(
  tx: Tx,
  draftId: string,
  origin: Origin & { readonly login: string },
  now: Date,
): Promise<DraftPart> {
  const { kind, key, login } = origin;
  if ((await findPart(tx, draftId, origin)) !== undefined)
    throw new Refusal("conflict", "draft.taken", `Expected ${kind} ${key} to be new to the draft, but it holds it`);
  if (origin.from === "version") {
    const { body, version } = await readVersion(tx, origin);
    return savePart(tx, draftId, { kind, key, body, login, baseVersion: version }, now);
  }
  if ((await findVersion(tx, { kind, key })) !== undefined)
    throw new Refusal("conflict", "draft.taken", `Expected a new key, but the ${kind} ${key} exists`);
  return savePart(tx, draftId, { kind, key, body: emptyBody(kind, key, origin.name), login }, now);
}

/** What somebody wants to save, and the revision they saw; `null` = they saw none. */
export interface Edit extends Part {
  readonly revision: number | null;
}

/**
 * Saves a part, unless somebody else has saved it since. The same content again changes nothing. No trail row: this is
 * called with every autosave; who has edited is kept with the draft.
 *
 * @throws {Refusal} `draft.stale` with who saved, when, and the present revision; `draft.closed`, `draft.missing`
 */
export function saveEdit(house: House, cause: Cause, draftId: string, edit: Edit): Promise<DraftPart> {
  return change(house, cause, async (tx, now) => {
    await lockOpenDraft(tx, draftId);
    const present = await findPart(tx, draftId, edit);
    refuseStale(present, edit.revision);
    if (present !== undefined && present.sha256 === sha256Of(edit.kind, edit.body)) return { result: present };
    const { kind, key, body } = edit;
    const result = await savePart(tx, draftId, { kind, key, body, login: cause.actor }, now);
    return { result, draftIds: [draftId] };
  });
}

/** Takes a part out of a draft. @throws {Refusal} `draft.stale`, `draft.part`, `draft.closed`, `draft.missing` */
export function removePart(
  house: House,
  cause: Cause,
  draftId: string,
  part: PartKey & { readonly revision: number | null },
): Promise<void> {
  return change(house, cause, async (tx, now) => {
    await lockOpenDraft(tx, draftId);
    const present = await findPart(tx, draftId, part);
    if (present === undefined)
      throw new Refusal(
        "missing",
        "draft.part",
        `Expected the draft to hold ${part.kind} ${part.key}, but it does not`,
      );
    refuseStale(present, part.revision);
    await deletePart(tx, draftId, { ...part, login: cause.actor }, now);
    return { result: undefined, draftIds: [draftId] };
  });
}

function refuseStale(present: DraftPart | undefined, seen: number | null): void {
  if ((present?.revision ?? null) === seen) return;
  if (present === undefined)
    throw new Refusal(
      "conflict",
      "draft.stale",
      `Expected revision ${seen}, but the part is not in the draft any more`,
    );
  const { revision, savedBy, savedAt } = present;
  const at = savedAt.toISOString();
  throw new Refusal(
    "conflict",
    "draft.stale",
    `Expected revision ${seen ?? "none"}, but ${savedBy} saved revision ${revision} at ${at}`,
    [
      { place: "revision", code: "draft.stale", message: String(revision) },
      { place: "savedBy", code: "draft.stale", message: savedBy },
      { place: "savedAt", code: "draft.stale", message: at },
    ],
  );
}

/** One event of a draft's life, for the trail. */
export interface DraftEvent {
  readonly draftId: string;
  readonly type: string;
  readonly at: Date;
  readonly data: JsonObject;
}

/** Writes an event of a draft to its trail. */
export async function record(tx: Tx, cause: Cause, { draftId, type, at, data }: DraftEvent): Promise<void> {
  const { actor, requestId = null } = cause;
  await appendTrail(tx, { streamId: draftId, at, type, actor, requestId, data });
}
