import type { Json, JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { readTicketRow } from "../tickets/ticket.ts";

/** Everything the desk knows about a ticket, for the archive: nothing in it depends on when it was read. */
export interface TicketFile {
  readonly number: string;
  readonly customerId: string | null;
  readonly content: JsonObject;
}

const parts: Readonly<Record<string, string>> = {
  ticket: "select to_jsonb(x) as item from tickets x where tenant_id = $1 and id = $2",
  messages: "select to_jsonb(x) as item from ticket_messages x where tenant_id = $1 and ticket_id = $2 order by at, id",
  timeEntries:
    "select to_jsonb(x) as item from time_entries x where tenant_id = $1 and ticket_id = $2 order by started_at, id",
  slaClocks:
    "select to_jsonb(x) as item from sla_clocks x where tenant_id = $1 and ticket_id = $2 order by round, kind",
  proposals:
    "select to_jsonb(x) as item from billing_proposals x where tenant_id = $1 and origin = 'ticket' and origin_id = $2 order by origin_seq",
  billingLines: `select to_jsonb(x) as item from billing_lines x join billing_proposals p on p.tenant_id = x.tenant_id and p.id = x.proposal_id
    where x.tenant_id = $1 and p.origin = 'ticket' and p.origin_id = $2 order by p.origin_seq, x.pos`,
};

/** @throws {Refusal} `ticket.missing` */
export async function ticketFile(tx: Tx, ticketId: string): Promise<TicketFile> {
  const { number, customer_id: customerId, customer_name: customerName } = await readTicketRow(tx, ticketId);
  const content: Record<string, Json> = { format: "ablauf-ticket-file/1", number, customerName };
  for (const [name, text] of Object.entries(parts)) {
    const rows = await tx.query<{ item: Json }>(text, [tx.tenantId, ticketId]);
    content[name] = rows.map((row) => row.item);
  }
  return { number, customerId, content };
}
