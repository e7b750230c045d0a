import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { OperationContext } from "../operation.ts";
import { openStatuses } from "../tickets/update.ts";
import type { Intake } from "./intake.ts";

/** From so many devices of one site within the span on, one ticket stands for all. */
const devices = 5;
const span = "10 minutes";
/** A collective ticket takes in what comes within this time after the last alert. */
const lasting = "60 minutes";
/** As long as a reservation of a single condition. Milliseconds. */
const reservationLasts = 24 * 3_600_000;

/** What a ticket that stands for many devices needs to know. */
export const collectiveShape = z.object({
  placeId: z.uuid(),
  words: z.object({ title: z.string(), assetId: z.null() }),
});
export type Collective = z.output<typeof collectiveShape>;

/** How an alert stands in a storm: a collective ticket has it, or it is to open one, or neither. */
export interface Storm {
  readonly isTaken: boolean;
  readonly ticketNumber: string | null;
  readonly collective: Collective | null;
}

/** No storm. */
export const calm: Storm = { isTaken: false, ticketNumber: null, collective: null };

/**
 * Whether many devices of the site (or of the customer, where no site is known) fail at once. The first one to see it opens the
 * collective ticket; those after it belong to it. Security alerts are correlated by their incident instead.
 */
export async function joinStorm(context: OperationContext, intake: Intake, dedupKey: string): Promise<Storm> {
  const placeId = intake.siteId ?? intake.customerId;
  if (placeId === null || intake.kind === "security") return calm;
  const place = await hold(context, placeId);
  const number = await openNumber(context, place.ticket_id);
  if (number !== null) return takenBy(context, dedupKey, number);
  if (place.reserved_by !== null && place.reserved_by !== intake.id) return { ...calm, isTaken: true };
  const hit = await devicesHit(context, placeId);
  if (hit.count < devices) return calm;
  await reserve(context, placeId, intake.id);
  const title = `Sammelstörung: ${hit.count} Geräte${hit.place === null ? "" : ` (${hit.place})`}`;
  return { ...calm, collective: { placeId, words: { title, assetId: null } } };
}

interface Place {
  readonly ticket_id: string | null;
  readonly reserved_by: string | null;
}

/** Holds the place: of a storm one goes on after the other. */
async function hold({ tx, now }: OperationContext, placeId: string): Promise<Place> {
  const [place] = await tx.query<Place>(
    `insert into alert_storms as s (tenant_id, place_id, last_at) values ($1, $2, $3) on conflict (tenant_id, place_id) do update set
       ticket_id = case when s.last_at > $3::timestamptz - interval '${lasting}' then s.ticket_id end,
       reserved_by = case when s.reserved_until > $3 then s.reserved_by end, last_at = $3
     returning ticket_id, reserved_by`,
    [tx.tenantId, placeId, now],
  );
  return place ?? { ticket_id: null, reserved_by: null };
}

async function reserve({ tx, now }: OperationContext, placeId: string, intakeId: string | null): Promise<void> {
  await tx.query(
    "update alert_storms set ticket_id = null, reserved_by = $3, reserved_until = $4 where tenant_id = $1 and place_id = $2",
    [tx.tenantId, placeId, intakeId ?? newId(now), new Date(now.getTime() + reservationLasts)],
  );
}

async function openNumber({ tx }: OperationContext, ticketId: string | null): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(
    "select number from tickets where tenant_id = $1 and id = $2 and status = any ($3::text[])",
    [tx.tenantId, ticketId, openStatuses],
  );
  return row?.number ?? null;
}

/** Its reset finds the collective ticket then. */
async function takenBy({ tx }: OperationContext, dedupKey: string, ticketNumber: string): Promise<Storm> {
  await tx.query(
    "update alert_conditions set ticket_id = (select id from tickets where tenant_id = $1 and number = $3) where tenant_id = $1 and dedup_key = $2",
    [tx.tenantId, dedupKey, ticketNumber],
  );
  return { isTaken: true, ticketNumber, collective: null };
}

async function devicesHit(
  { tx, now }: OperationContext,
  placeId: string,
): Promise<{ readonly count: number; readonly place: string | null }> {
  const [row] = await tx.query<{ count: number; place: string | null }>(
    `select count(distinct coalesce(a.asset_id::text, a.device_ref, lower(a.device_name)))::int as count,
       coalesce((select name from sites where tenant_id = $1 and id = $2), (select name from customers where tenant_id = $1 and id = $2)) as place
     from alerts a left join assets s on s.tenant_id = a.tenant_id and s.id = a.asset_id
     where a.tenant_id = $1 and coalesce(s.site_id, a.customer_id) = $2 and a.domain <> 'security' and a.kind = 'triggered'
       and a.severity in ('critical','major','moderate') and a.received_at > $3::timestamptz - interval '${span}'`,
    [tx.tenantId, placeId, now],
  );
  return row ?? { count: 0, place: null };
}

/** The collective ticket is there: what its devices opened before belongs to it as well, if nobody has begun to work on it. */
export async function settleStorm({ tx, now }: OperationContext, placeId: string, ticketId: string): Promise<void> {
  await tx.query(
    "update alert_storms set ticket_id = $3, reserved_by = null, reserved_until = null where tenant_id = $1 and place_id = $2",
    [tx.tenantId, placeId, ticketId],
  );
  await tx.query(
    `update tickets t set parent_id = $3 where t.tenant_id = $1 and t.id <> $3 and t.parent_id is null and t.kind <> 'security'
       and t.status in ('new','triaged','assigned') and t.created_at > $4::timestamptz - interval '${span}' and exists (
         select 1 from alert_conditions c where c.tenant_id = t.tenant_id and c.ticket_id = t.id)
       and coalesce(t.site_id, t.customer_id) = $2`,
    [tx.tenantId, placeId, ticketId, now],
  );
}
