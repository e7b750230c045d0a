import type { Tx } from "../../db/transact.ts";
import type { Listing } from "./listing.ts";

/** What became of something that came in: put aside, being looked at, at a ticket, or noted without one. */
export type IntakeState = "quarantined" | "open" | "ticket" | "noted";

/** Something that came in, by whatever way, as lists tell of it. */
export interface Intake {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  readonly sender: string;
  readonly state: IntakeState;
  readonly receivedAt: string;
  readonly ticketNumber: string | null;
  readonly incidentNumber: string | null;
}

/** The ticket that the intake `k` opened, was added to or was counted to. Whoever may not see it is told of none. */
const ticketOf = `(select t.id, t.number from tickets t where t.tenant_id = k.tenant_id and (
    t.number = (select o.business_key from instances n join instances o on o.tenant_id = n.tenant_id and o.id = n.root_id
      where n.tenant_id = k.tenant_id and n.id = k.instance_id)
    or t.id = (select m.ticket_id from ticket_messages m where m.tenant_id = k.tenant_id and m.message_id = k.payload->'mail'->>'messageId' limit 1)
    or t.id = (select c.ticket_id from alert_conditions c where c.tenant_id = k.tenant_id and c.dedup_key = k.payload->'alert'->>'dedupKey'))
  order by t.number limit 1)`;
const incidentOf = (ticket: string) =>
  `(select s.number from security_incidents s where s.tenant_id = k.tenant_id and s.ticket_id = ${ticket} order by s.number limit 1)`;
const from = `intakes k left join lateral ${ticketOf} w on true`;
const title = `coalesce(k.payload->'mail'->>'subject', k.payload->'alert'->>'title', k.payload->'request'->>'title', k.payload->'ticketRequest'->>'title', '')`;
const sender = `coalesce(k.payload->'mail'->'from'->>'address', k.payload->'alert'->>'source', k.payload->'request'->>'contactEmail',
  k.payload->'call'->>'from', '')`;
const state = `case when k.is_quarantined then 'quarantined' when w.number is not null then 'ticket' when k.action is null then 'open' else 'noted' end`;
const columns = `k.id, k.channel, ${title} as title, ${sender} as sender, ${state} as state, k.received_at as "receivedAt",
  w.number as "ticketNumber", ${incidentOf("w.id")} as "incidentNumber"`;

/** What came in. */
export const intakeListing: Listing = {
  columns,
  from,
  where: "k.tenant_id = $1",
  key: "k.id::text",
  texts: [title, sender, "w.number"],
  sorts: { receivedAt: `to_char(k.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` },
  usual: "-receivedAt",
  filters: { state: `${state} = ?`, channel: "k.channel = ?" },
};

/** Something that came in with what it says; undefined where there is none, or whoever looks may not see it. */
export async function findIntake(
  tx: Tx,
  id: string,
): Promise<(Intake & { readonly text: string; readonly instanceId: string }) | undefined> {
  const [row] = await tx.query<
    Intake & { readonly text: string; readonly instanceId: string } & Record<string, unknown>
  >(
    `select ${columns}, k.instance_id as "instanceId", left(coalesce(k.payload->'mail'->>'text', k.payload->'alert'->>'description',
       k.payload->'request'->>'description', k.payload->'ticketRequest'->>'description', k.payload::text), 20000) as text
     from ${from} where k.tenant_id = $1 and k.id = $2`,
    [tx.tenantId, id],
  );
  return row;
}

/** Where a mail went. */
export interface MailCase {
  readonly id: string;
  readonly ticketNumber: string | null;
  readonly incidentNumber: string | null;
}

/** The tickets and incidents that mails opened, were added to or were counted to, by the id of the mail. */
export async function casesOfMails(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, MailCase>> {
  const rows = await tx.query<MailCase & Record<string, unknown>>(
    `select distinct on (i.id) i.id, w.number as "ticketNumber", ${incidentOf("w.id")} as "incidentNumber"
     from inbound_mails i join intakes k on k.tenant_id = i.tenant_id and bytes_of(k.payload) = i.sha256::text
       join lateral ${ticketOf} w on true
     where i.tenant_id = $1 and i.id = any ($2::uuid[]) order by i.id, k.received_at`,
    [tx.tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
