import { appendTrail } from "../../audit/trail.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { Viewer } from "../../db/transact.ts";
import { insertBatch, mostItems } from "../../instances/batches.ts";
import { choose } from "../../instances/choose.ts";
import type { Selection } from "../../instances/choose.ts";
import type { MappingOverride } from "../../engine/migratePlan.ts";
import { channel } from "../house.ts";
import type { Cause, House, Notice } from "../house.ts";

/** What is to be done to each instance of a batch. */
export type BatchAct =
  | { readonly kind: "migrate"; readonly version: number; readonly overrides: readonly MappingOverride[] }
  | { readonly kind: "cancel" }
  /** With a cause only the faults that have it. */
  | { readonly kind: "retry"; readonly cause?: string }
  | { readonly kind: "suspend" }
  | { readonly kind: "resume"; readonly keepRemainder: boolean };

/** A batch to be started: what, to which instances, and why. */
export interface BatchRequest {
  readonly act: BatchAct;
  readonly selection: Selection;
  readonly reason: string;
  /** Who chooses: what is hidden from them is not chosen by a filter. Without one the house does, which sees everything. */
  readonly viewer?: Viewer;
}

/**
 * Starts a batch: the instances are chosen now, workers do the rest, one transaction each. Tells its id and size.
 *
 * @throws {Refusal} `batch.size` no instance fits, or too many
 */
export async function startBatch(
  house: House,
  cause: Cause,
  { act, selection, reason, viewer }: BatchRequest,
): Promise<{ readonly id: string; readonly total: number }> {
  const now = house.now();
  const parameters = { ...act, reason } as unknown as JsonObject; // made of JSON only, see BatchAct
  const { actor, requestId = null } = cause;
  const started = await transact(house.database, viewer ?? cause.tenantId, async (tx) => {
    const id = newId(now);
    const batch = { id, kind: act.kind, parameters, actor, request_id: requestId, created_at: now };
    const instanceIds = await choose(tx, selection, { withCalled: act.kind === "migrate", limit: mostItems + 1 });
    await insertBatch(tx, batch, instanceIds);
    const total = instanceIds.length;
    const chosen = selection.kind === "ids" ? { kind: "ids" } : { ...selection };
    const data = { ...parameters, selection: chosen, total };
    await appendTrail(tx, { streamId: id, at: now, type: "startBatch", actor, requestId, data });
    return { id, total };
  });
  tellBatches(house, cause.tenantId);
  return started;
}

/** Tells all servers that a batch has work for them. */
export function tellBatches(house: House, tenantId: string): void {
  const nothing = { tasks: false, jobs: false, outbox: false, timers: false, messages: false };
  const notice: Notice = { tenantId, instanceIds: [], ...nothing, batches: true };
  house.database.tell(channel, JSON.stringify(notice));
}
