import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { newId } from "../../base/id.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockTicket, readTicketRow, ticketIdOf, ticketVariable } from "./ticket.ts";

const input = z.object({ ticketId: z.uuid(), intoNumber: z.string().min(1) });

/** What moves along: words, unbilled times, conditions of alerts, children. */
const moves = [
  "update ticket_messages set ticket_id = $3 where tenant_id = $1 and ticket_id = $2",
  `update time_entries e set ticket_id = $3 where tenant_id = $1 and ticket_id = $2 and not exists
     (select 1 from billing_line_times b where b.tenant_id = e.tenant_id and b.time_entry_id = e.id)`,
  "update alert_conditions set ticket_id = $3 where tenant_id = $1 and ticket_id = $2",
  "update tickets set parent_id = $3 where tenant_id = $1 and parent_id = $2 and id <> $3",
];

/**
 * `desk.ticket.merge`: the ticket becomes part of another one, which takes over what hangs on it.
 *
 * @throws {Refusal} `ticket.missing`, `ticket.merge` into itself or into a merged one
 */
export const mergeTicket: Operation = async ({ tx, now }, given) => {
  const { ticketId, intoNumber } = expectInput(input, given);
  const targetId = await ticketIdOf(tx, intoNumber);
  // In the order of ids, so that two merges of the same pair cannot lock each other.
  for (const id of [ticketId, targetId].toSorted()) await lockTicket(tx, id);
  const target = await readTicketRow(tx, targetId);
  if (targetId === ticketId || target.status === "merged") {
    throw new Refusal(
      "unprocessable",
      "ticket.merge",
      `Expected another living ticket to merge into, but ${intoNumber} is none`,
    );
  }
  for (const move of moves) await tx.query(move, [tx.tenantId, ticketId, targetId]);
  await tx.query(
    "update tickets set status = 'merged', merged_into_id = $3, closed_at = $4 where tenant_id = $1 and id = $2",
    [tx.tenantId, ticketId, targetId, now],
  );
  const merged = await readTicketRow(tx, ticketId);
  await tx.query(
    `insert into ticket_messages (tenant_id, id, ticket_id, direction, body, author, at) values ($1, $2, $3, 'internal', $4, 'system', $5)`,
    [tx.tenantId, newId(now), targetId, `${merged.number} → ${intoNumber}: ${merged.title}`, now],
  );
  return { variables: { ticket: await ticketVariable(tx, ticketId) } };
};
