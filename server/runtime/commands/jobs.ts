import type { JsonObject } from "../../base/json.ts";
import { backOff, giveBack, refuseLostLease } from "../../jobs/lease.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import { step } from "../step.ts";
import type { Unit } from "../unit.ts";

/** What identifies a leased job to its completion. */
export type JobKey = Pick<LeasedJob, "instanceId" | "waitId" | "token">;

/**
 * Completes a job. `work` may do its work in the same transaction (desk operations) and gives the variables.
 *
 * @throws {Refusal} `job.lease` another worker holds the job by now, `instance.missing`
 */
export function completeJob(
  house: House,
  cause: Cause,
  job: JobKey,
  work: (unit: Unit) => Promise<JsonObject>,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held] = await lockAnd(unit, job.instanceId, () => refuseLostLease(unit.tx, job));
    const variables = await work(unit);
    await step(unit, held, { kind: "completeJob", waitId: job.waitId, variables });
  });
}

/** Reports a BPMN error for a job: the model foresees it, or the instance fails. */
export function failJobWithError(
  house: House,
  cause: Cause,
  job: JobKey,
  error: { readonly code: string; readonly message: string; readonly variables?: JsonObject },
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held] = await lockAnd(unit, job.instanceId, () => refuseLostLease(unit.tx, job));
    const { code, message, variables = {} } = error;
    await step(unit, held, { kind: "throwError", waitId: job.waitId, errorCode: code, message, variables });
  });
}

/** A technical failure: tried again later, and a fault that an operator sees when no retries are left. */
export function failJob(house: House, cause: Cause, job: LeasedJob, message: string, retryAt?: Date): Promise<void> {
  return commit(house, cause, async (unit) => {
    const retriesLeft = Math.max(0, job.retriesLeft - 1);
    const runAt = retryAt ?? new Date(unit.now.getTime() + backOff(job.attempts));
    if (retriesLeft > 0) {
      await giveBack(unit.tx, job, { message, retriesLeft, runAt });
      return;
    }
    const [held] = await lockAnd(unit, job.instanceId, () => refuseLostLease(unit.tx, job));
    await giveBack(unit.tx, job, { message, retriesLeft, runAt });
    await unit.tx.query(
      `insert into faults (tenant_id, instance_id, wait_id, element_id, definition_key, kind, code, message, created_at)
       values ($1, $2, $3, $4, $5, 'job', 'job.exhausted', $6, $7) on conflict do nothing`,
      [
        unit.tx.tenantId,
        job.instanceId,
        job.waitId,
        job.elementId,
        held.row.definition_key,
        message.slice(0, 4000),
        unit.now,
      ],
    );
    unit.record(held, "jobExhausted", {
      waitId: job.waitId,
      elementId: job.elementId,
      message: message.slice(0, 1000),
    });
  });
}
