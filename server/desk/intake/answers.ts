import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { DeskEffect } from "../operation.ts";

/** What the source of an alert is told: somebody is at it, or it is dealt with. */
export type AlertAnswer = "acknowledged" | "closed";

/**
 * How telling it went: told, over there already, declined by the source, or unheard because nothing is connected that could
 * be told.
 */
export type AnswerOutcome = "told" | "over" | "declined" | "unheard";

/** An alert that its source has not been told about yet. */
export interface UnansweredAlert {
  readonly id: string;
  readonly source: string;
  readonly connectionId: string;
  readonly externalId: string;
  readonly title: string;
  readonly severity: string;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  /** Whether what it is about goes on. */
  readonly isActive: boolean;
}

/** Of a storm only so many are told about in one go. */
const most = 100;

const unanswered = `
  from alert_conditions c join alerts a on a.tenant_id = c.tenant_id and a.dedup_key = c.dedup_key
  where c.tenant_id = $1 and c.ticket_id = $2 and a.kind in ('triggered','updated')
    and not exists (select 1 from alert_answers r where r.tenant_id = a.tenant_id and r.alert_id = a.id and r.answer = $3)`;

/** Asks for the sources of a ticket's alerts to be told. Nothing for a ticket that no alert opened, nor for what was told. */
export async function answerAlerts(tx: Tx, ticketId: string, answer: AlertAnswer): Promise<readonly DeskEffect[]> {
  const [ticket] = await tx.query<JsonObject>(
    `select t.number, t.title, t.assignee, (select name from customers where tenant_id = t.tenant_id and id = t.customer_id) as "customerName"
     from tickets t where t.tenant_id = $1 and t.id = $2 and exists (select 1 ${unanswered})`,
    [tx.tenantId, ticketId, answer],
  );
  if (ticket === undefined) return [];
  const variables = { ticket: { id: ticketId, ...ticket }, answer };
  return [{ kind: "publish", name: "alert.answer", correlationKey: ticketId, variables }];
}

/** The alerts of a ticket whose source has not been told so yet, the newest first. */
export function unansweredAlerts(tx: Tx, ticketId: string, answer: AlertAnswer): Promise<UnansweredAlert[]> {
  return tx.query<UnansweredAlert>(
    `select a.id, a.source, a.connection_id as "connectionId", a.external_id as "externalId", a.title, a.severity,
       a.device_ref as "deviceId", a.device_name as "deviceName", c.is_active as "isActive" ${unanswered}
     order by a.received_at desc, a.id limit ${most}`,
    [tx.tenantId, ticketId, answer],
  );
}

/** An answer to an alert: what is said for which ticket, and the instance that says it. */
export interface Answering {
  readonly alertId: string;
  readonly answer: AlertAnswer;
  readonly ticketId: string;
  readonly instanceId: string;
}

/** Writes down what came of telling a source. The first word counts. */
export async function keepAnswer(
  tx: Tx,
  { alertId, answer, ticketId, instanceId }: Answering,
  came: { readonly outcome: AnswerOutcome; readonly connector: string | null; readonly detail: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into alert_answers (tenant_id, alert_id, answer, outcome, connector, detail, answered_at, ticket_id, instance_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [tx.tenantId, alertId, answer, came.outcome, came.connector, came.detail, now, ticketId, instanceId],
  );
}
