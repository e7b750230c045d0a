import { newId } from "../../../base/id.ts";
import { Refusal } from "../../../base/refusal.ts";
import { transact } from "../../../db/transact.ts";
import type { Tx } from "../../../db/transact.ts";
import { insertCheck, isGreen } from "../../../definitions/checks.ts";
import type { CheckRow, Finding, Report } from "../../../definitions/checks.ts";
import { contentHash, lockOpenDraft, readDraft, readParts } from "../../../definitions/drafts.ts";
import type { DraftPartBody } from "../../../definitions/drafts.ts";
import { readHoldings } from "../../../definitions/holdings.ts";
import type { Holdings } from "../../../definitions/holdings.ts";
import { nameOf, sha256OfAll } from "../../../definitions/parts.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { record } from "./edit.ts";
import { examine } from "./examine.ts";

/**
 * Checks exactly what a draft holds now: each part by itself, all together with what the tenant holds, and by their tests.
 * The report is kept with the hash of the content; a green one makes the draft `checked`, if nobody has edited meanwhile.
 *
 * @throws {Refusal} `draft.missing`, `draft.closed`, `draft.empty`
 */
export async function checkDraft(house: House, cause: Cause, draftId: string): Promise<CheckRow> {
  const { parts, holdings } = await transact(house.database, cause.tenantId, (tx) => take(tx, draftId));
  const report: Report = await examine(parts, holdings);
  const hash = sha256OfAll(parts);
  return change(house, cause, async (tx, now) => {
    const draft = await lockOpenDraft(tx, draftId);
    const findings = [...report.findings, ...outdated(parts, await readHoldings(tx))];
    const whole = { ...report, findings };
    await insertCheck(tx, { id: newId(now), draftId, contentHash: hash, report: whole, checkedBy: cause.actor }, now);
    const green = isGreen(whole);
    if ((await contentHash(tx, draftId)) === hash && draft.state !== "approved")
      await keepState(tx, draftId, green, hash);
    const errors = findings.filter(({ severity }) => severity === "error").length;
    const failed = report.tests.filter((test) => !test.isGreen).length;
    const data = { contentHash: hash, isGreen: green, errors, tests: report.tests.length, failed };
    await record(tx, cause, { draftId, type: "checkDraft", at: now, data });
    const result = {
      ...whole,
      contentHash: hash,
      isGreen: green,
      checkedBy: cause.actor,
      checkedAt: now.toISOString(),
    };
    return { result, draftIds: [draftId] };
  });
}

async function take(
  tx: Tx,
  draftId: string,
): Promise<{ readonly parts: readonly DraftPartBody[]; readonly holdings: Holdings }> {
  const { state } = await readDraft(tx, draftId);
  if (state === "published" || state === "discarded")
    throw new Refusal("conflict", "draft.closed", `Expected an open draft, but it is ${state}`);
  const parts = await readParts(tx, draftId);
  if (parts.length === 0)
    throw new Refusal("unprocessable", "draft.empty", "Expected a draft with at least one part, but it has none");
  return { parts, holdings: await readHoldings(tx) };
}

/** A part that was begun from a version which is not the newest any more would undo what came in between. */
export function outdated(parts: readonly DraftPartBody[], holdings: Holdings): readonly Finding[] {
  return parts.flatMap((part): readonly Finding[] => {
    const { kind, key, baseVersion } = part;
    const newest = holdings.get(nameOf(part))?.version ?? null;
    if (newest === null || newest === baseVersion) return [];
    const message = {
      de: `Inzwischen gibt es Version ${newest}; der Entwurf beruht auf ${baseVersion ?? "keiner"}. Bitte zusammenführen`,
      en: `Expected a draft based on version ${newest}, but it is based on ${baseVersion ?? "none"}; merge it first`,
    };
    return [{ kind, key, severity: "error", place: "", code: "draft.outdated", message }];
  });
}

async function keepState(tx: Tx, draftId: string, green: boolean, hash: string): Promise<void> {
  await tx.query("update drafts set state = $3, checked_hash = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    draftId,
    green ? "checked" : "draft",
    green ? hash : null,
  ]);
}
