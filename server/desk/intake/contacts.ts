import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";

/** Domains that say nothing about the customer, because anyone may have an address there. */
const shared = new Set([
  "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "yahoo.de", "icloud.com", "me.com", "gmx.at",
  "gmx.de", "gmx.net", "gmx.ch", "web.de", "t-online.de", "freenet.de", "aon.at", "a1.net", "chello.at", "bluewin.ch", "proton.me",
]); // prettier-ignore

/** Whether anyone may have an address at this provider. */
export function isFreeMail(address: string): boolean {
  return shared.has(address.split("@").at(-1)?.toLowerCase() ?? "");
}

interface Contact {
  readonly contact_id: string | null;
  readonly contact_name: string | null;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly site_id: string | null;
}

const columns = `p.id as contact_id, p.name as contact_name, p.site_id, c.id as customer_id, c.name as customer_name
  from contacts p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id`;

/** Who writes from this address: a known contact, else the only customer with the domain. With the facts of the rule. */
export async function byAddress(tx: Tx, address: string): Promise<JsonObject> {
  const [contact] = await tx.query<Contact>(`select ${columns} where p.tenant_id = $1 and lower(p.email) = lower($2)`, [
    tx.tenantId,
    address,
  ]);
  if (contact) return { ...present(contact), knownAddress: true };
  const domain = address.split("@").at(-1)?.toLowerCase() ?? "";
  const customers = await tx.query<{ id: string; name: string }>(
    "select id, name from customers where tenant_id = $1 and email_domains @> array[$2::text] and is_active limit 2",
    [tx.tenantId, domain],
  );
  const domainShared = shared.has(domain) || customers.length > 1;
  const only = domainShared ? undefined : customers[0];
  return {
    customerId: only?.id ?? null,
    customerName: only?.name ?? null,
    knownDomain: customers.length > 0,
    domainShared,
  };
}

/** Who calls from this number (E.164). */
export async function byPhone(tx: Tx, phone: string): Promise<JsonObject> {
  const [contact] = await tx.query<Contact>(
    `select ${columns} where p.tenant_id = $1 and p.phone = $2 order by p.id limit 1`,
    [tx.tenantId, phone],
  );
  return contact ? { ...present(contact), knownPhone: true } : {};
}

/** Fills in the names of a contact or customer that was chosen. */
export async function byId(tx: Tx, contactId: string | null, customerId: string | null): Promise<JsonObject> {
  const [contact] = await tx.query<Contact>(`select ${columns} where p.tenant_id = $1 and p.id = $2`, [
    tx.tenantId,
    contactId,
  ]);
  if (contact) return { ...present(contact), knownAddress: true };
  const [customer] = await tx.query<{ id: string; name: string }>(
    "select id, name from customers where tenant_id = $1 and id = $2",
    [tx.tenantId, customerId],
  );
  return { customerId: customer?.id ?? null, customerName: customer?.name ?? null };
}

function present(contact: Contact): JsonObject {
  return {
    customerId: contact.customer_id,
    customerName: contact.customer_name,
    contactId: contact.contact_id,
    contactName: contact.contact_name,
    siteId: contact.site_id,
  };
}
