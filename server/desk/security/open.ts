import { z } from "zod";
import { newId } from "../../base/id.ts";
import { businessDay } from "../businessDay.ts";
import { answerAlerts } from "../intake/answers.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { lockTicket, readTicketRow, ticketVariable } from "../tickets/ticket.ts";
import type { TicketRow } from "../tickets/ticket.ts";
import { takeIn } from "./correlate.ts";
import { keepEvidence } from "./evidence.ts";
import { threatOf } from "./facts.ts";
import type { Threat } from "./facts.ts";
import { incidentVariable, recordEvent } from "./incident.ts";
import { peopleOnCall, restrict } from "./restrict.ts";

export const level = z.enum(["S1", "S2", "S3", "S4"]);
const rated = z.object({
  ticket: z.object({ id: z.uuid() }),
  rating: z.object({ level, triageMin: z.number().nullish() }),
});

/** What a level means for the ticket. */
const priorities = { S1: "P1", S2: "P2", S3: "P3", S4: "P4" } as const;

/** `desk.security.log`: level S4, written down and closed without an incident. */
export const logOnly: Operation = async (context, given) => {
  const { ticket } = expectInput(rated, given);
  const { tx, now } = context;
  const { number } = await readTicketRow(tx, ticket.id);
  await restrict(tx, [number], [], now);
  await tx.query(
    `update tickets set status = 'closed', priority = 'P4', resolution_code = 'no_incident', closed_at = $3
     where tenant_id = $1 and id = $2 and status <> 'merged'`,
    [tx.tenantId, ticket.id, now],
  );
  return {
    variables: { ticket: await ticketVariable(tx, ticket.id) },
    effects: await answerAlerts(tx, ticket.id, "closed"),
  };
};

/**
 * `desk.security.open`: the incident with its number, its first evidence, and its restriction. The legal clocks run from when
 * the house became aware: when the first alarm came in, whenever the ticket was made, or since when whoever opened it says they knew.
 */
export const openIncident: Operation = async (context, given) => {
  const { ticket: { id: ticketId }, rating } = expectInput(rated, given); // prettier-ignore
  const { tx, now } = context;
  await lockTicket(tx, ticketId);
  const ticket = await readTicketRow(tx, ticketId);
  const threat = await threatOf(tx, ticketId);
  const id = newId(now);
  const year = Number((await businessDay(context)).slice(0, 4));
  const number = await drawNumber(tx, "SI", { kind: "securityIncident", id, year, now });
  const { report } = threat;
  const named = report === undefined ? [] : [report.reportedBy];
  await restrict(tx, [ticket.number, number], [...(await peopleOnCall(tx)), ...named], now);
  await insert(context, { id, number, ticket, threat, level: rating.level });
  await takeIn(context, id, threat);
  if (report !== undefined) await keepWords(context, id, { ...ticket, collectedBy: report.reportedBy });
  const actor = report?.reportedBy ?? "system";
  await recordEvent(tx, id, { kind: "opened", actor, note: `${rating.level}: ${ticket.title}` }, now);
  await tx.query(
    "update tickets set kind = 'security', priority = $3, status = 'in_progress', instance_id = $4 where tenant_id = $1 and id = $2",
    [tx.tenantId, ticketId, priorities[rating.level], context.instanceId],
  );
  return { variables: { incident: await incidentVariable(tx, id), ticket: await ticketVariable(tx, ticketId) } };
};

/** What somebody said when they opened the incident is its first evidence. */
async function keepWords(
  { tx, now }: OperationContext,
  id: string,
  { title, description, collectedBy }: Pick<TicketRow, "title" | "description"> & { readonly collectedBy: string },
): Promise<void> {
  await keepEvidence(tx, id, { kind: "note", title, content: description, source: "report", collectedBy }, now);
}

interface Opening {
  readonly id: string;
  readonly number: string;
  readonly ticket: TicketRow;
  readonly threat: Threat;
  readonly level: z.output<typeof level>;
}

async function insert({ tx, now, instanceId }: OperationContext, opening: Opening): Promise<void> {
  const { id, number, ticket, threat, level: rating } = opening;
  await tx.query(
    `insert into security_incidents (tenant_id, id, number, ticket_id, ticket_number, instance_id, customer_id, title, level, highest_level,
       phase, verdict, severity, tactic, mitigation, mitre, aware_at, opened_at, personal_data)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 'triage', $10, $11, $12, $13, $14, $15, $16, $17)`,
    [tx.tenantId, id, number, ticket.id, ticket.number, instanceId, ticket.customer_id, ticket.title, rating, threat.verdict,
      threat.severity, threat.tactic, threat.mitigation, threat.mitre, threat.report?.awareAt ?? ticket.created_at, now,
      threat.report?.personalData ?? "unknown"], // prettier-ignore
  );
}

const paging = z.object({
  incident: z.object({ id: z.uuid(), number: z.string(), ticketNumber: z.string() }),
  reason: z.string(),
});

/** `desk.security.page`: names those on call for the case, so that whoever is paged may see it, and tells who they are. */
export const pageOnCall: Operation = async ({ tx, now }, given) => {
  const { incident, reason } = expectInput(paging, given);
  const logins = await peopleOnCall(tx);
  await restrict(tx, [incident.ticketNumber, incident.number], logins, now);
  await recordEvent(tx, incident.id, { kind: "paged", actor: "system", note: `${reason}: ${logins.join(", ")}` }, now);
  return { variables: { paged: logins } };
};
