import type { Json } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { lockIncident } from "../security/incident.ts";
import { ticketFile } from "./ticketFile.ts";
import type { TicketFile } from "./ticketFile.ts";

const of = (table: string, order: string) =>
  `select to_jsonb(x) as item from ${table} x where tenant_id = $1 and incident_id = $2 order by ${order}`;
const parts: Readonly<Record<string, string>> = {
  incident: "select to_jsonb(x) as item from security_incidents x where tenant_id = $1 and id = $2",
  affected: of("security_affected", "kind, name"),
  indicators: of("security_indicators", "kind, value"),
  evidence: of("security_evidence", "no"),
  custody: `select to_jsonb(x) as item from security_custody x join security_evidence e on e.tenant_id = x.tenant_id and e.id = x.evidence_id
    where x.tenant_id = $1 and e.incident_id = $2 order by e.no, x.no`,
  actions: of("containment_actions", "requested_at, id"),
  reports: of("regulatory_reports", "due_at, id"),
  events: of("security_events", "at, id"),
};

/** Everything the desk knows about a security incident and its ticket, for the archive. @throws {Refusal} `incident.missing` */
export async function incidentFile(tx: Tx, id: string): Promise<TicketFile> {
  const { number, ticket_id: ticketId, customer_id: customerId } = await lockIncident(tx, id);
  const { content: ticket } = await ticketFile(tx, ticketId);
  const content: Record<string, Json> = { format: "ablauf-security-incident-file/1", number, ticket };
  for (const [name, text] of Object.entries(parts)) {
    const rows = await tx.query<{ item: Json }>(text, [tx.tenantId, id]);
    content[name] = rows.map((row) => row.item);
  }
  return { number, customerId, content };
}
