import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** Who wants something done with a ticket. */
export interface Acting {
  readonly login: string;
  /** Whether they may act on tickets of others. */
  readonly isSupervisor: boolean;
}

/** What an act on a ticket looks at before. */
export interface ChargedTicket {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly assignee: string | null;
  readonly customerId: string | null;
  readonly customer: string | null;
  readonly instanceId: string | null;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
  readonly isVip: boolean;
}

/** @throws {Refusal} `ticket.missing` */
export async function readCharged(tx: Tx, number: string): Promise<ChargedTicket> {
  const [row] = await tx.query<ChargedTicket & Record<string, unknown>>(
    `select t.id, t.number, t.status, t.assignee, t.customer_id as "customerId", c.name as customer, t.instance_id as "instanceId",
       t.impact, t.urgency, t.priority, coalesce(p.is_vip, false) as "isVip"
     from tickets t left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id
       left join contacts p on p.tenant_id = t.tenant_id and p.id = t.contact_id
     where t.tenant_id = $1 and t.number = $2`,
    [tx.tenantId, number],
  );
  if (row !== undefined) return row;
  throw new Refusal("missing", "ticket.missing", `Expected a ticket ${number}, but there is none`);
}

/** Whether somebody is in charge of a ticket: it is theirs, or they may act on those of others. */
export function isInCharge(ticket: Pick<ChargedTicket, "assignee">, { login, isSupervisor }: Acting): boolean {
  return isSupervisor || ticket.assignee === login;
}

/** @throws {Refusal} `ticket.others` */
export function expectCharge(ticket: ChargedTicket, acting: Acting): void {
  if (isInCharge(ticket, acting)) return;
  const whose = ticket.assignee === null ? "nobody has it yet" : `${ticket.assignee} has it`;
  throw new Refusal("forbidden", "ticket.others", `Expected one's own ticket, but of ${ticket.number} ${whose}`);
}

/**
 * The ticket that another one is merged into, if it can be.
 *
 * @throws {Refusal} `ticket.missing`, `ticket.merge` it is the same or over, `ticket.otherCustomer` unless that was said
 */
export async function mergeTarget(
  tx: Tx,
  ticket: ChargedTicket,
  { into, otherCustomer }: { readonly into: string; readonly otherCustomer: boolean },
): Promise<ChargedTicket> {
  const target = await readCharged(tx, into);
  const isOver = ["closed_to_invoice", "closed_invoiced", "closed", "merged", "cancelled"].includes(target.status);
  if (target.id === ticket.id || isOver) {
    const is = target.id === ticket.id ? "the same one" : `“${target.status}”`;
    throw refusedAt("into", "ticket.merge", `Expected another open ticket, but ${into} is ${is}`);
  }
  if (target.customerId !== ticket.customerId && !otherCustomer) {
    const whose = target.customer ?? "nobody";
    throw refusedAt(
      "otherCustomer",
      "ticket.otherCustomer",
      `Expected a ticket of ${ticket.customer ?? "nobody"}, but ${into} is of ${whose}`,
    );
  }
  return target;
}

/** Whether a ticket is about to be merged into another one: its process has been told and does it next. */
export async function isMerging(tx: Tx, { instanceId }: ChargedTicket): Promise<boolean> {
  const rows = await tx.query(
    "select 1 from jobs where tenant_id = $1 and instance_id = $2 and type = 'desk.ticket.merge'",
    [tx.tenantId, instanceId],
  );
  return rows.length > 0;
}

/** Keeps what was said about a ticket inside the house. */
export async function noteOn(
  tx: Tx,
  ticketId: string,
  note: { author: string; body: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into ticket_messages (tenant_id, id, ticket_id, direction, body, author, at) values ($1, $2, $3, 'internal', $4, $5, $6)`,
    [tx.tenantId, newId(now), ticketId, note.body, note.author, now],
  );
}

/** The refusal of what stands at one field. */
export function refusedAt(field: string, code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message, [{ place: `/${field}`, code, message }]);
}
