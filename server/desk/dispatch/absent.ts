import type { Tx } from "../../db/transact.ts";
import { openStatuses } from "../tickets/update.ts";

/** A ticket of somebody who is away, whose process waits to hear of it. */
export interface UntoldTicket {
  readonly tenantId: string;
  readonly absenceId: string;
  readonly ticketId: string;
  readonly instanceId: string;
}

/** The message that a ticket's process hears of an absence by. */
export const absentMessage = "technician.absent";

/** Tickets that were not told yet of an absence that runs: whose process waits for that now, those of the oldest absence first. */
export function untoldTickets(tx: Tx, now: Date, limit: number): Promise<UntoldTicket[]> {
  return tx.query<UntoldTicket & Record<string, unknown>>(
    `select a.tenant_id as "tenantId", a.id as "absenceId", t.id as "ticketId", s.instance_id as "instanceId"
     from absences a join tickets t on t.tenant_id = a.tenant_id and t.assignee = a.login and t.status = any($2::text[])
       join subscriptions s on s.tenant_id = t.tenant_id and s.kind = 'message' and s.name = $3 and s.correlation_key = t.number
       join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id and not i.is_suspended
     where a.from_at <= $1 and a.to_at > $1 and not exists (select from absence_tickets x
       where x.tenant_id = a.tenant_id and x.absence_id = a.id and x.ticket_id = t.id)
     order by a.from_at, t.number limit $4`,
    [now, openStatuses, absentMessage, limit],
  );
}

/** When the next absence begins. */
export async function nextAbsenceAt(tx: Tx, now: Date): Promise<Date | undefined> {
  const [row] = await tx.query<{ at: Date | null }>("select min(from_at) as at from absences where from_at > $1", [
    now,
  ]);
  return row?.at ?? undefined;
}

/** What a ticket is told: who is away until when and who stands in. Why is told to nobody. */
export interface ToldAbsence {
  readonly number: string;
  readonly login: string;
  readonly until: Date;
  readonly substitute: string | null;
}

/**
 * Marks a ticket as told, if it still is to be: the absence was neither taken back nor moved, the ticket is theirs, and no other
 * server was faster. The row and what is done with it belong into one transaction.
 */
export async function markTold(
  tx: Tx,
  { absenceId, ticketId }: Pick<UntoldTicket, "absenceId" | "ticketId">,
  now: Date,
): Promise<ToldAbsence | undefined> {
  const [told] = await tx.query<ToldAbsence & Record<string, unknown>>(
    `select t.number, a.login, a.to_at as until, a.substitute from absences a
     join tickets t on t.tenant_id = a.tenant_id and t.id = $3 and t.assignee = a.login and t.status = any($5::text[])
     where a.tenant_id = $1 and a.id = $2 and a.from_at <= $4 and a.to_at > $4 for share of a`,
    [tx.tenantId, absenceId, ticketId, now, openStatuses],
  );
  if (told === undefined) return undefined;
  const rows = await tx.query(
    `insert into absence_tickets (tenant_id, absence_id, ticket_id, told_at) values ($1, $2, $3, $4)
     on conflict do nothing returning ticket_id`,
    [tx.tenantId, absenceId, ticketId, now],
  );
  return rows.length === 0 ? undefined : told;
}

/** Takes the mark back: the process no longer listened. */
export async function unmarkTold(
  tx: Tx,
  { absenceId, ticketId }: Pick<UntoldTicket, "absenceId" | "ticketId">,
): Promise<void> {
  await tx.query("delete from absence_tickets where tenant_id = $1 and absence_id = $2 and ticket_id = $3", [
    tx.tenantId,
    absenceId,
    ticketId,
  ]);
}
