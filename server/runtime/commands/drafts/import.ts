import { newId } from "../../../base/id.ts";
import { insertDraft, savePart } from "../../../definitions/drafts.ts";
import type { Part } from "../../../definitions/parts.ts";
import { findVersion } from "../../../definitions/versions.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { record } from "./edit.ts";

/** Parts from outside that are to become a draft, and where they came from, for the trail. */
export interface ImportRequest {
  readonly title: string;
  readonly parts: readonly Part[];
  /** Name and SHA-256 of what was handed in. */
  readonly source: { readonly name: string; readonly sha256: string };
}

/**
 * Opens a draft with all parts of an import at once. A part whose key is published already begins from its newest version,
 * so that the draft shows what the import would change.
 */
export function importParts(house: House, cause: Cause, { title, parts, source }: ImportRequest): Promise<string> {
  return change(house, cause, async (tx, now) => {
    const draft = { id: newId(now), title, createdBy: cause.actor };
    await insertDraft(tx, draft, now);
    for (const { kind, key, body } of parts) {
      const baseVersion = (await findVersion(tx, { kind, key }))?.version;
      await savePart(tx, draft.id, { kind, key, body, login: cause.actor, baseVersion }, now);
    }
    await record(tx, cause, { draftId: draft.id, type: "importDraft", at: now, data: { title, ...source } });
    return { result: draft.id, draftIds: [draft.id] };
  });
}
