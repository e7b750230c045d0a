import type { Tx } from "../../db/transact.ts";

/** A contact as the customers' page knows them. */
export interface PortalContact {
  readonly id: string;
  readonly name: string | null;
  readonly email: string;
  readonly customerId: string;
  readonly customer: string;
  readonly language: "de" | "en";
  readonly seller: string;
}

const contact = `select p.id, p.name, p.email, c.id as "customerId", c.name as customer, c.language,
    coalesce((select s.name from sellers s where s.tenant_id = p.tenant_id), '') as seller
  from contacts p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id and c.is_active`;

/** The contact with this address; nobody who was erased, and nobody of a customer that is one no longer. */
export async function contactByAddress(tx: Tx, email: string): Promise<PortalContact | undefined> {
  const [found] = await tx.query<PortalContact & Record<string, unknown>>(
    `${contact} where p.tenant_id = $1 and lower(p.email) = lower($2) and p.erased_at is null and not p.is_pending`,
    [tx.tenantId, email],
  );
  return found;
}

/** The contact with this id. */
export async function contactById(tx: Tx, id: string): Promise<PortalContact | undefined> {
  const [found] = await tx.query<PortalContact & Record<string, unknown>>(
    `${contact} where p.tenant_id = $1 and p.id = $2 and p.erased_at is null and p.email is not null`,
    [tx.tenantId, id],
  );
  return found;
}

/** How a house is called whose page it is; undefined where there is no such tenant. */
export async function houseName(tx: Tx, tenantId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ name: string }>(
    `select coalesce(s.name, t.name) as name from tenants t left join sellers s on s.tenant_id = t.id where t.id = $1 and t.is_enabled`,
    [tenantId],
  );
  return row?.name;
}

/** A ticket as its contact sees it. */
export interface PortalTicket {
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly priority: string | null;
  readonly createdAt: Date;
  readonly resolution: string | null;
}

const columns = `number, title, status, priority, created_at as "createdAt", resolution`;

/** A contact's tickets, the newest first; none that are internal or about security. */
export function ticketsOf(tx: Tx, contactId: string): Promise<PortalTicket[]> {
  return tx.query<PortalTicket & Record<string, unknown>>(
    `select ${columns} from tickets where tenant_id = $1 and contact_id = $2 and kind not in ('internal','security')
     order by created_at desc, number desc limit 100`,
    [tx.tenantId, contactId],
  );
}

/** Something that was said on a ticket between the house and the contact. */
export interface Said {
  readonly at: Date;
  readonly isOurs: boolean;
  readonly text: string;
}

/**
 * What was said, the newest two hundred in order: the customer's own words, never those of vendors and automats; ours as mails
 * that went to this contact, and what no such mail says already.
 */
const saidOn = `
  with sent as (
    select created_at as at, regexp_replace(body_text, '\\[[A-Z]{1,4}-\\d{4}-\\d+/[0-9a-fA-F]{16}\\]', '') as text from mails
    where tenant_id = $1 and ticket_number = $2 and lower($3) = any (select lower(r) from unnest(recipients) as r)
      and (state = 'sent' or state = 'stored' and error is null)),
  said as (
    select m.at, m.direction = 'out' as "isOurs", m.body as text from ticket_messages m
      join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
    where m.tenant_id = $1 and t.number = $2 and trim(m.body) <> ''
      and (m.direction = 'in' and m.sender_kind = 'customer' or m.direction = 'out' and not exists (select 1 from sent
        where position(regexp_replace(trim(m.body), '\\s+', ' ', 'g') in regexp_replace(sent.text, '\\s+', ' ', 'g')) > 0))
    union all select at, true, text from sent)
  select * from (select * from said order by at desc limit 200) as newest order by at`;

/** A contact's own ticket with what was said; undefined where it is none of theirs. */
export async function ticketOf(
  tx: Tx,
  { id, email }: Pick<PortalContact, "id" | "email">,
  number: string,
): Promise<(PortalTicket & { readonly said: readonly Said[] }) | undefined> {
  const [ticket] = await tx.query<PortalTicket & Record<string, unknown>>(
    `select ${columns} from tickets where tenant_id = $1 and contact_id = $2 and number = $3 and kind not in ('internal','security')`,
    [tx.tenantId, id, number],
  );
  if (ticket === undefined) return undefined;
  const said = await tx.query<Said & Record<string, unknown>>(saidOn, [tx.tenantId, number, email]);
  return { ...ticket, said };
}

/** What a contact may say is affected: devices that they use, else those of their customer, at most fifty. */
export function devicesOf(
  tx: Tx,
  { id, customerId }: Pick<PortalContact, "id" | "customerId">,
): Promise<{ id: string; name: string }[]> {
  return tx.query<{ id: string; name: string }>(
    `select id, name from assets where tenant_id = $1 and customer_id = $2 and state in ('in_use','in_repair')
     order by contact_id is not distinct from $3 desc, name, id limit 50`,
    [tx.tenantId, customerId, id],
  );
}

/** Categories of tickets that customers can choose from. */
export function categoriesOf(tx: Tx): Promise<{ key: string; de: string; en: string }[]> {
  return tx.query<{ key: string; de: string; en: string }>(
    `select key, label_de as de, label_en as en from categories where tenant_id = $1 and is_active and not is_security order by label_de limit 80`,
    [tx.tenantId],
  );
}
