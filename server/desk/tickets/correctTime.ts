import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { changeRow } from "../records/change.ts";
import type { OperationContext } from "../operation.ts";
import { refusalOf } from "../records/insert.ts";
import { timeClass } from "./time.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

/** What a time is called in refusals and in the trail. */
export const keptTime = { table: "time_entries", key: "id", what: "time" } as const;

const reason = z.string().trim().min(1).max(2000);
const parts = {
  startedAt: z.iso.datetime({ offset: true }).transform((at) => new Date(at)),
  minutes: z.int().min(1).max(1440),
  workType: z.enum(["remote", "onsite", "travel", "phone", "project"]),
  cause: z.enum(["customer", "own_error", "internal", "vendor", "unknown"]),
  note: z.string().trim().max(4000),
};

/** Time that somebody records afterwards, for themselves or, with the right to, for others. */
export const addedTime = z.strictObject({
  ticketNumber: z.string().min(1).max(60),
  technician: z.string().min(1).max(64),
  ...parts,
  cause: parts.cause.default("unknown"),
});
export type AddedTime = z.output<typeof addedTime>;

/** What is put right of a time; what is left out stays. */
export const timeChange = z.strictObject(parts).partial().extend({ revision: z.int().positive(), reason });
export type TimeChange = z.output<typeof timeChange>;

/** Why a time goes. */
export const timeRemoval = z.strictObject({ revision: z.int().positive(), reason });

/** A time as it stood. */
export interface TimeEntry {
  readonly id: string;
  readonly technician: string;
  readonly ticketId: string | null;
  readonly caseKey: string;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly workType: string;
  readonly note: string;
}

/** Who corrects, and whether they may do so for others. */
export interface Corrector {
  readonly login: string;
  readonly mayForOthers: boolean;
}

/**
 * Records time that was worked at some moment before now.
 *
 * @throws {Refusal} `time.foreign` somebody else's without the right to; `time.future`, `desk.reference` nobody whose time is counted
 */
export async function addTime(context: Context, ticketId: string, added: AddedTime, by: Corrector): Promise<string> {
  const { tx, now } = context;
  refuseForeign(added.technician, by);
  refuseFuture(added, now);
  const id = newId(now);
  try {
    await tx.query(
      `insert into time_entries (tenant_id, id, ticket_id, technician, started_at, minutes, work_type, time_class, cause, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tx.tenantId, id, ticketId, added.technician, added.startedAt, added.minutes, added.workType,
        await timeClass(context, ticketId, added.startedAt), added.cause, added.note], // prettier-ignore
    );
  } catch (error) {
    throw refusalOf(error, "time_entries");
  }
  return id;
}

/**
 * Puts a time right as long as it is on no position; an approval that it had is gone with that. Tells how it stood before.
 *
 * @throws {Refusal} `time.missing`, `time.foreign`, `time.billed` on a position or an invoice, `time.future`, `record.changed`
 */
export async function changeTime(context: Context, id: string, change: TimeChange, by: Corrector): Promise<TimeEntry> {
  const { tx, now } = context;
  const before = await lockFree(tx, id, by);
  const { reason: _, ...values } = change;
  const startedAt = values.startedAt ?? before.startedAt;
  refuseFuture({ startedAt, minutes: values.minutes ?? before.minutes }, now);
  const moved =
    values.startedAt === undefined || before.ticketId === null
      ? {}
      : { timeClass: await timeClass(context, before.ticketId, startedAt) };
  await changeRow(tx, keptTime, id, { ...values, ...moved, approvedBy: null, approvedAt: null });
  return before;
}

/** Takes a time away as long as it is on no position. @throws {Refusal} as {@link changeTime} */
export async function removeTime(
  { tx }: Context,
  id: string,
  { revision }: z.output<typeof timeRemoval>,
  by: Corrector,
): Promise<TimeEntry> {
  const before = await lockFree(tx, id, by);
  await changeRow(tx, keptTime, id, { revision });
  await tx.query(
    `with links as (delete from billing_line_times where tenant_id = $1 and time_entry_id = $2)
     delete from time_entries where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  return before;
}

async function lockFree(tx: Tx, id: string, by: Corrector): Promise<TimeEntry> {
  const [entry] = await tx.query<TimeEntry & { readonly isTaken: boolean }>(
    `select r.id, r.technician, r.ticket_id as "ticketId", coalesce(t.number, j.number) as "caseKey", r.started_at as "startedAt", r.minutes,
       r.work_type as "workType", r.note, exists (select from billing_line_times x
         join billing_lines l on l.tenant_id = x.tenant_id and l.id = x.line_id
         join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
         where x.tenant_id = r.tenant_id and x.time_entry_id = r.id and p.state <> 'withdrawn') as "isTaken"
     from time_entries r left join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id
     left join project_tasks k on k.tenant_id = r.tenant_id and k.id = r.project_task_id
     left join projects j on j.tenant_id = k.tenant_id and j.id = k.project_id
     where r.tenant_id = $1 and r.id = $2 for update of r`,
    [tx.tenantId, id],
  );
  if (entry === undefined) throw new Refusal("missing", "time.missing", `Expected a known time, but ${id} is none`);
  refuseForeign(entry.technician, by);
  const { isTaken, ...free } = entry;
  if (!isTaken) return free;
  throw new Refusal(
    "conflict",
    "time.billed",
    "Expected time that no position holds, but it is proposed or billed: reopen the ticket, or decide about the position",
  );
}

function refuseForeign(technician: string, { login, mayForOthers }: Corrector): void {
  if (technician === login || mayForOthers) return;
  throw new Refusal("forbidden", "time.foreign", `Expected time of one's own, but it is ${technician}'s`);
}

function refuseFuture({ startedAt, minutes }: Pick<TimeEntry, "startedAt" | "minutes">, now: Date): void {
  if (startedAt.getTime() + minutes * 60_000 <= now.getTime() + 60_000) return;
  throw new Refusal("unprocessable", "time.future", "Expected work that is over, but it would end after now", [
    { place: "startedAt", code: "time.future", message: "Expected work that is over by now" },
  ]);
}
