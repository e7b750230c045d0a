import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** Work that somebody is at now. */
export interface WorkTimer {
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly title: string;
  /** The task from which it was started. */
  readonly taskId: string | null;
  readonly startedAt: Date;
}

/** Time that was worked on a ticket. */
export interface WorkEntry {
  readonly id: string;
  readonly technician: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly workType: string;
  readonly note: string;
}

/** The timer that runs for somebody. */
export async function runningTimer(tx: Tx, login: string): Promise<WorkTimer | null> {
  const [row] = await tx.query<WorkTimer>(
    `select w.ticket_id as "ticketId", t.number as "ticketNumber", t.title, w.task_id as "taskId",
       w.started_at as "startedAt"
     from work_timers w join tickets t on t.tenant_id = w.tenant_id and t.id = w.ticket_id
     where w.tenant_id = $1 and w.login = $2`,
    [tx.tenantId, login],
  );
  return row ?? null;
}

/**
 * Starts the timer of a person; one runs at a time. Starting what runs on the ticket already changes nothing.
 *
 * @throws {Refusal} `timer.running` on another ticket, `time.technician` nobody whose time is counted
 */
export async function startTimer(
  tx: Tx,
  { login, ticketId, taskId }: { readonly login: string; readonly ticketId: string; readonly taskId: string | null },
  now: Date,
): Promise<void> {
  await refuseOthers(tx, login);
  const rows = await tx.query(
    `insert into work_timers (tenant_id, login, ticket_id, task_id, started_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning login`,
    [tx.tenantId, login, ticketId, taskId, now],
  );
  if (rows.length > 0) return;
  const running = await runningTimer(tx, login);
  if (running === null || running.ticketId === ticketId) return;
  throw new Refusal("conflict", "timer.running", `Expected no running timer, but one runs on ${running.ticketNumber}`, [
    { place: "timer", code: "timer.running", message: running.ticketNumber },
  ]);
}

/** Stops the timer of a person and tells what it ran for. @throws {Refusal} `timer.missing` */
export async function stopTimer(
  tx: Tx,
  login: string,
): Promise<{ readonly ticketId: string; readonly startedAt: Date }> {
  const [row] = await tx.query<{ ticketId: string; startedAt: Date }>(
    `delete from work_timers where tenant_id = $1 and login = $2 returning ticket_id as "ticketId", started_at as "startedAt"`,
    [tx.tenantId, login],
  );
  if (row !== undefined) return row;
  throw new Refusal("missing", "timer.missing", "Expected a running timer, but there is none");
}

/** @throws {Refusal} `time.technician` when no time of this person is counted */
export async function refuseOthers(tx: Tx, login: string): Promise<void> {
  if (await countsTime(tx, login)) return;
  throw new Refusal(
    "forbidden",
    "time.technician",
    `Expected a member of staff with time records, but ${login} is none`,
  );
}

/** Whether time of this person is counted. */
export async function countsTime(tx: Tx, login: string): Promise<boolean> {
  const rows = await tx.query("select 1 from technicians where tenant_id = $1 and login = $2 and is_active", [
    tx.tenantId,
    login,
  ]);
  return rows.length > 0;
}

/** The latest time entries of a ticket, the newest first. */
export function workOn(tx: Tx, ticketNumber: string): Promise<WorkEntry[]> {
  return tx.query<WorkEntry>(
    `select e.id, e.technician, p.name, e.started_at as "startedAt", e.minutes, e.work_type as "workType", e.note
     from tickets t join time_entries e on e.tenant_id = t.tenant_id and e.ticket_id = t.id
     join technicians p on p.tenant_id = e.tenant_id and p.login = e.technician
     where t.tenant_id = $1 and t.number = $2 order by e.started_at desc, e.id desc limit 200`,
    [tx.tenantId, ticketNumber],
  );
}

/** Minutes that somebody has recorded since an instant, over all tickets. */
export async function minutesSince(tx: Tx, login: string, since: Date): Promise<number> {
  const [row] = await tx.query<{ minutes: number }>(
    `select coalesce(sum(minutes), 0)::int as minutes from time_entries
     where tenant_id = $1 and technician = $2 and started_at >= $3`,
    [tx.tenantId, login, since],
  );
  return row?.minutes ?? 0;
}
