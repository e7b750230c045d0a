import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { completedBy, lockIncident, recordEvent } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";

const incident = z.object({ id: z.uuid() });
const asking = z.object({ incident });

/** `desk.security.duties`: what `reporting_duty` is asked, once for each law that may want to know. */
export const reportingFacts: Operation = async ({ tx }, given) => {
  const { incident: { id } } = expectInput(asking, given); // prettier-ignore
  const row = await lockIncident(tx, id);
  const [customer] = await tx.query<{ scope: string; role: string; is_financial: boolean }>(
    "select nis2_scope as scope, data_role as role, is_financial from customers where tenant_id = $1 and id = $2",
    [tx.tenantId, row.customer_id],
  );
  const { significant, personal_data: personalData } = row;
  const common = { significant, personalData };
  // We run the customer's machines: for their data we are the processor and tell them; they are the controller.
  const regimes: JsonObject[] = [
    { key: row.country === "AT" ? "nis2-at" : "nis2-de", regime: "nis2", scope: customer?.scope ?? "unknown", role: null, ...common }, // prettier-ignore
    { key: "gdpr-33-2", regime: "gdpr", scope: null, role: "processor", ...common },
    ...(customer?.role === "processor"
      ? []
      : [{ key: "gdpr-33", regime: "gdpr", scope: null, role: "controller", ...common }]),
    ...(customer?.is_financial === true ? [{ key: "dora", regime: "dora", scope: null, role: null, ...common }] : []),
  ];
  return { variables: { regimes } };
};

const duty = z.object({
  key: z.enum(["nis2-de", "nis2-at", "gdpr-33", "gdpr-33-2", "dora"]),
  duty: z.string(),
  earlyHours: z.number().nullish(),
  notifyHours: z.number().nullish(),
  finalDays: z.number().nullish(),
});
const setting = z.object({ incident, duties: z.array(duty).max(10) });
const hour = 3_600_000;

/**
 * `desk.security.deadlines`: a report for each stage of each duty, due from when the house became aware. The final report's time
 * runs from the notification and is set when that was sent. `routes` are what people have to decide.
 */
export const setDeadlines: Operation = async (context, given) => {
  const { incident: { id }, duties } = expectInput(setting, given); // prettier-ignore
  const row = await lockIncident(context.tx, id);
  const routes: JsonObject[] = [];
  for (const each of duties.filter((one) => one.duty !== "none")) routes.push(await route(context, row, each));
  return { variables: { routes, informs: routes.some((each) => each["regime"] === "gdpr-33-2") } };
};

async function route(context: OperationContext, row: IncidentRow, each: z.output<typeof duty>): Promise<JsonObject> {
  const early = each.key === "gdpr-33-2" ? "inform" : "early";
  const first = await stage(context, row, { regime: each.key, stage: early, hours: each.earlyHours ?? null });
  const second = await stage(context, row, {
    regime: each.key,
    stage: "notification",
    hours: each.notifyHours ?? null,
  });
  return { regime: each.key, duty: each.duty, early: first, notification: second, hasFinal: (each.finalDays ?? 0) > 0 };
}

interface Stage {
  readonly regime: string;
  readonly stage: string;
  /** From awareness. */
  readonly hours: number | null;
}

async function stage(
  { tx, now }: OperationContext,
  row: IncidentRow,
  { regime, stage: name, hours }: Stage,
): Promise<Json> {
  if (hours === null) return null;
  const dueAt = new Date(row.aware_at.getTime() + hours * hour);
  const report = await openReport(tx, { incidentId: row.id, regime, stage: name, dueAt }, now);
  const at = (share: number) => new Date(row.aware_at.getTime() + hours * hour * share).toISOString();
  return { ...report, warnAt: at(0.5), lastWarnAt: at(5 / 6) };
}

interface NewReport {
  readonly incidentId: string;
  readonly regime: string;
  readonly stage: string;
  readonly dueAt: Date;
}

async function openReport(tx: Tx, report: NewReport, now: Date): Promise<JsonObject> {
  const [row] = await tx.query<{ id: string }>(
    `insert into regulatory_reports (tenant_id, id, incident_id, regime, stage, no, due_at, created_at)
     select $1, $2, $3, $4, $5, coalesce(max(no), 0) + 1, $6, $7 from regulatory_reports
     where tenant_id = $1 and incident_id = $3 and regime = $4 and stage = $5 returning id`,
    [tx.tenantId, newId(now), report.incidentId, report.regime, report.stage, report.dueAt, now],
  );
  return { id: row?.id ?? "", regime: report.regime, stage: report.stage, dueAt: report.dueAt.toISOString() };
}

