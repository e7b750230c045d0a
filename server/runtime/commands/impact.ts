import { appendTrail } from "../../audit/trail.ts";
import { newId } from "../../base/id.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { findPart } from "../../definitions/drafts.ts";
import { endImpact, insertImpact, readImpact } from "../../definitions/impacts.ts";
import { channel } from "../house.ts";
import type { Cause, House, Notice } from "../house.ts";
import { noCounts } from "./impactCounts.ts";

/** A changed rule set, as it is or out of a draft, and how many of the last decisions it is held against. */
export interface ImpactRequest {
  readonly ruleSetKey: string;
  readonly changed:
    | { readonly kind: "body"; readonly body: Json }
    | { readonly kind: "draft"; readonly draftId: string };
  readonly last: number;
}

/**
 * Starts a run: what would the changed rule set have made of the decisions made last? Workers do it, page by page; nothing
 * is decided anew. Tells its id and how many decisions there are.
 *
 * @throws {Refusal} `rules.shape`; `draft.part` the draft has no such rule set
 */
export async function startImpact(
  house: House,
  cause: Cause,
  { ruleSetKey, changed, last }: ImpactRequest,
): Promise<{ readonly id: string; readonly total: number }> {
  const createdAt = house.now();
  const { actor, requestId = null, tenantId } = cause;
  const started = await transact(house.database, tenantId, async (tx) => {
    const draftId = changed.kind === "draft" ? changed.draftId : null;
    const part = draftId === null ? undefined : await findPart(tx, draftId, { kind: "ruleSet", key: ruleSetKey });
    const body = changed.kind === "body" ? changed.body : part?.body;
    if (body === undefined)
      throw new Refusal("missing", "draft.part", `Expected a draft with the rule set ${ruleSetKey}, but it has none`);
    parseRuleSet(body);
    const id = newId(createdAt);
    const total = await insertImpact(tx, { id, ruleSetKey, body, draftId, counts: noCounts, actor, createdAt }, last);
    const data = { ruleSetKey, draftId, total };
    await appendTrail(tx, { streamId: id, at: createdAt, type: "startImpact", actor, requestId, data });
    return { id, total };
  });
  tellImpact(house, tenantId, started.id);
  return started;
}

/**
 * Stops a run; what it has found stays.
 *
 * @throws {Refusal} `impact.missing`, `impact.ended`
 */
export async function cancelImpact(house: House, { tenantId }: Cause, id: string): Promise<void> {
  await transact(house.database, tenantId, async (tx) => {
    const { state } = await readImpact(tx, id);
    const isEnded = await endImpact(tx, id, { state: "cancelled", message: null, now: house.now() });
    if (!isEnded) throw new Refusal("conflict", "impact.ended", `Expected a run that goes on, but it is ${state}`);
  });
  tellImpact(house, tenantId, id);
}

/** Wakes workers and tells whoever watches the run. */
export function tellImpact(house: House, tenantId: string, id: string): void {
  const nothing = { tasks: false, jobs: false, outbox: false, timers: false, messages: false, batches: false };
  const notice: Notice = { tenantId, instanceIds: [], ...nothing, impactIds: [id] };
  house.database.tell(channel, JSON.stringify(notice));
}
