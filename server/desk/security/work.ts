import { z } from "zod";
import { answerAlerts } from "../intake/answers.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { ticketVariable } from "../tickets/ticket.ts";
import { keepEvidence } from "./evidence.ts";
import { completedBy, incidentVariable, lockIncident, recordEvent } from "./incident.ts";

const incident = z.object({ id: z.uuid() });
const analysing = z.object({
  incident,
  analysis: z.object({
    timeline: optionalText,
    rootCause: optionalText,
    iocs: optionalText,
    measures: optionalText,
    evidence: optionalText,
    falsePositive: z.boolean().nullish(),
  }),
});

/** `desk.security.analyse`: what the analysis came to. Notes of evidence get their hash; indicators bind what comes later. */
export const analyseIncident: Operation = async (context, given) => {
  const { incident: { id }, analysis } = expectInput(analysing, given); // prettier-ignore
  const { tx, now } = context;
  await lockIncident(tx, id);
  const actor = await completedBy(context, "U_ana");
  const isFalse = analysis.falsePositive === true;
  await tx.query(
    `update security_incidents set timeline = $3, root_cause = $4, measures = $5, verdict = case when $6 then 'benign' else verdict end,
       phase = case when $6 then phase else 'eradication' end where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, analysis.timeline, analysis.rootCause, analysis.measures, isFalse],
  );
  if (analysis.evidence !== null) {
    const piece = {
      kind: "note",
      title: "Analysis",
      content: analysis.evidence,
      source: actor,
      collectedBy: actor,
    } as const;
    await keepEvidence(tx, id, piece, now);
  }
  const values = (analysis.iocs ?? "").split("\n").map((each) => each.trim().toLowerCase()).filter(Boolean).slice(0, 200); // prettier-ignore
  await tx.query(
    `insert into security_indicators (tenant_id, incident_id, kind, value) select $1, $2, case when v ~ '^[0-9a-f]{32,64}$' then 'hash'
       when v ~ '[@\\\\]' then 'account' else 'device' end, v from unnest($3::text[]) as given (v) on conflict do nothing`,
    [tx.tenantId, id, values],
  );
  await recordEvent(tx, id, { kind: "analysed", actor, note: analysis.rootCause ?? "" }, now);
  return { variables: { incident: await incidentVariable(tx, id), falsePositive: isFalse } };
};

const stepping = z.object({
  incident,
  phase: z.enum(["analysis", "recovery", "monitoring", "post_incident"]),
  element: optionalText,
  note: optionalText,
});

/** `desk.security.progress`: the phase, by whom and why. Recovered is what is watched from now on; a relapse goes back. */
export const progressIncident: Operation = async (context, given) => {
  const { incident: { id }, phase, element, note } = expectInput(stepping, given); // prettier-ignore
  const { tx, now } = context;
  const before = await lockIncident(tx, id);
  const isRelapse = before.phase === "monitoring" && phase === "analysis";
  await tx.query(
    `update security_incidents set phase = $3, recovered_at = case when $3 = 'monitoring' then $4 else recovered_at end,
       relapses = relapses + $5 where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, phase, now, isRelapse ? 1 : 0],
  );
  const actor = element === null ? "system" : await completedBy(context, element);
  await recordEvent(tx, id, { kind: isRelapse ? "relapse" : phase, actor, note: note ?? "" }, now);
  return { variables: { incident: await incidentVariable(tx, id) } };
};

const tuning = z.object({ incident });

/** `desk.security.tune`: proposes what to tell the product, so that the same false alarm does not come again. */
export const proposeTuning: Operation = async ({ tx, now }, given) => {
  const { incident: { id } } = expectInput(tuning, given); // prettier-ignore
  await lockIncident(tx, id);
  const rows = await tx.query<{ source: string; title: string }>(
    `select distinct a.source, a.title from alerts a join alert_conditions c on c.tenant_id = a.tenant_id and c.dedup_key = a.dedup_key
     join security_incidents s on s.tenant_id = c.tenant_id and s.ticket_id = c.ticket_id where s.tenant_id = $1 and s.id = $2 order by 1, 2 limit 20`,
    [tx.tenantId, id],
  );
  const indicators = await tx.query<{ kind: string; value: string }>(
    "select kind, value from security_indicators where tenant_id = $1 and incident_id = $2 and kind in ('hash','device') order by kind desc, value limit 20",
    [tx.tenantId, id],
  );
  const proposal = [
    ...rows.map(({ source, title }) => `${source}: ${title}`),
    ...indicators.map(({ kind, value }) => `${kind} = ${value}`),
  ].join("\n");
  await tx.query(
    "update security_incidents set tuning = $3, phase = 'post_incident', verdict = 'benign' where tenant_id = $1 and id = $2",
    [tx.tenantId, id, proposal],
  );
  await recordEvent(tx, id, { kind: "tuning", actor: "system", note: proposal }, now);
  return { variables: { tuning: proposal, incident: await incidentVariable(tx, id) } };
};

const learning = z.object({
  incident,
  lessons: z.object({ good: z.string(), bad: z.string(), measures: optionalText, roadmap: z.boolean().nullish() }),
});

/** `desk.security.lessons`: what was learnt, and what the roadmap is asked: `roadmapFacts`. */
export const keepLessons: Operation = async (context, given) => {
  const { incident: { id }, lessons } = expectInput(learning, given); // prettier-ignore
  const { tx, now } = context;
  const row = await lockIncident(tx, id);
  await tx.query(
    "update security_incidents set lessons = $3, phase = 'post_incident' where tenant_id = $1 and id = $2",
    [tx.tenantId, id, JSON.stringify(lessons)],
  );
  await recordEvent(tx, id, { kind: "lessons", actor: await completedBy(context, "U_less"), note: lessons.bad }, now);
  await tx.query(
    "update tickets set category = coalesce((select key from categories where tenant_id = $1 and key = 'security:incident'), category) where tenant_id = $1 and id = $2",
    [tx.tenantId, row.ticket_id],
  );
  return { variables: { incident: await incidentVariable(tx, id), ticket: await ticketVariable(tx, row.ticket_id) } };
};

/** `desk.security.solve`: the incident is over for the customer; its ticket is solved, and the sources of its alerts are told. */
export const solveIncident: Operation = async ({ tx, now }, given) => {
  const { incident: { id } } = expectInput(tuning, given); // prettier-ignore
  const row = await lockIncident(tx, id);
  await tx.query(
    `update tickets set status = 'resolved', resolved_at = coalesce(resolved_at, $3), resolution_code = $4 where tenant_id = $1 and id = $2`,
    [tx.tenantId, row.ticket_id, now, row.verdict === "benign" ? "false_positive" : "fixed"],
  );
  return {
    variables: { ticket: await ticketVariable(tx, row.ticket_id), incident: await incidentVariable(tx, id) },
    effects: await answerAlerts(tx, row.ticket_id, "closed"),
  };
};

/** `desk.security.close`: the case is closed; its restriction stays. */
export const closeIncident: Operation = async ({ tx, now }, given) => {
  const { incident: { id } } = expectInput(tuning, given); // prettier-ignore
  const row = await lockIncident(tx, id);
  const phase = row.verdict === "benign" ? "false_positive" : "closed";
  await tx.query("update security_incidents set phase = $3, closed_at = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    phase,
    now,
  ]);
  await tx.query("update tickets set status = 'closed', closed_at = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    row.ticket_id,
    now,
  ]);
  await recordEvent(tx, id, { kind: "closed", actor: "system", note: phase }, now);
  return { variables: { incident: await incidentVariable(tx, id) } };
};
