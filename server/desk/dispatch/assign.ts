import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockTicket, ticketVariable } from "../tickets/ticket.ts";

const input = z.object({ ticketId: z.uuid(), technician: z.string().min(1) });

/** `desk.dispatch.assign`: the ticket is this technician's. @throws {Refusal} `technician.missing` */
export const assignTicket: Operation = async ({ tx, now }, given) => {
  const { ticketId, technician } = expectInput(input, given);
  await lockTicket(tx, ticketId);
  const known = await tx.query(
    "update technicians set last_assigned_at = $3 where tenant_id = $1 and login = $2 and is_active returning login",
    [tx.tenantId, technician, now],
  );
  if (known.length === 0)
    throw new Refusal("missing", "technician.missing", `Expected a technician ${technician}, but there is none`);
  await tx.query(
    "update tickets set assignee = $3, status = case when status in ('new','triaged') then 'assigned' else status end where tenant_id = $1 and id = $2",
    [tx.tenantId, ticketId, technician],
  );
  return { variables: { ticket: await ticketVariable(tx, ticketId) } };
};

const release = z.object({ ticketId: z.uuid(), technician: z.string().nullish(), reason: z.string().nullish() });

/** `desk.dispatch.release`: the technician declined or did not answer in time; nobody has the ticket. */
export const releaseTicket: Operation = async ({ tx, now }, given) => {
  const { ticketId, technician, reason } = expectInput(release, given);
  await lockTicket(tx, ticketId);
  await tx.query(
    "update tickets set assignee = null, status = case when status = 'assigned' then 'triaged' else status end where tenant_id = $1 and id = $2",
    [tx.tenantId, ticketId],
  );
  await tx.query(
    "insert into ticket_messages (tenant_id, id, ticket_id, direction, body, author, at) values ($1, $2, $3, 'internal', $4, $5, $6)",
    [
      tx.tenantId,
      newId(now),
      ticketId,
      `Nicht übernommen / not accepted: ${reason ?? "timeout"}`,
      technician ?? "system",
      now,
    ],
  );
  return { variables: { ticket: await ticketVariable(tx, ticketId) } };
};
