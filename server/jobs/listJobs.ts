import type { Tx } from "../db/transact.ts";

/**
 * How an open job stands: `waiting` for its first attempt, `leased` to a worker, `retried` after an attempt that failed,
 * or `failed`, without retries and with a fault.
 */
export type JobState = "waiting" | "leased" | "retried" | "failed";

/** An open job with the instance it belongs to. */
export interface ListedJob {
  readonly instanceId: string;
  readonly waitId: string;
  readonly elementId: string;
  readonly definitionId: string;
  readonly processKey: string;
  readonly title: string | null;
  readonly businessKey: string | null;
  readonly customer: string | null;
  readonly isSuspended: boolean;
  readonly type: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly retriesLeft: number;
  readonly runAt: Date;
  readonly leasedBy: string | null;
  readonly leasedUntil: Date | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
}

/** Narrows the list of jobs. `after`: instant, instance and wait of the last one seen. */
export interface JobFilter {
  readonly state?: JobState | undefined;
  readonly type?: string | undefined;
  readonly processKey?: string | undefined;
  readonly customer?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

/** Written out for each, so that PostgreSQL sees the index of those that failed. `$2` is now. */
const conditions: Readonly<Record<JobState | "any", string>> = {
  any: "$2::timestamptz is not null",
  failed: "j.retries_left = 0 and $2::timestamptz is not null",
  leased: "j.retries_left > 0 and j.leased_until > $2",
  retried: "j.retries_left > 0 and j.attempts > 0 and (j.leased_until is null or j.leased_until <= $2)",
  waiting: "j.retries_left > 0 and j.attempts = 0 and (j.leased_until is null or j.leased_until <= $2)",
};

/** A page of open jobs, those that run next first. */
export async function listJobs(tx: Tx, filter: JobFilter, now: Date): Promise<ListedJob[]> {
  const { state = "any", type, processKey, customer, after, limit } = filter;
  return tx.query<ListedJob>(
    `select j.instance_id as "instanceId", j.wait_id as "waitId", j.element_id as "elementId",
       i.definition_id as "definitionId", j.definition_key as "processKey", i.title, i.business_key as "businessKey",
       i.customer, i.is_suspended as "isSuspended", j.type,
       case when j.retries_left = 0 then 'failed' when j.leased_until > $2 then 'leased'
         when j.attempts > 0 then 'retried' else 'waiting' end as state,
       j.attempts, j.retries_left as "retriesLeft", j.run_at as "runAt", j.leased_by as "leasedBy",
       j.leased_until as "leasedUntil", j.last_error as "lastError", j.created_at as "createdAt"
     from jobs j join instances i on i.tenant_id = j.tenant_id and i.id = j.instance_id
     where j.tenant_id = $1 and ${conditions[state]} and ($3::text is null or j.type = $3)
       and ($4::text is null or j.definition_key = $4) and ($5::text is null or i.customer = $5)
       and ($6::timestamptz is null or (j.run_at, j.instance_id, j.wait_id) > ($6, $7::uuid, $8))
     order by j.run_at, j.instance_id, j.wait_id limit $9`,
    [
      tx.tenantId,
      now,
      type ?? null,
      processKey ?? null,
      customer ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit,
    ],
  );
}

/** What of a job decides whether it may be tried at once. */
export interface JobStanding {
  readonly retriesLeft: number;
  readonly leasedUntil: Date | null;
}

/** How a job stands. Under the lock of its instance it is not completed until the transaction ends, but may be leased. */
export async function readStanding(tx: Tx, instanceId: string, waitId: string): Promise<JobStanding | undefined> {
  const [row] = await tx.query<JobStanding & Record<string, unknown>>(
    `select retries_left as "retriesLeft", leased_until as "leasedUntil" from jobs
     where tenant_id = $1 and instance_id = $2 and wait_id = $3 for update`,
    [tx.tenantId, instanceId, waitId],
  );
  return row;
}
