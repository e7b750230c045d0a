import { BpmnError } from "../base/bpmnError.ts";
import { Refusal } from "../base/refusal.ts";
import { everyTenant, transact } from "../db/transact.ts";
import { leaseJobs } from "../jobs/lease.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import { completeJob, failJob, failJobWithError } from "../runtime/commands/jobs.ts";
import type { Cause, House } from "../runtime/house.ts";
import type { Performer } from "../runtime/performer.ts";
import type { Work } from "./loop.ts";

const batch = 32;

/** The work of doing jobs. Jobs of one batch run side by side, `concurrency` at a time. */
export function jobWork(house: House, performers: readonly Performer[], worker: string, concurrency: number): Work {
  const types = performers.flatMap((performer) => performer.types);
  return {
    name: "jobs",
    run: async () => {
      const request = { worker, types, limit: batch, duration: house.lease };
      const jobs = await transact(house.database, everyTenant, (tx) => leaseJobs(tx, request, house.now()));
      await inParallel(jobs, concurrency, (job) => perform(house, performerOf(performers, job), job));
      return jobs.length;
    },
  };
}

/** Runs `work` over items, at most `concurrency` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items.values();
  const lanes = Array.from({ length: concurrency }, async () => {
    for (const item of iterator) await work(item);
  });
  await Promise.all(lanes);
}

function performerOf(performers: readonly Performer[], job: LeasedJob): Performer {
  const found = performers.find((performer) => performer.types.some((type) => matches(type, job.type)));
  if (found === undefined) throw new Error(`leased a job of type ${job.type} that nobody performs`);
  return found;
}

function matches(pattern: string, type: string): boolean {
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

async function perform(house: House, performer: Performer, job: LeasedJob): Promise<void> {
  const cause: Cause = { tenantId: job.tenantId, actor: "system" };
  try {
    await run(house, cause, performer, job);
  } catch (error) {
    await report(house, cause, job, error);
  }
}

async function run(house: House, cause: Cause, { perform: way }: Performer, job: LeasedJob): Promise<void> {
  if (way.kind === "inside") return completeJob(house, cause, job, (unit) => way.run(unit, job));
  const variables = await way.run(job, AbortSignal.timeout(house.lease * 0.9));
  return completeJob(house, cause, job, () => Promise.resolve(variables));
}

/** A BPMN error goes to the model; a lost lease means that somebody else has the job; everything else is tried again. */
async function report(house: House, cause: Cause, job: LeasedJob, error: unknown): Promise<void> {
  try {
    if (error instanceof BpmnError) return await failJobWithError(house, cause, job, error);
    if (error instanceof Refusal && (error.code === "job.lease" || error.code === "instance.missing")) return undefined;
    house.log.warn({ err: error, job: job.type, instanceId: job.instanceId, attempt: job.attempts }, "job failed");
    return await failJob(house, cause, job, error instanceof Error ? error.message : String(error));
  } catch (second) {
    house.log.error(
      { err: second, job: job.type, instanceId: job.instanceId },
      "a failed job could not be reported; its lease will run out",
    );
    return undefined;
  }
}
