import type { Tx } from "../../db/transact.ts";
import type { Listing } from "./listing.ts";

/** How far a time is on its way to the customer: `open`, `proposed` on a position, `billed` with an invoice. */
const stateOfTime = `case when exists (select from billed_times b where b.tenant_id = r.tenant_id and b.time_entry_id = r.id) then 'billed'
  when exists (select from billing_line_times x join billing_lines l on l.tenant_id = x.tenant_id and l.id = x.line_id
    join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
    where x.tenant_id = r.tenant_id and x.time_entry_id = r.id and p.state <> 'withdrawn') then 'proposed' else 'open' end`;

const timeColumns = `r.id, r.revision, r.started_at as "startedAt", r.minutes, r.work_type as "workType", r.time_class as "timeClass", r.cause, r.note,
  r.technician, s.name as "technicianName", r.approved_by as "approvedBy", t.number as "ticketNumber", coalesce(t.title, k.name) as title,
  j.number as "projectNumber", k.name as task, c.id as "customerId", c.name as customer, ${stateOfTime} as state`;

const timeSources = `time_entries r join technicians s on s.tenant_id = r.tenant_id and s.login = r.technician
  left join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id
  left join project_tasks k on k.tenant_id = r.tenant_id and k.id = r.project_task_id
  left join projects j on j.tenant_id = k.tenant_id and j.id = k.project_id
  left join customers c on c.tenant_id = r.tenant_id and c.id = coalesce(t.customer_id, j.customer_id)`;

/** What was worked, on tickets and projects. */
export const timeListing: Listing = {
  columns: timeColumns,
  from: timeSources,
  where: "r.tenant_id = $1",
  key: "r.id::text",
  texts: ["t.number", "t.title", "j.number", "r.note", "s.name", "c.name"],
  usual: "-startedAt",
  sorts: {
    startedAt: "to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')",
    technicianName: "lower(s.name)",
  },
  filters: {
    technician: "r.technician = ?",
    workType: "r.work_type = ?",
    state: `(${stateOfTime}) = ?`,
    customerId: "c.id::text = ?",
  },
};

/** One entry of time; undefined where there is none. */
export async function findTime(tx: Tx, id: string): Promise<object | undefined> {
  const [row] = await tx.query(`select ${timeColumns} from ${timeSources} where r.tenant_id = $1 and r.id = $2`, [
    tx.tenantId,
    id,
  ]);
  return row;
}

const stateOfMaterial = `case when exists (select from billing_lines b where b.tenant_id = r.tenant_id and b.material_entry_id = r.id
    and b.invoice_id is not null) then 'billed'
  when exists (select from billing_lines b where b.tenant_id = r.tenant_id and b.material_entry_id = r.id) then 'proposed' else 'open' end`;

const materialColumns = `r.id, r.revision, r.text, r.quantity::float8 as quantity, r.unit, r.unit_price_cents as "unitPriceCents",
  round(r.quantity * r.unit_price_cents)::float8 as "netCents", r.cost_cents as "costCents", r.tax_class as "taxClass", r.supply, r.serial,
  r.delivered_on as "deliveredOn", r.created_at as "createdAt", t.number as "ticketNumber", c.id as "customerId", c.name as customer,
  ${stateOfMaterial} as state`;

const materialSources = `material_entries r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
  left join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id`;

/** What customers got beside work. */
export const materialListing: Listing = {
  columns: materialColumns,
  from: materialSources,
  where: "r.tenant_id = $1",
  key: "r.id::text",
  texts: ["r.text", "r.serial", "c.name", "t.number"],
  usual: "-deliveredOn",
  sorts: { deliveredOn: "r.delivered_on::text", customer: "lower(c.name)" },
  filters: { state: `(${stateOfMaterial}) = ?`, customerId: "c.id::text = ?" },
};

/** One entry of material; undefined where there is none. */
export async function findMaterial(tx: Tx, id: string): Promise<object | undefined> {
  const [row] = await tx.query(
    `select ${materialColumns} from ${materialSources} where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  );
  return row;
}
