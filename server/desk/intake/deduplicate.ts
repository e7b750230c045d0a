import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { intakeShape } from "./intake.ts";
import type { Intake } from "./intake.ts";

/** Longer than any triage takes; only an instance that was cancelled leaves a reservation to run out. Milliseconds. */
const reservationLasts = 24 * 3_600_000;

interface ConditionRow {
  readonly occurrences: number;
  readonly reserved_by: string | null;
  readonly number: string | null;
}

/**
 * One statement, so that the row lock decides who of a storm is first: counts the event, keeps a ticket that is still
 * open, and otherwise reserves the condition for whoever finds it free.
 */
const count = `
  insert into alert_conditions as c (tenant_id, dedup_key, reserved_by, reserved_until, occurrences, first_at, last_at)
  values ($1, $2, $3::uuid, $4, $5, $6, $6)
  on conflict (tenant_id, dedup_key) do update set
    occurrences = c.occurrences + $5, last_at = greatest(c.last_at, $6),
    reserved_by = case when $3::uuid is null or c.reserved_until > $6 or exists (select 1 from tickets t where t.tenant_id = c.tenant_id
      and t.id = c.ticket_id and t.status not in ('resolved','closed_to_invoice','closed_invoiced','closed','cancelled','merged'))
      then c.reserved_by else $3 end,
    reserved_until = case when $3::uuid is null or c.reserved_until > $6 or exists (select 1 from tickets t where t.tenant_id = c.tenant_id
      and t.id = c.ticket_id and t.status not in ('resolved','closed_to_invoice','closed_invoiced','closed','cancelled','merged'))
      then c.reserved_until else $4 end
  returning c.occurrences, c.reserved_by,
    (select t.number from tickets t where t.tenant_id = c.tenant_id and t.id = c.ticket_id
       and t.status not in ('resolved','closed_to_invoice','closed_invoiced','closed','cancelled','merged')) as number`;

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
  const opens = intake.alertKind !== "reset" && intake.alertKind !== "acknowledged";
  const id = intake.id ?? newId(now);
  const reservation = opens ? [id, new Date(now.getTime() + reservationLasts), 1] : [null, null, 0];
  const [row] = await tx.query<ConditionRow>(count, [tx.tenantId, dedupKey, ...reservation, now]);
  if (row === undefined) throw new Error("Expected the condition to be counted");
  const isReservedByOther = row.reserved_by !== null && row.reserved_by !== id;
  return {
    openTicket: row.number !== null || isReservedByOther,
    ticketNumber: row.number,
    occurrences: row.occurrences,
    maintenance: await isInMaintenance(context, intake),
    repeatsIn60min: await repeats(context, dedupKey),
  };
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
