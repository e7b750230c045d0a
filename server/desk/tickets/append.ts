import { z } from "zod";
import { newId } from "../../base/id.ts";
import { intakeShape } from "../intake/intake.ts";
import type { Intake } from "../intake/intake.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";

const input = z.object({ intake: intakeShape, condition: z.object({ ticketNumber: z.string().nullish() }).nullish() });

interface Found {
  readonly id: string;
  readonly number: string;
  readonly assignee: string | null;
  readonly untouched: boolean;
}

/**
 * `desk.ticket.append`: puts what came in to the ticket it belongs to, once per message. A condition that is reserved but
 * has no ticket yet only counts: then `appended.ticketNumber` is null.
 */
export const appendToTicket: Operation = async (context, given) => {
  const { intake, condition } = expectInput(input, given);
  const ticket = await ticketOf(context, condition?.ticketNumber ?? intake.replyToTicket, intake.dedupKey);
  if (ticket !== undefined) await addMessage(context, ticket.id, intake);
  return {
    variables: {
      appended: {
        ticketNumber: ticket?.number ?? null,
        assignee: ticket?.assignee ?? null,
        senderKind: intake.senderKind,
        recovered: intake.alertKind === "reset" && (ticket?.untouched ?? false),
        text: intake.description === "" ? intake.title : intake.description,
      },
    },
  };
};

/**
 * Nobody has touched a ticket without time, without words of ours and without work begun. A collective ticket waits for all of
 * its conditions to end; a security case is never closed by a product.
 */
const find = `
  select t.id, t.number, t.assignee,
    t.status in ('new','triaged','assigned')
      and not exists (select 1 from time_entries e where e.tenant_id = t.tenant_id and e.ticket_id = t.id)
      and t.kind <> 'security'
      and not exists (select 1 from alert_conditions c where c.tenant_id = t.tenant_id and c.ticket_id = t.id and c.is_active)
      and not exists (select 1 from ticket_messages m where m.tenant_id = t.tenant_id and m.ticket_id = t.id and m.direction <> 'in') as untouched
  from tickets t where t.tenant_id = $1
    and (t.number = $2 or ($2::text is null and t.id = (select ticket_id from alert_conditions where tenant_id = $1 and dedup_key = $3)))`;

async function ticketOf(
  { tx }: OperationContext,
  number: string | null,
  dedupKey: string | null,
): Promise<Found | undefined> {
  return (await tx.query<Found>(find, [tx.tenantId, number, dedupKey]))[0];
}

async function addMessage({ tx, now }: OperationContext, ticketId: string, intake: Intake): Promise<void> {
  const body = intake.description === "" ? intake.title : intake.description;
  await tx.query(
    `insert into ticket_messages (tenant_id, id, ticket_id, direction, message_id, body, author, sender_kind, at)
     values ($1, $2, $3, 'in', $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      tx.tenantId,
      newId(now),
      ticketId,
      intake.messageId,
      body,
      intake.sender ?? intake.channel,
      intake.senderKind,
      now,
    ],
  );
}
