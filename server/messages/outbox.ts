import type { JsonObject } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";

/** A thrown message or signal on its way to its receivers. */
export interface Letter {
  readonly tenantId: string;
  readonly id: string;
  readonly instanceId: string;
  readonly kind: "message" | "signal";
  readonly name: string;
  readonly correlationKey: string | null;
  /** Of the instances that it starts. */
  readonly businessKey: string | null;
  readonly variables: JsonObject;
  readonly targetInstanceId: string | null;
  readonly targetWaitId: string | null;
  readonly targetDefinitionId: string | null;
  readonly elementId: string;
  readonly createdAt: Date;
}

interface LetterRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly instance_id: string;
  readonly kind: "message" | "signal";
  readonly name: string;
  readonly correlation_key: string | null;
  readonly business_key: string | null;
  readonly variables: JsonObject;
  readonly target_instance_id: string | null;
  readonly target_wait_id: string | null;
  readonly target_definition_id: string | null;
  readonly element_id: string;
  readonly created_at: Date;
}

const columns = `o.tenant_id, o.id, o.instance_id, o.kind, o.name, o.correlation_key, o.business_key, o.variables,
  o.target_instance_id, o.target_wait_id, o.target_definition_id, o.element_id, o.created_at`;

/** So many letters of one sender are leased at once: one at a time would cost a search of the outbox for each. */
const mostOfOne = 64;

/**
 * Leases letters that are due, in the order in which they were thrown. Those of one instance come together and are to be
 * delivered one after the other: only who gets its oldest gets any, so that they arrive in order, whichever server delivers. The
 * oldest are found by steps from sender to sender, so that what waits behind them costs nothing.
 */
export async function leaseLetters(tx: Tx, now: Date, limit: number, duration: number): Promise<Letter[]> {
  const rows = await tx.query<LetterRow>(
    `with recursive oldest as (
       (select tenant_id, instance_id, id from outbox order by tenant_id, instance_id, id limit 1)
       union all select n.* from oldest f cross join lateral (select o.tenant_id, o.instance_id, o.id from outbox o
         where (o.tenant_id, o.instance_id) > (f.tenant_id, f.instance_id) order by o.tenant_id, o.instance_id, o.id limit 1) n),
     heads as (select c.tenant_id, c.instance_id, c.run_at, c.id from oldest f join outbox c on c.tenant_id = f.tenant_id and c.id = f.id
       where c.run_at <= $1 and (c.leased_until is null or c.leased_until <= $1) order by c.run_at, c.id limit $3 for update of c skip locked),
     due as (select own.tenant_id, own.id from heads h cross join lateral (
       select l.tenant_id, l.id, bool_and(l.run_at <= $1) over (order by l.id) as is_next from (
         select x.* from outbox x where x.tenant_id = h.tenant_id and x.instance_id = h.instance_id order by x.id limit ${mostOfOne}) l) own
       where own.is_next order by h.run_at, h.id, own.id limit $3),
     leased as (update outbox as o set leased_until = $2 from due where o.tenant_id = due.tenant_id and o.id = due.id returning ${columns})
     select * from leased order by id`,
    [now, new Date(now.getTime() + duration), limit],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    instanceId: row.instance_id,
    kind: row.kind,
    name: row.name,
    correlationKey: row.correlation_key,
    businessKey: row.business_key,
    variables: row.variables,
    targetInstanceId: row.target_instance_id,
    targetWaitId: row.target_wait_id,
    targetDefinitionId: row.target_definition_id,
    elementId: row.element_id,
    createdAt: row.created_at,
  }));
}

/**
 * Takes a letter out of the outbox, in the transaction that delivers it.
 *
 * @returns false when it was delivered meanwhile
 */
export async function takeLetter(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query("delete from outbox where tenant_id = $1 and id = $2 returning id", [tx.tenantId, id]);
  return rows.length > 0;
}

/** Puts a letter off after a failure; those behind it wait for it, in nobody's hand. */
export async function postpone(tx: Tx, letter: Letter, runAt: Date, reason: string): Promise<void> {
  await tx.query(
    `update outbox set leased_until = null, attempts = attempts + (id = $3)::int, run_at = case when id = $3 then $4 else run_at end,
       last_error = case when id = $3 then $5 else last_error end
     where tenant_id = $1 and instance_id = $2 and id >= $3`,
    [tx.tenantId, letter.instanceId, letter.id, runAt, reason.slice(0, 2000)],
  );
}

/**
 * Writes one letter for each place that waits for a signal at this moment and for each process that starts on it, so
 * that each gets it once and in a transaction of its own (BPMN 2.0.2, 10.5.1: a signal reaches all catches).
 */
export async function fanOut(
  tx: Tx,
  signal: Pick<Letter, "name" | "variables" | "elementId" | "businessKey"> & { readonly from?: string },
  now: Date,
): Promise<number> {
  const values = [
    tx.tenantId,
    signal.name,
    JSON.stringify(signal.variables),
    signal.from ?? null,
    signal.elementId,
    now,
    signal.businessKey,
  ];
  const rows = await tx.query(
    `insert into outbox (tenant_id, instance_id, element_id, kind, name, business_key, variables, target_instance_id,
       target_wait_id, target_definition_id, created_at, run_at)
     select $1, coalesce(w.instance_id, w.definition_id), coalesce(w.element_id, $5), 'signal', $2, $7, $3, w.instance_id,
       w.wait_id, w.definition_id, $6, $6
     from (
       select instance_id, wait_id, null::uuid as definition_id, $5::text as element_id from subscriptions
       where tenant_id = $1 and kind = 'signal' and name = $2 and ($4::uuid is null or instance_id <> $4)
       union all
       select null, null, definition_id, element_id from start_subscriptions
       where tenant_id = $1 and kind = 'signal' and name = $2) as w returning id`,
    values,
  );
  return rows.length;
}

/** A message of a record, on its way like a thrown one. */
export interface Posting {
  readonly name: string;
  /** A UUID: what is posted under one key arrives in order, what is posted under different keys side by side. */
  readonly correlationKey: string;
  readonly variables: JsonObject;
}

/** Posts any number of messages in one statement; they leave when the transaction commits. */
export async function post(tx: Tx, postings: readonly Posting[], elementId: string, now: Date): Promise<void> {
  if (postings.length === 0) return;
  await tx.query(
    `insert into outbox (tenant_id, instance_id, element_id, kind, name, correlation_key, variables, created_at, run_at)
     select $1, p.key::uuid, $5, 'message', p.name, p.key, p.variables, $6, $6
     from unnest($2::text[], $3::text[], $4::jsonb[]) with ordinality as p (name, key, variables, no) order by p.no`,
    [
      tx.tenantId,
      postings.map(({ name }) => name),
      postings.map(({ correlationKey }) => correlationKey),
      postings.map(({ variables }) => JSON.stringify(variables)),
      elementId,
      now,
    ],
  );
}
