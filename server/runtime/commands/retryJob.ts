import { Refusal } from "../../base/refusal.ts";
import { renewRetries } from "../../jobs/lease.ts";
import { readStanding } from "../../jobs/listJobs.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import type { WaitKey } from "./answerWait.ts";
import { retryWithin } from "./repair.ts";

/**
 * Lets a job run now instead of when its turn comes; one without retries gets new ones, and its fault goes.
 *
 * @throws {Refusal} `job.missing` it is done, `job.leased` a worker is at it
 */
export function retryJob(house: House, cause: Cause, { instanceId, waitId }: WaitKey, reason: string): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held, job] = await lockAnd(unit, instanceId, () => readStanding(unit.tx, instanceId, waitId));
    const wait = held.waits.find((open) => open.id === waitId);
    if (wait === undefined || job === undefined)
      throw new Refusal("missing", "job.missing", "Expected an open job, but it is done or was cancelled");
    if (job.leasedUntil !== null && job.leasedUntil > unit.now)
      throw new Refusal("conflict", "job.leased", "Expected a job that nobody works on, but a worker holds it");
    if (job.retriesLeft === 0) return retryWithin(unit, instanceId, waitId, { reason });
    await renewRetries(unit.tx, instanceId, waitId, job.retriesLeft, unit.now);
    unit.record(held, "retryJob", { waitId, elementId: wait.elementId, reason });
    unit.jobsRenewed = true;
  });
}
