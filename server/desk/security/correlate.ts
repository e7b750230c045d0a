import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { readTicketRow, ticketVariable } from "../tickets/ticket.ts";
import { mergeTicket } from "../tickets/merge.ts";
import { keepEvidence } from "./evidence.ts";
import { levelFacts, threatOf } from "./facts.ts";
import type { Threat } from "./facts.ts";
import { incidentVariable, lockIncident, recordEvent } from "./incident.ts";

/**
 * `desk.security.correlate`: whether the ticket belongs to an incident that is open: the product's own incident, else a
 * device, a hash or an account of the same customer. `threat` are the facts for `threat_level`.
 */
export const correlate: Operation = async (context, given) => {
  const { ticket } = expectInput(ticketInput, given);
  const { tx } = context;
  // Two alerts of one case at once: the second one sees what the first has opened.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('security/' || $1, 0))", [tx.tenantId]);
  const threat = await threatOf(tx, ticket.id);
  const found = await openIncident(context, ticket.id, threat);
  return {
    variables: {
      threat: levelFacts(threat),
      match: { found: found !== undefined, number: found?.number ?? null, ticketNumber: found?.ticket_number ?? null },
    },
  };
};

async function openIncident(
  { tx }: OperationContext,
  ticketId: string,
  { indicators }: Threat,
): Promise<{ number: string; ticket_number: string } | undefined> {
  const [found] = await tx.query<{ number: string; ticket_number: string }>(
    `select s.number, s.ticket_number from security_incidents s join tickets t on t.tenant_id = s.tenant_id and t.id = $2
     where s.tenant_id = $1 and s.phase not in ('closed','false_positive') and s.ticket_id <> t.id and exists (
       select 1 from security_indicators i, unnest($3::text[], $4::text[]) as given (kind, value)
       where i.tenant_id = s.tenant_id and i.incident_id = s.id and i.kind = given.kind and i.value = given.value
         and (given.kind = 'incident' or s.customer_id = t.customer_id))
     order by s.opened_at limit 1`,
    [tx.tenantId, ticketId, indicators.map(({ kind }) => kind), indicators.map(({ value }) => value)],
  );
  return found;
}

const joining = z.object({ ticket: z.object({ id: z.uuid() }), match: z.object({ ticketNumber: z.string() }) });

/** `desk.security.join`: the ticket becomes part of the incident's ticket, which takes over its alerts and words. */
export const joinIncident: Operation = async (context, given) => {
  const { ticket, match } = expectInput(joining, given);
  const { title, description, channel } = await readTicketRow(context.tx, ticket.id);
  await mergeTicket(context, { ticketId: ticket.id, intoNumber: match.ticketNumber });
  const message = { text: [title, description].filter(Boolean).join("\n"), channel };
  return { variables: { message, ticket: await ticketVariable(context.tx, ticket.id) } };
};

const attaching = z.object({
  incident: z.object({ id: z.uuid() }),
  message: z.object({ text: z.string().nullish(), channel: z.string().nullish() }).nullish(),
});

/**
 * `desk.security.attach`: takes in what the incident's ticket has got since: alerts, words, systems that are hit. `threat` are
 * the facts to rate it by again. That the product takes its alarm back is evidence and closes nothing.
 */
export const attachEvidence: Operation = async (context, given) => {
  const { incident: { id }, message } = expectInput(attaching, given); // prettier-ignore
  const { tx, now } = context;
  const incident = await lockIncident(tx, id);
  const threat = await threatOf(tx, incident.ticket_id);
  await takeIn(context, id, threat);
  if (threat.alerts.length === 0 || message?.channel === "mail") {
    const text = message?.text ?? "";
    await keepEvidence(
      tx,
      id,
      {
        kind: "note",
        title: text.slice(0, 200) || "–",
        content: text,
        source: message?.channel ?? "ticket",
        collectedBy: "system",
      },
      now,
    );
  }
  if (threat.isWithdrawn && !incident.is_withdrawn) {
    await tx.query("update security_incidents set is_withdrawn = true where tenant_id = $1 and id = $2", [
      tx.tenantId,
      id,
    ]);
    await recordEvent(tx, id, { kind: "withdrawn", actor: "system", note: "the product took its alarm back" }, now);
  }
  const rated = { ...levelFacts(threat), ...humanWord(incident.verdict, incident.tactic, threat) };
  return { variables: { incident: await incidentVariable(tx, id), threat: rated } };
};

/** What an analyst has said counts for as long as the products do not say worse. */
function humanWord(verdict: string, tactic: string | null, threat: Threat): JsonObject {
  return {
    verdict: verdict === "malicious" ? verdict : threat.verdict,
    tactic: tactic !== null && threat.tactic === null ? tactic : threat.tactic,
  };
}

/** Alerts become evidence, and what they name is part of the case from now on. */
export async function takeIn({ tx, now }: OperationContext, incidentId: string, threat: Threat): Promise<void> {
  for (const alert of threat.alerts) {
    const title = `${alert.source}: ${alert.title}`;
    const source = `${alert.source}:${alert.connection_id}:${alert.external_id}:${alert.kind}`;
    await keepEvidence(
      tx,
      incidentId,
      { kind: "alert", title, sha256: alert.raw_sha256, source, collectedBy: "system" },
      now,
    );
  }
  await tx.query(
    `insert into security_indicators (tenant_id, incident_id, kind, value)
     select $1, $2, kind, value from unnest($3::text[], $4::text[]) as given (kind, value) on conflict do nothing`,
    [tx.tenantId, incidentId, threat.indicators.map(({ kind }) => kind), threat.indicators.map(({ value }) => value)],
  );
  const column = <K extends keyof Threat["affected"][number]>(name: K) => threat.affected.map((each) => each[name]);
  await tx.query(
    `insert into security_affected (tenant_id, incident_id, kind, name, external_ref, asset_id, role, added_at)
     select $1, $2, kind, name, ref, asset, role, $8 from unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[]) as given (kind, name, ref, asset, role)
     on conflict (tenant_id, incident_id, kind, name) do update set external_ref = coalesce(excluded.external_ref, security_affected.external_ref)`,
    [
      tx.tenantId,
      incidentId,
      column("kind"),
      column("name"),
      column("externalRef"),
      column("assetId"),
      column("role"),
      now,
    ],
  );
}
