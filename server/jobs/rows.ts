import type { Columns } from "../db/given.ts";
import type { JobWait } from "../engine/types.ts";

/** The row of a job that opens, for {@link insertJobs}. */
export function openedJob(
  wait: JobWait,
  origin: { readonly instanceId: string; readonly definitionKey: string },
  now: Date,
): object {
  return {
    instance_id: origin.instanceId,
    wait_id: wait.id,
    element_id: wait.elementId,
    definition_key: origin.definitionKey,
    type: wait.type,
    input: wait.input,
    headers: wait.headers,
    retries_left: wait.retries,
    run_at: now,
    created_at: now,
  };
}

/** The columns of {@link openedJob}. */
export const jobColumns: Columns = {
  instance_id: "uuid",
  wait_id: "text",
  element_id: "text",
  definition_key: "text",
  type: "text",
  input: "jsonb",
  headers: "jsonb",
  retries_left: "int",
  run_at: "timestamptz",
  created_at: "timestamptz",
};

/** The part of a step's statement that writes opened jobs. */
export function insertJobs(rows: string): string {
  return `insert into jobs (tenant_id, instance_id, wait_id, element_id, definition_key, type, input, headers,
      retries_left, run_at, created_at)
    select $1, r.instance_id, r.wait_id, r.element_id, r.definition_key, r.type, r.input, r.headers, r.retries_left,
      r.run_at, r.created_at
    from ${rows}`;
}

/** The row of a timer that opens, for {@link insertTimers}. */
export interface TimerRow {
  readonly instance_id: string;
  readonly wait_id: string;
  readonly element_id: string;
  readonly due_at: Date;
}

/** The columns of {@link TimerRow}. */
export const timerColumns: Columns = {
  instance_id: "uuid",
  wait_id: "text",
  element_id: "text",
  due_at: "timestamptz",
};

/** The part of a step's statement that writes opened timers. */
export function insertTimers(rows: string): string {
  return `insert into timers (tenant_id, instance_id, wait_id, element_id, due_at)
    select $1, r.instance_id, r.wait_id, r.element_id, r.due_at
    from ${rows}`;
}
