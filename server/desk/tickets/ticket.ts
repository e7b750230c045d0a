import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** A ticket with the names of what it refers to, as processes see it. */
export interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly kind: string;
  readonly channel: string;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly language: string | null;
  readonly contact_id: string | null;
  readonly contact_name: string | null;
  readonly contact_email: string | null;
  readonly is_vip: boolean | null;
  readonly site_name: string | null;
  readonly asset_id: string | null;
  readonly asset_name: string | null;
  readonly contract_id: string | null;
  readonly credit_hold: boolean | null;
  readonly contract_kind: string | null;
  readonly sla_class: string | null;
  readonly category: string | null;
  readonly category_name: string | null;
  readonly is_security: boolean | null;
  readonly default_skill: string | null;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
  readonly level: number;
  readonly status: string;
  readonly assignee: string | null;
  readonly reopened: number;
  readonly resolution: string | null;
  readonly resolution_code: string | null;
  readonly related_number: string | null;
  readonly parent_number: string | null;
  readonly merged_into_number: string | null;
  readonly vendor_name: string | null;
  readonly created_at: Date;
  readonly resolved_at: Date | null;
  readonly sla_due_at: Date | null;
}

const columns = `
  t.id, t.number, t.title, t.description, t.kind, t.channel, t.customer_id, c.name as customer_name, c.language,
  c.credit_hold, t.contact_id, p.name as contact_name, p.email as contact_email, p.is_vip, s.name as site_name,
  t.asset_id, a.name as asset_name, t.contract_id, k.kind as contract_kind, k.sla_class,
  t.category, g.label_de as category_name, g.is_security, g.default_skill,
  t.impact, t.urgency, t.priority, t.level, t.status, t.assignee, t.reopened, t.resolution, t.resolution_code,
  r.number as related_number, o.number as parent_number, m.number as merged_into_number, t.vendor_name,
  t.created_at, t.resolved_at,
  (select min(due_at) from sla_clocks where tenant_id = t.tenant_id and ticket_id = t.id and stopped_at is null and paused_at is null)
    as sla_due_at
  from tickets t
  left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
  left join contacts p on p.tenant_id = t.tenant_id and p.id = t.contact_id
  left join assets a on a.tenant_id = t.tenant_id and a.id = t.asset_id
  left join sites s on s.tenant_id = t.tenant_id and s.id = coalesce(t.site_id, a.site_id, p.site_id)
  left join contracts k on k.tenant_id = t.tenant_id and k.id = t.contract_id
  left join categories g on g.tenant_id = t.tenant_id and g.key = t.category
  left join tickets r on r.tenant_id = t.tenant_id and r.id = t.related_id
  left join tickets o on o.tenant_id = t.tenant_id and o.id = t.parent_id
  left join tickets m on m.tenant_id = t.tenant_id and m.id = t.merged_into_id`;

/** @throws {Refusal} `ticket.missing` */
export async function readTicketRow(tx: Tx, id: string): Promise<TicketRow> {
  const [row] = await tx.query<TicketRow>(`select ${columns} where t.tenant_id = $1 and t.id = $2`, [tx.tenantId, id]);
  if (row === undefined) throw missing(id);
  return row;
}

/** Locks a ticket before what hangs on it is read or written. @throws {Refusal} `ticket.missing` */
export async function lockTicket(tx: Tx, id: string): Promise<void> {
  const rows = await tx.query("select 1 from tickets where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  if (rows.length === 0) throw missing(id);
}

/** The ticket as a process variable. */
export async function ticketVariable(tx: Tx, id: string): Promise<JsonObject> {
  return presentTicket(await readTicketRow(tx, id));
}

/** The id of a ticket by number. @throws {Refusal} `ticket.missing` */
export async function ticketIdOf(tx: Tx, number: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>("select id from tickets where tenant_id = $1 and number = $2", [
    tx.tenantId,
    number,
  ]);
  if (row === undefined) throw missing(number);
  return row.id;
}

function presentTicket(row: TicketRow): JsonObject {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    description: row.description,
    ...parties(row),
    ...classification(row),
    status: row.status,
    assignee: row.assignee,
    reopened: row.reopened,
    resolution: row.resolution,
    resolutionCode: row.resolution_code,
    linkedTicketNumber: row.related_number,
    parentNumber: row.parent_number,
    mergedIntoNumber: row.merged_into_number,
    vendorName: row.vendor_name,
    createdAt: row.created_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    slaDueAt: row.sla_due_at?.toISOString() ?? null,
  };
}

function parties(row: TicketRow): JsonObject {
  return {
    customerId: row.customer_id,
    customerName: row.customer_name,
    creditHold: row.credit_hold ?? false,
    contactId: row.contact_id,
    contactName: row.contact_name,
    contactEmail: row.contact_email,
    vip: row.is_vip ?? false,
    language: row.language ?? "de",
    siteName: row.site_name,
    assetId: row.asset_id,
    assetName: row.asset_name,
    contractId: row.contract_id,
    contractKind: row.contract_kind,
    slaClass: row.sla_class,
  };
}

function classification(row: TicketRow): JsonObject {
  return {
    category: row.category,
    categoryName: row.category_name,
    security: row.kind === "security" || (row.is_security ?? false),
    securityLevel: null,
    kind: row.kind,
    channel: row.channel,
    impact: row.impact,
    urgency: row.urgency,
    priority: row.priority,
    requiredSkill: row.default_skill,
    requiredLevel: row.level,
    level: row.level,
  };
}

function missing(what: string): Refusal {
  return new Refusal("missing", "ticket.missing", `Expected a ticket ${what}, but there is none`);
}
