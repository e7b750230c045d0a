import { newId } from "../../base/id.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation } from "../operation.ts";

/** `desk.csat.allowed`: a contact is asked at most once in 14 days; a yes is remembered as asked. */
export const mayAskCsat: Operation = async ({ tx, now }, given) => {
  const { ticket } = expectInput(ticketInput, given);
  // The lock on the contact makes two tickets of one contact ask one after the other.
  const [contact] = await tx.query<{ id: string }>(
    `select p.id from tickets t join contacts p on p.tenant_id = t.tenant_id and p.id = t.contact_id
     where t.tenant_id = $1 and t.id = $2 and p.email is not null and not p.is_pending and p.erased_at is null for update of p`,
    [tx.tenantId, ticket.id],
  );
  if (contact === undefined) return { variables: { csatAllowed: false } };
  const asked = await tx.query(
    `insert into csat_surveys (tenant_id, id, contact_id, ticket_id, asked_at) select $1, $2, $3, $4, $5
     where not exists (select 1 from csat_surveys where tenant_id = $1 and contact_id = $3 and asked_at > $5::timestamptz - interval '14 days')
     returning id`,
    [tx.tenantId, newId(now), contact.id, ticket.id, now],
  );
  return { variables: { csatAllowed: asked.length > 0 } };
};
