import type { Json } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { opportunityColumns, readOpportunity } from "../sales/opportunity.ts";
import type { Opportunity } from "../sales/opportunity.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

/** A quote in a list. Money in cents. */
export interface ListedQuote {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly opportunityNumber: string;
  readonly customer: string;
  readonly title: string;
  readonly onceCents: number;
  readonly monthlyCents: number;
  readonly totalCents: number;
  readonly validUntil: string | null;
  readonly createdAt: Date;
}

/** An order in a list. Money in cents. */
export interface ListedOrder {
  readonly id: string;
  readonly number: string;
  readonly quoteNumber: string;
  readonly customer: string;
  readonly isPartial: boolean;
  readonly onceCents: number;
  readonly monthlyCents: number;
  readonly contractNumber: string | null;
  readonly createdAt: Date;
}

/** A line of an opportunity's history. */
export interface Remembered {
  readonly kind: string;
  readonly actor: string | null;
  readonly note: string | null;
  readonly details: Json;
  readonly at: Date;
}

/** Narrows a list of opportunities. */
export interface OpportunityFilter {
  readonly stage?: string | undefined;
  readonly owner?: string | undefined;
  readonly text?: string | undefined;
}

/** Opportunities, newest first. @throws {Refusal} `query.limit` */
export function listOpportunities(tx: Tx, filter: OpportunityFilter, page: Page): Promise<Opportunity[]> {
  return tx.query<Opportunity>(
    `select ${opportunityColumns} where o.tenant_id = $1 and ($3::timestamptz is null or (o.created_at, o.id) < ($3, $4::uuid))
       and ($5::text is null or o.stage = $5) and ($6::text is null or o.owner = $6)
       and ($7::text is null or strpos(lower(concat_ws(' ', o.number, o.title, o.company, c.name, o.email)), lower($7)) > 0)
     order by o.created_at desc, o.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.stage ?? null, filter.owner ?? null, filter.text ?? null],
  );
}

const quoteColumns = `q.id, q.number, q.version, q.state, o.number as "opportunityNumber", coalesce(c.name, o.company) as customer, o.title,
  q.once_cents::float8 as "onceCents", q.monthly_cents::float8 as "monthlyCents", q.total_cents::float8 as "totalCents",
  q.valid_until::text as "validUntil", q.created_at as "createdAt"
  from quotes q join opportunities o on o.tenant_id = q.tenant_id and o.id = q.opportunity_id
  left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id`;

/** Quotes, newest first; every version is one. @throws {Refusal} `query.limit` */
export function listQuotes(
  tx: Tx,
  filter: { readonly state?: string | undefined; readonly opportunity?: string | undefined },
  page: Page,
): Promise<ListedQuote[]> {
  return tx.query<ListedQuote>(
    `select ${quoteColumns} where q.tenant_id = $1 and ($3::timestamptz is null or (q.created_at, q.id) < ($3, $4::uuid))
       and ($5::text is null or q.state = $5) and ($6::text is null or o.number = $6)
     order by q.created_at desc, q.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.state ?? null, filter.opportunity ?? null],
  );
}

/** Orders, newest first. @throws {Refusal} `query.limit` */
export function listOrders(tx: Tx, page: Page): Promise<ListedOrder[]> {
  return tx.query<ListedOrder>(
    `select r.id, r.number, q.number as "quoteNumber", c.name as customer, r.is_partial as "isPartial", r.once_cents::float8 as "onceCents",
       r.monthly_cents::float8 as "monthlyCents", k.number as "contractNumber", r.created_at as "createdAt"
     from orders r join quotes q on q.tenant_id = r.tenant_id and q.id = r.quote_id
     join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
     left join contracts k on k.tenant_id = r.tenant_id and k.id = r.contract_id
     where r.tenant_id = $1 and ($3::timestamptz is null or (r.created_at, r.id) < ($3, $4::uuid))
     order by r.created_at desc, r.id desc limit $2`,
    [tx.tenantId, ...pageValues(page)],
  );
}

/** An opportunity with its history and quotes. @throws {Refusal} `opportunity.missing` */
export async function readWholeOpportunity(
  tx: Tx,
  number: string,
): Promise<Opportunity & { readonly history: readonly Remembered[]; readonly quotes: readonly ListedQuote[] }> {
  const opportunity = await readOpportunity(tx, { number });
  const history = await tx.query<Remembered>(
    "select kind, actor, note, details, at from opportunity_events where tenant_id = $1 and opportunity_id = $2 order by at, id limit 500",
    [tx.tenantId, opportunity.id],
  );
  return { ...opportunity, history, quotes: await listQuotes(tx, { opportunity: number }, { limit: 200 }) };
}
