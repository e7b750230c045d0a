import { Refusal } from "../../../base/refusal.ts";
import type { Tx } from "../../../db/transact.ts";
import { latestCheck } from "../../../definitions/checks.ts";
import { contentHash, listEditors, listParts, lockOpenDraft } from "../../../definitions/drafts.ts";
import type { DraftRow } from "../../../definitions/drafts.ts";
import { forgetLineage } from "../../../definitions/lineage.ts";
import { makersOf } from "../../../identity/users.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { record } from "./edit.ts";

/**
 * Approves exactly what a draft holds: by somebody who has changed nothing of it, and only what a check found sound.
 *
 * @throws {Refusal} `draft.ownApproval` an editor approves, or whoever made the API token that edited; `draft.unchecked`; `draft.closed`, `draft.missing`
 */
export function approveDraft(house: House, cause: Cause, draftId: string, reason: string): Promise<void> {
  return change(house, cause, async (tx, now) => {
    const draft = await lockOpenDraft(tx, draftId);
    const editors = (await listEditors(tx, [draftId])).map(({ login }) => login);
    const involved = await involvedIn(tx, draft, editors);
    if (involved.has(cause.actor))
      throw new Refusal(
        "forbidden",
        "draft.ownApproval",
        `Expected approval by somebody who has not worked on the draft, but ${cause.actor} has`,
      );
    const hash = await greenHash(tx, draft);
    await tx.query(
      `update drafts set state = 'approved', approved_hash = $3, approved_by = $4, approved_at = $5, approval_reason = $6,
         rejected_by = null, rejected_at = null, rejection_reason = null, updated_at = $5
       where tenant_id = $1 and id = $2`,
      [tx.tenantId, draftId, hash, cause.actor, now, reason],
    );
    const data = { contentHash: hash, reason, editors };
    await record(tx, cause, { draftId, type: "approveDraft", at: now, data });
    return { result: undefined, draftIds: [draftId] };
  });
}

/** Who has worked on a draft: its editors, and those who made the API tokens that have edited. */
export async function involvedIn(tx: Tx, { createdBy }: DraftRow, editors: readonly string[]): Promise<Set<string>> {
  const actors = [createdBy, ...editors];
  return new Set([...actors, ...(await makersOf(tx, actors))]);
}

/** The hash of what a draft holds, which its newest check must have found sound. @throws {Refusal} `draft.unchecked` */
export async function greenHash(tx: Tx, draft: DraftRow): Promise<string> {
  const hash = await contentHash(tx, draft.id);
  const check = await latestCheck(tx, draft.id);
  if (check?.contentHash === hash && check.isGreen && draft.state !== "draft") return hash;
  const found =
    check === undefined ? "it was never checked" : "its newest check is about something else or found errors";
  throw new Refusal("conflict", "draft.unchecked", `Expected a draft whose present content was checked, but ${found}`);
}

/** Sends a draft back to its editors, with a reason. @throws {Refusal} `draft.closed`, `draft.missing` */
export function rejectDraft(house: House, cause: Cause, draftId: string, reason: string): Promise<void> {
  return change(house, cause, async (tx, now) => {
    await lockOpenDraft(tx, draftId);
    await tx.query(
      `update drafts set state = 'draft', checked_hash = null, approved_hash = null, approved_by = null, approved_at = null,
         approval_reason = null, rejected_by = $3, rejected_at = $4, rejection_reason = $5, updated_at = $4
       where tenant_id = $1 and id = $2`,
      [tx.tenantId, draftId, cause.actor, now, reason],
    );
    await record(tx, cause, { draftId, type: "rejectDraft", at: now, data: { reason } });
    return { result: undefined, draftIds: [draftId] };
  });
}

/** Closes a draft that will not be published. It stays readable; a copy that it would have brought frees its key. @throws {Refusal} `draft.closed`, `draft.missing` */
export function discardDraft(house: House, cause: Cause, draftId: string, reason?: string): Promise<void> {
  return change(house, cause, async (tx, now) => {
    await lockOpenDraft(tx, draftId);
    for (const part of await listParts(tx, [draftId])) await forgetLineage(tx, part);
    await tx.query("update drafts set state = 'discarded', updated_at = $3 where tenant_id = $1 and id = $2", [
      tx.tenantId,
      draftId,
      now,
    ]);
    await record(tx, cause, { draftId, type: "discardDraft", at: now, data: { reason: reason ?? null } });
    return { result: undefined, draftIds: [draftId] };
  });
}
