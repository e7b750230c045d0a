import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { openStatuses } from "../tickets/update.ts";
import { calm, joinStorm } from "./storm.ts";
import type { Storm } from "./storm.ts";
import { intakeShape } from "./intake.ts";
import type { Intake } from "./intake.ts";

/** Longer than any triage takes; only an instance that was cancelled leaves a reservation to run out. Milliseconds. */
const reservationLasts = 24 * 3_600_000;

interface ConditionRow {
  readonly occurrences: number;
  readonly reserved_by: string | null;
  readonly ticket_id: string | null;
}

/** Counts the event and, by doing so, holds the condition's row: of a storm one goes on after the other. */
const count = `
  insert into alert_conditions as c (tenant_id, dedup_key, occurrences, first_at, last_at) values ($1, $2, $3, $4, $4)
  on conflict (tenant_id, dedup_key) do update set occurrences = c.occurrences + $3, last_at = greatest(c.last_at, $4), is_active = coalesce($5, c.is_active),
    reserved_by = case when c.reserved_until > $4 then c.reserved_by end
  returning occurrences, reserved_by, ticket_id`;

/**
 * `desk.intake.deduplicate`: whether there is a ticket for it already. An alert condition is counted and, when it has
 * neither ticket nor reservation, reserved for this intake: of a storm exactly one sees `openTicket` false.
 */
export const deduplicate: Operation = async (context, given) => {
  const { intake } = expectInput(z.object({ intake: intakeShape }), given);
  const condition =
    intake.dedupKey === null ? await byReply(context, intake) : await byCondition(context, intake, intake.dedupKey);
  return { variables: { condition: { ...condition, customerKnown: intake.customerId !== null } } };
};

/** A reset or an acknowledgement opens nothing, so it neither counts nor reserves. */
async function byCondition(context: OperationContext, intake: Intake, dedupKey: string): Promise<JsonObject> {
  const { tx, now } = context;
  const { opens, isActive } = meanings[intake.alertKind ?? "triggered"];
  const [row] = await tx.query<ConditionRow>(count, [tx.tenantId, dedupKey, opens ? 1 : 0, now, isActive]);
  if (row === undefined) throw new Error("Expected the condition to be counted");
  // Asked after the row is held: a statement that waited for it would still see the tickets of before.
  const ticketNumber = await openTicketOf(context, row.ticket_id);
  const isFree = opens && ticketNumber === null && row.reserved_by === null;
  const storm = isFree ? await claim(context, intake, dedupKey) : calm;
  return {
    collective: storm.collective,
    openTicket: ticketNumber !== null || storm.isTaken || isReserved(row, intake),
    ticketNumber: ticketNumber ?? storm.ticketNumber,
    occurrences: row.occurrences,
    maintenance: await isInMaintenance(context, intake),
    repeatsIn60min: await repeats(context, dedupKey),
  };
}

/** Reserves a condition that nobody has, unless a collective ticket has it. */
async function claim(context: OperationContext, intake: Intake, dedupKey: string): Promise<Storm> {
  const storm = await joinStorm(context, intake, dedupKey);
  if (!storm.isTaken) await reserve(context, dedupKey, intake.id ?? newId(context.now));
  return storm;
}

/** Whether an alert may open a ticket, and whether what it is about goes on after it; null leaves that as it was. */
const meanings = {
  triggered: { opens: true, isActive: true },
  updated: { opens: true, isActive: true },
  acknowledged: { opens: false, isActive: null },
  reset: { opens: false, isActive: false },
} as const;

function isReserved({ reserved_by: by }: ConditionRow, { id }: Intake): boolean {
  return by !== null && by !== id;
}

async function openTicketOf({ tx }: OperationContext, id: string | null): Promise<string | null> {
  const [ticket] = await tx.query<{ number: string }>(
    "select number from tickets where tenant_id = $1 and id = $2 and status = any($3::text[])",
    [tx.tenantId, id, openStatuses],
  );
  return ticket?.number ?? null;
}

async function reserve({ tx, now }: OperationContext, dedupKey: string, intakeId: string): Promise<void> {
  await tx.query(
    "update alert_conditions set reserved_by = $3, reserved_until = $4 where tenant_id = $1 and dedup_key = $2",
    [tx.tenantId, dedupKey, intakeId, new Date(now.getTime() + reservationLasts)],
  );
}

/** A message belongs to a ticket that lives: not yet finally closed, and of merged ones to the one they went into. */
async function byReply({ tx }: OperationContext, intake: Intake): Promise<JsonObject> {
  const [row] = await tx.query<{ number: string }>(
    `with recursive chain as (
       select id, number, status, merged_into_id from tickets where tenant_id = $1 and number = $2
       union select t.id, t.number, t.status, t.merged_into_id from tickets t join chain c on t.id = c.merged_into_id where t.tenant_id = $1)
     select number from chain where status not in ('merged','closed','closed_invoiced','cancelled')`,
    [tx.tenantId, intake.replyToTicket],
  );
  return {
    openTicket: row !== undefined,
    ticketNumber: row?.number ?? null,
    occurrences: 1,
    maintenance: false,
    repeatsIn60min: 0,
  };
}

async function isInMaintenance({ tx, now }: OperationContext, intake: Intake): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from maintenance_windows where tenant_id = $1 and customer_id = $2 and (asset_id is null or asset_id = $3)
     and from_at <= $4 and to_at > $4 limit 1`,
    [tx.tenantId, intake.customerId, intake.assetId, now],
  );
  return rows.length > 0;
}

/** The present one counts. */
async function repeats({ tx, now }: OperationContext, dedupKey: string): Promise<number> {
  const [row] = await tx.query<{ repeats: number }>(
    `select coalesce(sum(occurrences), 0)::int as repeats from alerts
     where tenant_id = $1 and dedup_key = $2 and kind in ('triggered','updated') and received_at > $3::timestamptz - interval '60 minutes'`,
    [tx.tenantId, dedupKey, now],
  );
  return row?.repeats ?? 0;
}
