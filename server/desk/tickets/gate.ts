import { z } from "zod";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockTicket } from "./ticket.ts";
import { openStatuses } from "./update.ts";

const input = z.object({ ticketId: z.uuid() });

interface Gate {
  readonly time: boolean;
  readonly resolution: boolean;
  readonly children: boolean;
}

/** `desk.ticket.gate`: what is missing before a ticket may be solved: recorded time, a solution, solved children. */
export const gateTicket: Operation = async ({ tx }, given) => {
  const { ticketId } = expectInput(input, given);
  await lockTicket(tx, ticketId);
  const [row] = await tx.query<Gate>(
    `select not exists (select 1 from time_entries e where e.tenant_id = t.tenant_id and e.ticket_id = t.id) as time,
       coalesce(trim(t.resolution), '') = '' as resolution,
       exists (select 1 from tickets c where c.tenant_id = t.tenant_id and c.parent_id = t.id and c.status = any($3::text[])) as children
     from tickets t where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, ticketId, openStatuses],
  );
  const missing = [
    row?.time ? "time" : "",
    row?.resolution ? "resolution" : "",
    row?.children ? "children" : "",
  ].filter((name) => name !== "");
  return { variables: { gate: { complete: missing.length === 0, missing } } };
};
