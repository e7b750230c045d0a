import { Refusal } from "../../base/refusal.ts";
import type { Complaint } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** Whom and what a ticket is about. */
export interface Concerned {
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly siteId: string | null;
  readonly assetId: string | null;
  readonly category: string | null;
}

const wanted: Readonly<Record<keyof Concerned, string>> = {
  customerId: "a customer",
  contactId: "a contact of the customer",
  siteId: "a site of the customer",
  assetId: "an asset of the customer",
  category: "a category",
};

/** What is known of each, as columns. */
const look = `select
  exists (select 1 from customers where tenant_id = $1 and id = $2) as "customerId",
  exists (select 1 from contacts where tenant_id = $1 and customer_id = $2 and id = $3) as "contactId",
  exists (select 1 from sites where tenant_id = $1 and customer_id = $2 and id = $4) as "siteId",
  exists (select 1 from assets where tenant_id = $1 and customer_id = $2 and id = $5) as "assetId",
  exists (select 1 from categories where tenant_id = $1 and key = $6) as category`;

/**
 * Whether whom and what a ticket names is there and belongs together.
 *
 * @throws {Refusal} `ticket.parties` with each place that names somebody unknown, or somebody else's
 */
export async function expectParties(tx: Tx, concerned: Concerned): Promise<void> {
  const { customerId, contactId, siteId, assetId, category } = concerned;
  const [known] = await tx.query<Record<keyof Concerned, boolean>>(look, [
    tx.tenantId,
    customerId,
    contactId,
    siteId,
    assetId,
    category,
  ]);
  const names = Object.keys(wanted) as (keyof Concerned)[]; // the keys of a literal
  const complaints = names
    .filter((name) => concerned[name] !== null && known?.[name] !== true)
    .map((name): Complaint => ({
      place: `/${name}`,
      code: "ticket.parties",
      message: `Expected ${wanted[name]}, but it is none`,
    }));
  const [first] = complaints;
  if (first !== undefined)
    throw new Refusal("unprocessable", "ticket.parties", `${first.place}: ${first.message}`, complaints);
}
