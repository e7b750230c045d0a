import { Refusal } from "../../base/refusal.ts";
import { anywhere } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";
import type { Calendars } from "../calendars.ts";
import { readStandings } from "../sla/standing.ts";
import type { Standing } from "../sla/standing.ts";
import { listAnswers } from "./alertAnswers.ts";
import type { ListedAnswer } from "./alertAnswers.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

/** A ticket in a list. `id` and `createdAt` of the last row begin the next page. */
export interface ListedTicket {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly customer: string | null;
  readonly priority: string | null;
  readonly status: string;
  readonly assignee: string | null;
  readonly createdAt: Date;
}

/** What a list of tickets may be narrowed to; `text` is looked for in number, title and customer. */
export interface TicketFilter {
  readonly statuses?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  readonly assignee?: string | undefined;
  readonly text?: string | undefined;
}

const columns = `t.id, t.number, t.title, c.name as customer, t.priority, t.status, t.assignee, t.created_at as "createdAt"
  from tickets t left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id`;

/** Tickets, newest first. @throws {Refusal} `query.limit` */
export function listTickets(tx: Tx, filter: TicketFilter, page: Page): Promise<ListedTicket[]> {
  return tx.query<ListedTicket>(
    `select ${columns} where t.tenant_id = $1 and ($3::timestamptz is null or (t.created_at, t.id) < ($3, $4::uuid))
       and ($5::text[] is null or t.status = any($5)) and ($6::uuid is null or t.customer_id = $6) and ($7::text is null or t.assignee = $7)
       and ($8::text is null or t.number ilike $8 or t.title ilike $8 or c.name ilike $8)
     order by t.created_at desc, t.id desc limit $2`,
    [
      tx.tenantId,
      ...pageValues(page),
      filter.statuses ?? null,
      filter.customerId ?? null,
      filter.assignee ?? null,
      anywhere(filter.text),
    ],
  );
}

/** A ticket as task lists show it. */
export type TicketForTask = ListedTicket & { readonly sla: Standing | null };

/** Tickets by number with their clock, for lists of tasks; numbers that are none are left out. One statement each. */
export async function ticketsByNumbers(
  tx: Tx,
  calendars: Calendars,
  numbers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, TicketForTask>> {
  const rows = await tx.query<ListedTicket>(`select ${columns} where t.tenant_id = $1 and t.number = any($2::text[])`, [
    tx.tenantId,
    numbers,
  ]);
  const standings = await readStandings(tx, calendars, numbers, now);
  return new Map(rows.map((row) => [row.number, { ...row, sla: standings.get(row.number) ?? null }]));
}

/** What was said on a ticket. */
export interface TicketMessage {
  readonly id: string;
  readonly direction: "in" | "out" | "internal";
  readonly body: string;
  readonly author: string;
  readonly at: Date;
}

/** Time worked on a ticket, in minutes. */
export interface TicketTime {
  readonly id: string;
  readonly technician: string;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly workType: string;
  readonly timeClass: string;
  readonly cause: string;
  readonly note: string;
}

/** A clock as it was kept, of whatever round. */
export interface TicketClock {
  readonly kind: "response" | "resolution";
  readonly round: number;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly pausedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly stopReason: string | null;
  readonly isBreached: boolean;
}

/** What the source of an alert was told, or is to be told, and what came of it. */
export type TicketAnswer = Omit<ListedAnswer, "state"> & { readonly outcome: ListedAnswer["state"] };

/** Messages, times, clocks and answers to alerts of a ticket, oldest first. */
export interface TicketHistory {
  readonly messages: readonly TicketMessage[];
  readonly times: readonly TicketTime[];
  readonly clocks: readonly TicketClock[];
  readonly answers: readonly TicketAnswer[];
}

/** What else is known of a ticket. `onsiteAt` is when somebody last arrived at the customer. */
export interface TicketFacts {
  readonly description: string;
  readonly resolution: string | null;
  readonly onsiteAt: Date | null;
  readonly revision: number;
  readonly channel: string;
  readonly kind: string;
  readonly impact: string | null;
  readonly urgency: string | null;
  readonly customerId: string | null;
  readonly creditHold: "held" | null;
  readonly contactId: string | null;
  readonly contact: string | null;
  readonly siteId: string | null;
  readonly site: string | null;
  readonly assetId: string | null;
  readonly asset: string | null;
  readonly categoryKey: string | null;
  readonly category: string | null;
  readonly categoryEn: string | null;
}

const facts = `t.description, t.resolution, t.onsite_at as "onsiteAt", t.revision, t.channel, t.kind, t.impact, t.urgency,
  t.customer_id as "customerId", case when c.credit_hold then 'held' end as "creditHold", t.contact_id as "contactId", coalesce(p.name, p.email, p.phone) as contact,
  t.site_id as "siteId", s.name as site, t.asset_id as "assetId", a.name as asset,
  t.category as "categoryKey", g.label_de as category, g.label_en as "categoryEn"`;
const around = `
  left join contacts p on p.tenant_id = t.tenant_id and p.id = t.contact_id
  left join sites s on s.tenant_id = t.tenant_id and s.id = t.site_id
  left join assets a on a.tenant_id = t.tenant_id and a.id = t.asset_id
  left join categories g on g.tenant_id = t.tenant_id and g.key = t.category`;

/** A ticket and what hangs on it; its proposals are `listProposals` with its number. @throws {Refusal} `ticket.missing` */
export async function readTicket(tx: Tx, number: string): Promise<ListedTicket & TicketHistory & TicketFacts> {
  const [ticket] = await tx.query<ListedTicket & TicketFacts & Record<string, unknown>>(
    `select ${facts}, ${columns} ${around} where t.tenant_id = $1 and t.number = $2`,
    [tx.tenantId, number],
  );
  if (ticket === undefined)
    throw new Refusal("missing", "ticket.missing", `Expected a ticket ${number}, but there is none`);
  const messages = await tx.query<TicketMessage>(
    "select id, direction, body, author, at from ticket_messages where tenant_id = $1 and ticket_id = $2 order by at, id limit 1000",
    [tx.tenantId, ticket.id],
  );
  const times = await tx.query<TicketTime>(
    `select id, technician, started_at as "startedAt", minutes, work_type as "workType", time_class as "timeClass", cause, note
     from time_entries where tenant_id = $1 and ticket_id = $2 order by started_at, id limit 1000`,
    [tx.tenantId, ticket.id],
  );
  const clocks = await tx.query<TicketClock>(
    `select kind, round, started_at as "startedAt", due_at as "dueAt", paused_at as "pausedAt", stopped_at as "stoppedAt",
       stop_reason as "stopReason", is_breached as "isBreached" from sla_clocks where tenant_id = $1 and ticket_id = $2 order by round, kind`,
    [tx.tenantId, ticket.id],
  );
  const answers = await listAnswers(tx, { ticketNumber: number, limit: 200 });
  return {
    ...ticket,
    messages,
    times,
    clocks,
    answers: answers.toReversed().map(({ state: outcome, ...answer }) => ({ ...answer, outcome })),
  };
}
