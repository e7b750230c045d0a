import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { literally } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";

/** A job leased to a worker: nobody else gets it before `leasedUntil`, and `token` fences a worker that comes late. */
export interface LeasedJob {
  readonly tenantId: string;
  readonly instanceId: string;
  readonly waitId: string;
  readonly elementId: string;
  readonly type: string;
  readonly input: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string;
  readonly attempts: number;
  readonly retriesLeft: number;
}

interface JobRow {
  readonly tenant_id: string;
  readonly instance_id: string;
  readonly wait_id: string;
  readonly element_id: string;
  readonly type: string;
  readonly input: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly lease_token: string;
  readonly attempts: number;
  readonly retries_left: number;
}

/** What a worker asks for. Durations in milliseconds. */
export interface LeaseRequest {
  readonly worker: string;
  /** Types wanted; a trailing `*` stands for every type that begins so. */
  readonly types: readonly string[];
  readonly limit: number;
  readonly duration: number;
}

/**
 * Leases due jobs in one statement; jobs that another worker is taking at this moment are passed over (SKIP LOCKED). Those of
 * suspended instances rest. What is due is materialized: a plan that asked for it once for each job would pass over those that
 * it has just taken, and take all there are.
 */
export async function leaseJobs(tx: Tx, request: LeaseRequest, now: Date): Promise<LeasedJob[]> {
  const rows = await tx.query<JobRow>(
    `with due as materialized (select tenant_id, instance_id, wait_id from jobs
       where type like any ($3) and retries_left > 0 and run_at <= $4 and (leased_until is null or leased_until <= $4)
         and ($6 = '*' or tenant_id = $6)
         and not exists (select from instances i where i.tenant_id = jobs.tenant_id and i.id = jobs.instance_id and i.is_suspended)
       order by run_at, instance_id, wait_id limit $5 for update skip locked)
     update jobs as j set lease_token = gen_random_uuid(), leased_by = $1, leased_until = $2, attempts = attempts + 1 from due
     where j.tenant_id = due.tenant_id and j.instance_id = due.instance_id and j.wait_id = due.wait_id
     returning j.tenant_id, j.instance_id, j.wait_id, j.element_id, j.type, j.input, j.headers, j.lease_token,
       j.attempts, j.retries_left`,
    [
      request.worker,
      new Date(now.getTime() + request.duration),
      request.types.map(likePattern),
      now,
      request.limit,
      tx.tenantId,
    ],
  );
  return rows.map(leased);
}

/**
 * Checks, under the instance's lock, that the lease still stands.
 *
 * @throws {Refusal} `job.lease` the lease ran out and another worker holds the job, or it is done already
 */
export async function refuseLostLease(tx: Tx, job: Pick<LeasedJob, "instanceId" | "waitId" | "token">): Promise<void> {
  const [row] = await tx.query<{ lease_token: string | null }>(
    "select lease_token from jobs where tenant_id = $1 and instance_id = $2 and wait_id = $3",
    [tx.tenantId, job.instanceId, job.waitId],
  );
  if (row?.lease_token === job.token) return;
  throw new Refusal(
    "conflict",
    "job.lease",
    "Expected the lease to stand, but the job is done or another worker holds it",
  );
}

/** What becomes of a job that failed technically. `runAt` is when it may be tried again. */
export interface Failure {
  readonly message: string;
  readonly retriesLeft: number;
  readonly runAt: Date;
}

/** Gives a failed job back: it is tried again at `runAt`, or rests as a fault when no retries are left. */
export async function giveBack(
  tx: Tx,
  job: Pick<LeasedJob, "instanceId" | "waitId" | "token">,
  failure: Failure,
): Promise<boolean> {
  const rows = await tx.query(
    `update jobs set retries_left = $5, run_at = $6, last_error = $7, lease_token = null, leased_by = null, leased_until = null
     where tenant_id = $1 and instance_id = $2 and wait_id = $3 and lease_token = $4 returning wait_id`,
    [
      tx.tenantId,
      job.instanceId,
      job.waitId,
      job.token,
      failure.retriesLeft,
      failure.runAt,
      failure.message.slice(0, 4000),
    ],
  );
  return rows.length > 0;
}

/** Puts new retries on a job that had none left, to run at once. */
export async function renewRetries(
  tx: Tx,
  instanceId: string,
  waitId: string,
  retries: number,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update jobs set retries_left = $4, run_at = $5, lease_token = null, leased_until = null
     where tenant_id = $1 and instance_id = $2 and wait_id = $3 returning wait_id`,
    [tx.tenantId, instanceId, waitId, retries, now],
  );
  return rows.length > 0;
}

/** Waits 2 s, 8 s, 32 s … up to an hour between attempts. Milliseconds. */
export function backOff(attempts: number): number {
  return Math.min(3_600_000, 500 * 4 ** attempts);
}

function leased(row: JobRow): LeasedJob {
  return {
    tenantId: row.tenant_id,
    instanceId: row.instance_id,
    waitId: row.wait_id,
    elementId: row.element_id,
    type: row.type,
    input: row.input,
    headers: row.headers,
    token: row.lease_token,
    attempts: row.attempts,
    retriesLeft: row.retries_left,
  };
}

function likePattern(type: string): string {
  const literal = literally(type);
  return literal.endsWith("*") ? `${literal.slice(0, -1)}%` : literal;
}
