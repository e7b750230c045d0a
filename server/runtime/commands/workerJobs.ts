import { transact } from "../../db/transact.ts";
import { extendLease, readLeased } from "../../jobs/held.ts";
import type { LeaseKey } from "../../jobs/held.ts";
import { leaseJobs } from "../../jobs/lease.ts";
import type { LeasedJob, LeaseRequest } from "../../jobs/lease.ts";
import type { Cause, House } from "../house.ts";
import { failJob } from "./jobs.ts";

/** Leases jobs of the tenant to a worker outside. No trail: what was done shows when it is completed. */
export function leaseForWorker(house: House, cause: Cause, request: LeaseRequest): Promise<LeasedJob[]> {
  return transact(house.database, cause.tenantId, (tx) => leaseJobs(tx, request, house.now()));
}

/** A worker outside could not do its job: tried again later, or a fault. @throws {Refusal} `job.lease` */
export async function failForWorker(
  house: House,
  cause: Cause,
  key: LeaseKey,
  failure: { readonly message: string; readonly retryAt?: Date },
): Promise<void> {
  const job = await transact(house.database, cause.tenantId, (tx) => readLeased(tx, key));
  await failJob(house, cause, job, failure.message, failure.retryAt);
}

/** A worker outside needs longer. `duration` in milliseconds from now. @throws {Refusal} `job.lease` */
export function extendForWorker(house: House, cause: Cause, key: LeaseKey, duration: number): Promise<void> {
  const until = new Date(house.now().getTime() + duration);
  return transact(house.database, cause.tenantId, (tx) => extendLease(tx, key, until));
}
