import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { LeasedJob } from "./lease.ts";

/** What a worker names a job by: the wait of an instance, and the token of its lease. */
export type LeaseKey = Pick<LeasedJob, "instanceId" | "waitId" | "token">;

/**
 * The job behind a lease, for a worker outside that kept only the key.
 *
 * @throws {Refusal} `job.lease` the lease ran out and another worker holds the job, or it is done already
 */
export async function readLeased(tx: Tx, { instanceId, waitId, token }: LeaseKey): Promise<LeasedJob> {
  const [row] = await tx.query<Omit<LeasedJob, "instanceId" | "waitId" | "token">>(
    `select tenant_id as "tenantId", element_id as "elementId", type, input, headers, attempts, retries_left as "retriesLeft"
     from jobs where tenant_id = $1 and instance_id = $2 and wait_id = $3 and lease_token = $4`,
    [tx.tenantId, instanceId, waitId, token],
  );
  if (row !== undefined) return { ...row, instanceId, waitId, token };
  throw new Refusal(
    "conflict",
    "job.lease",
    "Expected the lease to stand, but the job is done or another worker holds it",
  );
}

/**
 * Lets a worker keep its job for longer, counted from `now`.
 *
 * @throws {Refusal} `job.lease`
 */
export async function extendLease(tx: Tx, { instanceId, waitId, token }: LeaseKey, until: Date): Promise<void> {
  const rows = await tx.query(
    `update jobs set leased_until = $5 where tenant_id = $1 and instance_id = $2 and wait_id = $3 and lease_token = $4
     returning wait_id`,
    [tx.tenantId, instanceId, waitId, token, until],
  );
  if (rows.length === 0)
    throw new Refusal(
      "conflict",
      "job.lease",
      "Expected the lease to stand, but the job is done or another worker holds it",
    );
}
