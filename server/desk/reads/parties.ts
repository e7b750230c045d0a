import type { Tx } from "../../db/transact.ts";
import type { Listing } from "./listing.ts";

/** Whom we serve. */
export const customerListing: Listing = {
  columns: `c.id, c.name, c.city, c.country, c.kind, c.language, c.debtor_account as "debtorAccount", c.is_active as "isActive",
    c.credit_hold as "creditHold", (select count(*)::int from tickets t where t.tenant_id = c.tenant_id and t.customer_id = c.id
      and t.closed_at is null and t.status not in ('merged','cancelled')) as "openTickets"`,
  from: "customers c",
  where: "c.tenant_id = $1",
  key: "c.id::text",
  texts: ["c.name", "c.city", "c.debtor_account", "c.vat_id", "array_to_string(c.email_domains, ' ')"],
  sorts: { name: "lower(c.name)", city: "lower(c.city)", debtorAccount: "c.debtor_account" },
  filters: { kind: "c.kind = ?", state: "c.is_active = (? = 'active')" },
};

const ofCustomer = "join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id";

/** People of our customers. */
export const contactListing: Listing = {
  columns: `r.id, r.name, r.email, r.phone, r.role, r.is_vip as "isVip", r.is_pending as "isPending", c.id as "customerId", c.name as customer,
    coalesce(r.name, r.email, r.phone, '?') as title`,
  from: `contacts r ${ofCustomer}`,
  where: "r.tenant_id = $1 and r.erased_at is null",
  key: "r.id::text",
  texts: ["r.name", "r.email", "r.phone", "c.name"],
  sorts: { name: "lower(coalesce(r.name, r.email, r.phone))", customer: "lower(c.name)", email: "lower(r.email)" },
  filters: { kind: "r.role = ?", customerId: "c.id::text = ?" },
};

/** Where our customers are. */
export const siteListing: Listing = {
  columns: `r.id, r.name, r.street, r.zip, r.city, r.country, r.travel_minutes as "travelMinutes", c.id as "customerId", c.name as customer`,
  from: `sites r ${ofCustomer}`,
  where: "r.tenant_id = $1",
  key: "r.id::text",
  texts: ["r.name", "r.city", "r.street", "c.name"],
  sorts: { name: "lower(r.name)", customer: "lower(c.name)", city: "lower(r.city)" },
  filters: { customerId: "c.id::text = ?" },
};

const tickets = (
  condition: string,
): string => `(select coalesce(jsonb_agg(x order by x->>'createdAt' desc), '[]') from (
  select jsonb_build_object('number', t.number, 'title', t.title, 'status', t.status, 'priority', t.priority, 'createdAt', t.created_at) as x
  from tickets t where t.tenant_id = $1 and ${condition} order by t.created_at desc limit 20) as recent)`;

/** Under which id other systems know a record, as SQL. */
export const sourcesOf = (entity: "customer" | "contact" | "asset", id: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('reference', x.system || ' ' || x.external_id, 'system', x.system, 'externalId', x.external_id)
     order by x.system, x.external_id), '[]') from external_refs x where x.tenant_id = $1 and x.entity = '${entity}' and x.entity_id = ${id})`;

/** A customer with contacts, sites, contracts, devices and latest tickets; undefined where there is none. */
export async function findCustomer(tx: Tx, id: string): Promise<object | undefined> {
  const [row] = await tx.query(
    `select c.id, c.revision, c.name, c.country, c.vat_id as "vatId", c.vat_valid as "vatValid", c.kind, c.language, c.debtor_account as "debtorAccount",
       c.invoice_email as "invoiceEmail", c.invoice_format as "invoiceFormat", c.payment_days as "paymentDays", c.street, c.zip, c.city,
       c.buyer_reference as "buyerReference", c.supplier_number as "supplierNumber", c.min_invoice_cents as "minInvoiceCents",
       array_to_string(c.email_domains, ', ') as "emailDomains", c.calendar_key as "calendarKey", k.name as calendar, c.nis2_scope as "nis2Scope",
       c.review_class as "reviewClass", c.security_email as "securityEmail", c.is_financial as "isFinancial",
       c.data_role as "dataRole", c.credit_hold as "creditHold", c.is_active as "isActive",
       (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'title', coalesce(r.name, r.email, r.phone, '?'), 'role', r.role, 'email', r.email,
          'phone', r.phone) order by lower(coalesce(r.name, r.email))), '[]') from contacts r
          where r.tenant_id = $1 and r.customer_id = c.id and r.erased_at is null) as contacts,
       (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'city', r.city) order by lower(r.name)), '[]') from sites r
          where r.tenant_id = $1 and r.customer_id = c.id) as sites,
       (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'kind', r.kind, 'slaClass', r.sla_class, 'starts', r.starts,
          'ends', r.ends) order by r.number), '[]') from contracts r where r.tenant_id = $1 and r.customer_id = c.id) as contracts,
       (select coalesce(jsonb_agg(x order by x->>'name'), '[]') from (select jsonb_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'state', a.state) as x
          from assets a where a.tenant_id = $1 and a.customer_id = c.id order by a.name limit 50) as devices) as assets,
       ${sourcesOf("customer", "c.id")} as sources,
       ${tickets("t.customer_id = c.id")} as tickets
     from customers c left join service_calendars k on k.tenant_id = c.tenant_id and k.key = c.calendar_key
     where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, id],
  );
  return row;
}

/** A contact with their devices and tickets. */
export async function findContact(tx: Tx, id: string): Promise<object | undefined> {
  const [row] = await tx.query(
    `select r.id, r.revision, coalesce(r.name, r.email, r.phone, '?') as title, r.name, r.email, r.phone, r.role, r.is_vip as "isVip",
       r.is_pending as "isPending", r.customer_id as "customerId", c.name as customer, r.site_id as "siteId", s.name as site,
       (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'state', a.state) order by a.name), '[]')
          from assets a where a.tenant_id = $1 and a.contact_id = r.id) as assets,
       ${sourcesOf("contact", "r.id")} as sources,
       ${tickets("t.contact_id = r.id")} as tickets
     from contacts r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
     left join sites s on s.tenant_id = r.tenant_id and s.id = r.site_id
     where r.tenant_id = $1 and r.id = $2 and r.erased_at is null`,
    [tx.tenantId, id],
  );
  return row;
}

/** A site with its people, devices and tickets. */
export async function findSite(tx: Tx, id: string): Promise<object | undefined> {
  const [row] = await tx.query(
    `select r.id, r.revision, r.name, r.street, r.zip, r.city, r.country, r.region, r.travel_minutes as "travelMinutes",
       r.customer_id as "customerId", c.name as customer,
       (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', coalesce(p.name, p.email, p.phone, '?'), 'role', p.role, 'phone', p.phone)
          order by lower(coalesce(p.name, p.email))), '[]') from contacts p where p.tenant_id = $1 and p.site_id = r.id and p.erased_at is null) as contacts,
       (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'state', a.state) order by a.name), '[]')
          from assets a where a.tenant_id = $1 and a.site_id = r.id) as assets,
       ${tickets("t.site_id = r.id")} as tickets
     from sites r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  );
  return row;
}
