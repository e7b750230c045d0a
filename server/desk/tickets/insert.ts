import { newId } from "../../base/id.ts";
import { businessDay } from "../businessDay.ts";
import type { Intake } from "../intake/intake.ts";
import { drawNumber } from "../numbers.ts";
import type { OperationContext } from "../operation.ts";

/** The contract in force that covers the category, else the one with the best service level. SQL over tenant, customer, category, day. */
export function contractFor(customer: string, category: string, day: string): string {
  return `(select k.id from contracts k where k.tenant_id = $1 and k.customer_id = ${customer}
      and k.starts <= ${day}::date and (k.ends is null or k.ends >= ${day}::date)
     order by exists (select 1 from contract_lines l, unnest(l.covers) as covered where l.tenant_id = k.tenant_id and l.contract_id = k.id
       and (${category} = covered or starts_with(${category}, covered || ':'))) desc, (k.sla_class = 'gold') desc nulls last, k.starts desc limit 1)`;
}

const insert = `
  insert into tickets (tenant_id, id, number, title, description, kind, channel, customer_id, contact_id, site_id, asset_id,
    contract_id, category, impact, urgency, level, related_id, instance_id, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, ${contractFor("$8", "$12", "$18")},
    (select key from categories where tenant_id = $1 and key = $12), $13, $14, 1,
    (select id from tickets where tenant_id = $1 and number = $15), $16, $17)`;

/** What a ticket begins with. */
export type NewTicket = Pick<
  Intake,
  | "title"
  | "description"
  | "kind"
  | "channel"
  | "customerId"
  | "contactId"
  | "siteId"
  | "assetId"
  | "category"
  | "impact"
  | "urgency"
  | "linkedTicketNumber"
  | "messageId"
  | "senderKind"
> & {
  /** Who says so, as the ticket's first message tells it. */
  readonly author: string;
  readonly instanceId: string | null;
};

/** Writes a ticket with its first message, and draws its number in this transaction. */
export async function insertTicket(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  ticket: NewTicket,
): Promise<{ readonly id: string; readonly number: string }> {
  const { tx, now } = context;
  const id = newId(now);
  const day = await businessDay(context);
  const number = await drawNumber(tx, "T", { kind: "ticket", id, year: Number(day.slice(0, 4)), now });
  await tx.query(insert, [
    tx.tenantId,
    id,
    number,
    ticket.title.slice(0, 250),
    ticket.description,
    ticket.kind,
    ticket.channel,
    ticket.customerId,
    ticket.contactId,
    ticket.siteId,
    ticket.assetId,
    ticket.category,
    ticket.impact,
    ticket.urgency,
    ticket.linkedTicketNumber,
    ticket.instanceId,
    now,
    day,
  ]);
  await tx.query(
    `insert into ticket_messages (tenant_id, id, ticket_id, direction, message_id, body, author, sender_kind, at)
     values ($1, $2, $3, 'in', $4, $5, $6, $7, $8) on conflict do nothing`,
    [tx.tenantId, newId(now), id, ticket.messageId, ticket.description, ticket.author, ticket.senderKind, now],
  );
  return { id, number };
}
