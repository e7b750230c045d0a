import type { Tx } from "../../db/transact.ts";
import type { Listing } from "./listing.ts";

const orderColumns = `r.id, r.number, r.supplier, r.text, r.state, r.net_cents::float8 as "netCents", r.details->>'reference' as reference,
  r.details->>'eta' as eta, r.created_at as "createdAt", t.number as "ticketNumber", j.number as "projectNumber",
  coalesce(t.number, j.number) as "caseKey", c.id as "customerId", c.name as customer, coalesce(r.details->'deliveries', '[]') as deliveries`;

const orderSources = `purchase_orders r left join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id
  left join projects j on j.tenant_id = r.tenant_id and j.id = r.project_id
  left join customers c on c.tenant_id = r.tenant_id and c.id = coalesce(t.customer_id, j.customer_id)`;

/** What was ordered from suppliers, for tickets and projects. */
export const purchaseListing: Listing = {
  columns: orderColumns,
  from: orderSources,
  where: "r.tenant_id = $1",
  key: "r.number",
  texts: ["r.number", "r.text", "r.supplier", "r.details->>'reference'", "t.number", "j.number", "c.name"],
  usual: "-number",
  sorts: { number: "r.number", supplier: "lower(r.supplier)" },
  filters: { state: "r.state = ?" },
};

/** An order with its deliveries; undefined where there is none. */
export async function findPurchase(tx: Tx, number: string): Promise<object | undefined> {
  const [row] = await tx.query(`select ${orderColumns} from ${orderSources} where r.tenant_id = $1 and r.number = $2`, [
    tx.tenantId,
    number,
  ]);
  return row;
}

const rmaColumns = `r.id, r.number, r.path, r.state, r.created_at as "createdAt", r.closed_at as "closedAt", t.number as "ticketNumber",
  t.title, a.number as "assetNumber", a.id as "assetId", a.name as asset, a.serial, c.id as "customerId", c.name as customer,
  r.details->'swap'->>'newSerial' as "newSerial", r.details->'swap'->>'tracking' as tracking`;

const rmaSources = `rmas r join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id
  left join assets a on a.tenant_id = r.tenant_id and a.id = r.asset_id
  left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id`;

/** Devices that went back to their vendors. */
export const rmaListing: Listing = {
  columns: rmaColumns,
  from: rmaSources,
  where: "r.tenant_id = $1",
  key: "r.number",
  texts: ["r.number", "t.number", "t.title", "a.name", "a.serial", "c.name"],
  usual: "-number",
  sorts: { number: "r.number", customer: "lower(c.name)" },
  filters: { state: "r.state = ?" },
};

/** A return; undefined where there is none. */
export async function findRma(tx: Tx, number: string): Promise<object | undefined> {
  const [row] = await tx.query(`select ${rmaColumns} from ${rmaSources} where r.tenant_id = $1 and r.number = $2`, [
    tx.tenantId,
    number,
  ]);
  return row;
}
