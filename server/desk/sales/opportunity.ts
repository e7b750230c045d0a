import { newId } from "../../base/id.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** An opportunity as processes and lists see it. Money in cents. */
export interface Opportunity {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly customerId: string | null;
  readonly customerName: string | null;
  /** Whether new orders of the customer are on hold until billing lets them through. */
  readonly creditHold: boolean;
  readonly company: string;
  readonly person: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: "de" | "en";
  readonly country: string;
  readonly source: string;
  readonly origin: string | null;
  readonly interest: string;
  readonly consent: boolean;
  readonly stage: string;
  readonly owner: string | null;
  readonly expectedCents: number;
  readonly probability: number;
  readonly nextStep: string | null;
  readonly nextStepOn: string | null;
  readonly score: number | null;
  readonly qualification: JsonObject;
  /** Positions that are wanted from the beginning, as what was left out of an order. */
  readonly wanted: readonly Json[];
  readonly lossReason: string | null;
  readonly lossNote: string | null;
  readonly competitor: string | null;
  readonly contractEnd: string | null;
  readonly followUpOn: string | null;
  readonly instanceId: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly closedAt: Date | null;
}

/** The columns of an {@link Opportunity}, `o` joined with its customer `c`. */
export const opportunityColumns = `o.id, o.number, o.title, o.customer_id as "customerId", c.name as "customerName", coalesce(c.credit_hold, false) as "creditHold", o.company, o.person,
  o.email, o.phone, o.language, o.country, o.source, o.origin, o.interest, o.consent, o.stage, o.owner,
  o.expected_cents::float8 as "expectedCents", o.probability, o.next_step as "nextStep", o.next_step_on::text as "nextStepOn",
  o.score, o.qualification, o.wanted, o.loss_reason as "lossReason", o.loss_note as "lossNote", o.competitor,
  o.contract_end::text as "contractEnd", o.follow_up_on::text as "followUpOn", o.instance_id as "instanceId",
  o.created_at as "createdAt", o.changed_at as "changedAt", o.closed_at as "closedAt"
  from opportunities o left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id`;

/** @throws {Refusal} `opportunity.missing` */
export async function readOpportunity(
  tx: Tx,
  by: { readonly id: string } | { readonly number: string },
): Promise<Opportunity> {
  const [column, value] = "id" in by ? ["id", by.id] : ["number", by.number];
  const [row] = await tx.query<Opportunity>(
    `select ${opportunityColumns} where o.tenant_id = $1 and o.${column} = $2`,
    [tx.tenantId, value],
  );
  if (row === undefined) throw missing(value);
  return row;
}

/** Locks an opportunity before what hangs on it is read or written. @throws {Refusal} `opportunity.missing` */
export async function lockOpportunity(tx: Tx, id: string): Promise<Opportunity> {
  await tx.query("select 1 from opportunities where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  return readOpportunity(tx, { id });
}

/** An opportunity as a variable of its process: instants as text. */
export async function opportunityVariable(tx: Tx, id: string): Promise<JsonObject> {
  const { createdAt, changedAt, closedAt, instanceId: _, ...rest } = await readOpportunity(tx, { id });
  return {
    ...rest,
    customerName: rest.customerName ?? rest.company,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}

/** What happened to an opportunity, for its history. */
export interface Happening {
  readonly kind: string;
  readonly actor?: string | null;
  readonly note?: string | null;
  readonly details?: JsonObject;
}

/** Writes a line of the history, which is never changed. */
export async function remember(tx: Tx, opportunityId: string, now: Date, happening: Happening): Promise<void> {
  const { kind, actor = null, note = null, details = {} } = happening;
  await tx.query(
    `insert into opportunity_events (tenant_id, id, opportunity_id, kind, actor, note, details, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.tenantId, newId(now), opportunityId, kind, actor, note, JSON.stringify(details), now],
  );
}

/**
 * Changes columns of an opportunity.
 *
 * @param assignments text of this room, never input; values from `$4`
 */
export async function changeOpportunity(
  tx: Tx,
  id: string,
  {
    now,
    assignments,
    values = [],
  }: { readonly now: Date; readonly assignments: string; readonly values?: readonly unknown[] },
): Promise<void> {
  await tx.query(`update opportunities set changed_at = $3, ${assignments} where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
    now,
    ...values,
  ]);
}

function missing(what: string): Refusal {
  return new Refusal("missing", "opportunity.missing", `Expected an opportunity ${what}, but there is none`);
}
