import { Refusal } from "../../../base/refusal.ts";
import { latestCheck } from "../../../definitions/checks.ts";
import type { CheckRow } from "../../../definitions/checks.ts";
import { lockOpenDraft, readParts } from "../../../definitions/drafts.ts";
import type { DraftPartBody, DraftRow } from "../../../definitions/drafts.ts";
import { readHoldings } from "../../../definitions/holdings.ts";
import { sha256OfAll, standardTenant } from "../../../definitions/parts.ts";
import { lockCatalogue } from "../../../definitions/publish.ts";
import type { Release } from "../../../definitions/publish.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { outdated } from "./check.ts";
import { record } from "./edit.ts";
import { release } from "./release.ts";
import { spreadStandard } from "./standard.ts";

/**
 * Publishes exactly what was checked and approved as one release. From then on starts begin on the new versions; running
 * instances stay on theirs. A release of the standard catalogue is taken over by all who follow it, and told to its forks.
 *
 * @throws {Refusal} `draft.unapproved` not approved, or something else than this was; `draft.outdated` a newer version
 *   came in between; `draft.unchanged` it says nothing new; what publishing refuses
 */
export async function publishDraft(house: House, cause: Cause, draftId: string, reason: string): Promise<Release> {
  const made = await change(house, cause, async (tx, now) => {
    const draft = await lockOpenDraft(tx, draftId);
    await lockCatalogue(tx);
    const parts = await readParts(tx, draftId);
    const check = refuseUnapproved(draft, parts, await latestCheck(tx, draftId));
    const [old] = outdated(parts, await readHoldings(tx));
    if (old !== undefined) throw new Refusal("conflict", "draft.outdated", old.message.en);
    const { title, approvedBy, createdBy } = draft;
    const publication = {
      title,
      parts: parts.map(({ kind, key, body, mergedVersion }) => {
        return { kind, key, body, upstreamVersion: mergedVersion ?? undefined };
      }),
      author: createdBy,
      approver: approvedBy ?? undefined,
      reason,
      draftId,
      contentHash: check.contentHash,
      testedWith: check.pins,
    };
    const result = await release(tx, cause, publication, now);
    if (result === undefined)
      throw new Refusal("conflict", "draft.unchanged", "Expected a draft that changes something, but it does not");
    await tx.query(
      "update drafts set state = 'published', release_id = $3, updated_at = $4 where tenant_id = $1 and id = $2",
      [tx.tenantId, draftId, result.id, now],
    );
    const versions = result.versions.map(({ kind, key, version, sha256 }) => ({ kind, key, version, sha256 }));
    const data = { releaseId: result.id, contentHash: check.contentHash, approver: approvedBy, reason, versions };
    await record(tx, cause, { draftId, type: "publishDraft", at: now, data });
    return { result, draftIds: [draftId] };
  });
  if (cause.tenantId === standardTenant) await spreadStandard(house);
  return made;
}

function refuseUnapproved(draft: DraftRow, parts: readonly DraftPartBody[], check: CheckRow | undefined): CheckRow {
  const hash = sha256OfAll(parts);
  if (draft.state !== "approved" || draft.approvedHash !== hash)
    throw new Refusal(
      "conflict",
      "draft.unapproved",
      `Expected a draft whose present content is approved, but it is ${draft.state}`,
    );
  if (check?.contentHash === hash && check.isGreen) return check;
  throw new Refusal("conflict", "draft.unchecked", "Expected a green check of the present content, but there is none");
}
