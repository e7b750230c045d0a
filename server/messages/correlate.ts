import type { JsonObject } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";

/** A message as published: by name, and by the key that tells which instance it is for. */
export interface Message {
  readonly name: string;
  readonly correlationKey?: string;
  /** Narrows to instances with this business key. */
  readonly businessKey?: string;
  /** Narrows to one instance: an operator's correlation by hand. */
  readonly instanceId?: string;
  readonly variables: JsonObject;
}

/** A waiting place that takes the message. */
export interface Receiver {
  readonly instanceId: string;
  readonly waitId: string;
  readonly definitionKey: string;
}

/** A definition whose newest version starts on the message. */
export interface Starter {
  readonly definitionId: string;
  readonly definitionKey: string;
  readonly elementId: string;
}

/**
 * Who takes a message: of each process the place that has waited longest under the same name and key. A message without
 * a key goes to places without one. Instances that are suspended keep their messages waiting.
 */
export async function findReceivers(tx: Tx, message: Message): Promise<Receiver[]> {
  const rows = await tx.query<{ instance_id: string; wait_id: string; definition_key: string }>(
    `select distinct on (i.definition_key) s.instance_id, s.wait_id, i.definition_key
     from subscriptions s join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id
     where s.tenant_id = $1 and s.kind = 'message' and s.name = $2 and s.correlation_key is not distinct from $3
       and ($4::text is null or i.business_key = $4) and ($5::uuid is null or i.id = $5) and not i.is_suspended
     order by i.definition_key, s.created_at, s.instance_id, s.wait_id`,
    [
      tx.tenantId,
      message.name,
      message.correlationKey ?? null,
      message.businessKey ?? null,
      message.instanceId ?? null,
    ],
  );
  return rows.map((row) => ({ instanceId: row.instance_id, waitId: row.wait_id, definitionKey: row.definition_key }));
}

/** The messages that the instances of a business key wait for under that key as correlation key. */
export async function awaitedBy(tx: Tx, businessKey: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ name: string }>(
    `select distinct s.name from subscriptions s join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id
     where s.tenant_id = $1 and s.kind = 'message' and s.correlation_key = $2 and i.business_key = $2 and not i.is_suspended`,
    [tx.tenantId, businessKey],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Which processes start on a message or signal of this name. */
export async function findStarters(tx: Tx, kind: "message" | "signal", name: string): Promise<Starter[]> {
  const rows = await tx.query<{ definition_id: string; key: string; element_id: string }>(
    `select s.definition_id, d.key, s.element_id
     from start_subscriptions s join definitions d on d.tenant_id = s.tenant_id and d.id = s.definition_id
     where s.tenant_id = $1 and s.kind = $2 and s.name = $3 order by d.key, s.element_id`,
    [tx.tenantId, kind, name],
  );
  return rows.map((row) => ({ definitionId: row.definition_id, definitionKey: row.key, elementId: row.element_id }));
}

/** Keeps a message nobody waits for until its time to live ends. */
export async function buffer(tx: Tx, id: string, message: Message, now: Date, timeToLive: number): Promise<void> {
  await tx.query(
    `insert into messages (tenant_id, id, name, correlation_key, business_key, variables, state, published_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, 'buffered', $7, $8)`,
    [
      tx.tenantId,
      id,
      message.name,
      message.correlationKey ?? null,
      message.businessKey ?? null,
      JSON.stringify(message.variables),
      now,
      new Date(now.getTime() + timeToLive),
    ],
  );
}

/** A buffered message that some instance waits for by now. */
export interface Deliverable {
  readonly tenantId: string;
  readonly id: string;
}

/**
 * Buffered messages for which a place waits now, oldest first. A publisher and a step that miss each other at the same
 * moment are brought together here, after both have committed.
 */
export async function deliverable(tx: Tx, now: Date, limit: number): Promise<Deliverable[]> {
  const rows = await tx.query<{ tenant_id: string; id: string }>(
    `select m.tenant_id, m.id from messages m
     where m.state = 'buffered' and (m.expires_at is null or m.expires_at > $1) and exists (
       select 1 from subscriptions s join instances i on i.tenant_id = s.tenant_id and i.id = s.instance_id
       where s.tenant_id = m.tenant_id and s.kind = 'message' and s.name = m.name
         and s.correlation_key is not distinct from m.correlation_key
         and (m.business_key is null or i.business_key = m.business_key) and not i.is_suspended)
     order by m.published_at, m.id limit $2`,
    [now, limit],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
}

/** Takes a buffered message for delivery; undefined when another server has it or it is gone. */
export async function takeBuffered(tx: Tx, id: string, now: Date): Promise<Message | undefined> {
  const [row] = await tx.query<{
    name: string;
    correlation_key: string | null;
    business_key: string | null;
    variables: JsonObject;
  }>(
    `select name, correlation_key, business_key, variables from messages
     where tenant_id = $1 and id = $2 and state = 'buffered' and (expires_at is null or expires_at > $3) for update skip locked`,
    [tx.tenantId, id, now],
  );
  if (row === undefined) return undefined;
  return {
    name: row.name,
    variables: row.variables,
    ...(row.correlation_key === null ? {} : { correlationKey: row.correlation_key }),
    ...(row.business_key === null ? {} : { businessKey: row.business_key }),
  };
}

/** Marks a buffered message as taken by an instance. */
export async function markTaken(tx: Tx, id: string, instanceId: string, now: Date): Promise<void> {
  await tx.query(
    "update messages set state = 'taken', taken_by = $3, settled_at = $4 where tenant_id = $1 and id = $2",
    [tx.tenantId, id, instanceId, now],
  );
}

/** Marks messages whose time is over; they stay for operators to see until retention removes them. */
export async function expireMessages(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.query(
    "update messages set state = 'expired', settled_at = $1 where state = 'buffered' and expires_at <= $1 returning id",
    [now],
  );
  return rows.length;
}
