import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { holdBatch, lockBatch, releaseBatch, stopBatch } from "../../instances/batchControl.ts";
import type { BatchState } from "../../instances/batchControl.ts";
import { tellBatches } from "./startBatch.ts";
import type { Cause, House } from "../house.ts";

/** What an operator may do with a batch that is under way. */
export type BatchControl = "pause" | "resume" | "stop";

const from: Readonly<Record<BatchControl, readonly BatchState[]>> = {
  pause: ["running"],
  resume: ["paused"],
  stop: ["running", "paused"],
};

/**
 * Holds a batch, lets it go on or ends it. An instance is done whole or not at all: those at hand are waited for, and
 * what is done stays done.
 *
 * @throws {Refusal} `batch.missing`, `batch.finished` nothing of it is open, `batch.state` it is not in a state for this
 */
export async function controlBatch(
  house: House,
  cause: Cause,
  id: string,
  { control, reason }: { readonly control: BatchControl; readonly reason: string },
): Promise<void> {
  await transact(house.database, cause.tenantId, async (tx) => {
    const now = house.now();
    const state = await lockBatch(tx, id);
    if (!from[control].includes(state))
      throw new Refusal(
        "conflict",
        "batch.state",
        `Expected a batch that is ${from[control].join(" or ")}, but it is ${state}`,
      );
    const data = { reason, ...(await carryOut(tx, id, control, now)) };
    const { actor, requestId = null } = cause;
    await appendTrail(tx, { streamId: id, at: now, type: `${control}Batch`, actor, requestId, data });
  });
  if (control === "resume") tellBatches(house, cause.tenantId);
}

async function carryOut(tx: Tx, id: string, control: BatchControl, now: Date): Promise<JsonObject> {
  switch (control) {
    case "pause":
      await holdBatch(tx, id);
      return {};
    case "resume":
      await releaseBatch(tx, id, now);
      return {};
    case "stop":
      return { skipped: await stopBatch(tx, id, now) };
  }
}
