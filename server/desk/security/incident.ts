import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { OperationContext } from "../operation.ts";

/** A security incident with what processes ask of it. */
export interface IncidentRow {
  readonly id: string;
  readonly number: string;
  readonly ticket_id: string;
  readonly ticket_number: string;
  readonly instance_id: string;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly security_email: string | null;
  readonly title: string;
  readonly level: string;
  readonly phase: string;
  readonly verdict: string;
  readonly severity: string;
  readonly tactic: string | null;
  readonly mitigation: string | null;
  readonly personal_data: string;
  readonly significant: string;
  readonly aware_at: Date;
  readonly relapses: number;
  readonly is_withdrawn: boolean;
}

const select = `
  select s.id, s.number, s.ticket_id, s.ticket_number, s.instance_id, s.customer_id, c.name as customer_name, c.country, c.language,
    coalesce(c.security_email, (select p.email from contacts p where p.tenant_id = s.tenant_id and p.customer_id = s.customer_id
      and p.email is not null and p.role in ('security','management','it') order by p.role = 'security' desc, p.role = 'management' desc, p.id limit 1)) as security_email,
    s.title, s.level, s.phase, s.verdict, s.severity, s.tactic, s.mitigation, s.personal_data, s.significant, s.aware_at, s.relapses, s.is_withdrawn
  from security_incidents s left join customers c on c.tenant_id = s.tenant_id and c.id = s.customer_id`;

/** Locks an incident before what hangs on it is read or written. @throws {Refusal} `incident.missing` */
export async function lockIncident(tx: Tx, id: string): Promise<IncidentRow> {
  const rows = await tx.query("select 1 from security_incidents where tenant_id = $1 and id = $2 for update", [
    tx.tenantId,
    id,
  ]);
  const [row] = await tx.query<IncidentRow>(`${select} where s.tenant_id = $1 and s.id = $2`, [tx.tenantId, id]);
  if (rows.length === 0 || row === undefined) throw missingIncident(id);
  return row;
}

/** The id of an incident by its number. @throws {Refusal} `incident.missing` also when whoever looks may not see it */
export async function incidentIdOf(tx: Tx, number: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    "select id from security_incidents where tenant_id = $1 and number = $2",
    [tx.tenantId, number],
  );
  if (row === undefined) throw missingIncident(number);
  return row.id;
}

/** The incident as a process variable. */
export async function incidentVariable(tx: Tx, id: string): Promise<JsonObject> {
  const [row] = await tx.query<IncidentRow>(`${select} where s.tenant_id = $1 and s.id = $2`, [tx.tenantId, id]);
  if (row === undefined) throw missingIncident(id);
  return {
    id: row.id,
    number: row.number,
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    language: row.language ?? "de",
    securityEmail: row.security_email,
    title: row.title,
    level: row.level,
    phase: row.phase,
    verdict: row.verdict,
    personalData: row.personal_data,
    significant: row.significant,
    awareAt: row.aware_at.toISOString(),
    relapses: row.relapses,
    isWithdrawn: row.is_withdrawn,
  };
}

/** Writes down what happened in a case. */
export async function recordEvent(
  tx: Tx,
  incidentId: string,
  event: { readonly kind: string; readonly actor: string; readonly note: string },
  now: Date,
): Promise<void> {
  await tx.query(
    "insert into security_events (tenant_id, incident_id, id, kind, actor, note, at) values ($1, $2, $3, $4, $5, $6, $7)",
    [tx.tenantId, incidentId, newId(now), event.kind, event.actor, event.note.slice(0, 4_000), now],
  );
}

/** Who completed a task of this instance last; the trail knows. `system` when nobody did. */
export async function completedBy({ tx, instanceId }: OperationContext, elementId: string): Promise<string> {
  const [row] = await tx.query<{ actor: string }>(
    `select actor from trail where tenant_id = $1 and stream_id = $2 and type = 'completeTask' and data->>'elementId' = $3
     order by seq desc limit 1`,
    [tx.tenantId, instanceId, elementId],
  );
  return row?.actor ?? "system";
}

function missingIncident(what: string): Refusal {
  return new Refusal("missing", "incident.missing", `Expected a security incident ${what}, but there is none`);
}