/** Stages that follow from another one, with how long they have, in milliseconds; a final report has a calendar month. */
const following = z.object({
  incident,
  regime: z.enum(["nis2-de", "nis2-at", "gdpr-33", "gdpr-33-2", "gdpr-34", "dora"]),
  stage: z.enum(["final", "subjects", "interim", "progress"]),
  requestedBy: optionalText,
});
const week = 7 * 24 * hour;

/**
 * `desk.security.followUp`: opens a report that follows: the final one a calendar month after the notification (or, when none
 * was sent, after it was due), an interim one as the authority asks for it, the word to those whose data it is.
 */
export const openFollowUp: Operation = async ({ tx, now }, given) => {
  const { incident: { id }, regime, stage: name, requestedBy } = expectInput(following, given); // prettier-ignore
  await lockIncident(tx, id);
  const dueAt = name === "final" ? await monthAfterNotification(tx, id, regime, now) : new Date(now.getTime() + (name === "progress" ? 4 * week : 3 * 24 * hour)); // prettier-ignore
  const report = await openReport(tx, { incidentId: id, regime, stage: name, dueAt }, now);
  if (requestedBy !== null)
    await recordEvent(tx, id, { kind: "authority", actor: requestedBy, note: `${regime} ${name}` }, now);
  return { variables: { report: { ...report, warnAt: new Date(dueAt.getTime() - week).toISOString() } } };
};

async function monthAfterNotification(tx: Tx, id: string, regime: string, now: Date): Promise<Date> {
  const [row] = await tx.query<{ due: Date | null }>(
    `select max(coalesce(decided_at, due_at)) + interval '1 month' as due from regulatory_reports
     where tenant_id = $1 and incident_id = $2 and regime = $3 and stage = 'notification'`,
    [tx.tenantId, id, regime],
  );
  return row?.due ?? new Date(now.getTime() + 30 * 24 * hour);
}

const deciding = z.object({
  report: z.object({ id: z.uuid() }),
  element: z.string().min(1),
  decision: z.enum(["report", "not_required"]),
  reason: optionalText,
  content: optionalText,
  reference: optionalText,
});

/** `desk.security.decide`: a person decided whether to report; the answer never changes. */
export const decideReport: Operation = async (context, given) => {
  const { report: { id }, element, ...decision } = expectInput(deciding, given); // prettier-ignore
  const by = await completedBy(context, element);
  return { variables: { report: await writeDecision(context.tx, id, { ...decision, by }, context.now) } };
};

/** What somebody decided about a report. */
export interface ReportDecision {
  readonly decision: "report" | "not_required";
  readonly reason: string | null;
  readonly content: string | null;
  readonly reference: string | null;
  readonly by: string;
}

/** @throws {Refusal} `report.missing`, `report.decided`, `report.reason` when none is told for not reporting, `report.content` */
export async function writeDecision(tx: Tx, id: string, given: ReportDecision, now: Date): Promise<JsonObject> {
  const [report] = await tx.query<{
    incident_id: string;
    decision: string;
    regime: string;
    stage: string;
    due_at: Date;
  }>(
    "select incident_id, decision, regime, stage, due_at from regulatory_reports where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  if (report === undefined)
    throw new Refusal("missing", "report.missing", `Expected a report ${id}, but there is none`);
  if (report.decision !== "open")
    throw new Refusal("conflict", "report.decided", `Expected an open report, but it was decided: ${report.decision}`);
  if (given.decision === "not_required" && given.reason === null)
    throw new Refusal("unprocessable", "report.reason", "Expected a reason for not reporting, but there is none");
  if (given.decision === "report" && given.content === null)
    throw new Refusal("unprocessable", "report.content", "Expected what was reported, but there is nothing");
  await tx.query(
    `update regulatory_reports set decision = $3, reason = $4, content = $5, reference = $6, decided_by = $7, decided_at = $8
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, given.decision, given.reason, given.content, given.reference, given.by, now],
  );
  const late = now > report.due_at ? " (late)" : "";
  const note = `${report.regime} ${report.stage}: ${given.decision}${late}`;
  await recordEvent(tx, report.incident_id, { kind: "report", actor: given.by, note }, now);
  return { id, regime: report.regime, stage: report.stage, decision: given.decision, isLate: now > report.due_at };
}
