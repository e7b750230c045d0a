import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { optionalId, optionalText } from "../operation.ts";
import type { OperationContext } from "../operation.ts";
import { enterTicket } from "../tickets/enter.ts";
import type { EnteredTicket } from "../tickets/enter.ts";
import { affectedLines } from "./affected.ts";
import type { NamedAffected } from "./affected.ts";
import { peopleOnCall, restrict } from "./restrict.ts";

const verdict = z.enum(["malicious", "suspicious", "unknown"]);
const severity = z.enum(["critical", "major", "moderate", "minor"]);
const personalData = z.enum(["unknown", "no", "possible", "yes"]);

/** An incident that somebody opens without an alert. `affected`: further systems and accounts, one a line, `account: name` for accounts. */
export const reportedIncident = z.strictObject({
  customerId: z.uuid(),
  assetId: optionalId,
  title: z.string().trim().min(1).max(250),
  description: z.string().trim().min(1).max(20_000),
  affected: optionalText,
  awareAt: z.iso.datetime({ offset: true }),
  verdict: verdict.default("suspicious"),
  severity: severity.default("major"),
  tactic: optionalText,
  personalData: personalData.default("unknown"),
});
export type ReportedIncident = z.output<typeof reportedIncident>;

/** What a report says of a threat. */
export interface Report {
  readonly verdict: string;
  readonly severity: string;
  readonly tactic: string | null;
  readonly personalData: string;
  readonly affected: readonly NamedAffected[];
  readonly awareAt: Date;
  readonly reportedBy: string;
}

/**
 * Writes the ticket of an incident that somebody opens, and what they know; it has no process yet.
 *
 * @throws {Refusal} `incident.awareAt` a moment to come, `incident.category` no category is one of security, `ticket.parties`
 */
export async function reportIncident(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  given: ReportedIncident,
  by: string,
): Promise<{ readonly id: string; readonly number: string; readonly entered: EnteredTicket }> {
  const { tx, now } = context;
  const awareAt = new Date(given.awareAt);
  expectAware(awareAt, now);
  const { customerId, assetId, title, description } = given;
  const entered: EnteredTicket = {
    customerId,
    contactId: null,
    siteId: null,
    assetId,
    title,
    description,
    kind: "security",
    category: await securityCategory(tx),
    impact: "high",
    urgency: "high",
    channel: "soc",
  };
  const ticket = await enterTicket(context, entered, by);
  // before its process has opened the incident, and before anything of it is told to another system
  await restrict(tx, [ticket.number], [...(await peopleOnCall(tx)), by], now);
  const report = { ...given, affected: affectedLines(given.affected), awareAt, reportedBy: by };
  await keepReport(tx, ticket.id, report, now);
  return { ...ticket, entered };
}

/** The legal clocks run from a moment that has been. @throws {Refusal} `incident.awareAt` */
export function expectAware(at: Date, now: Date): void {
  if (at <= now) return;
  const message = `Expected a moment of awareness in the past, but ${at.toISOString()} is to come`;
  throw new Refusal("unprocessable", "incident.awareAt", message);
}

/** Keeps what somebody knows of the incident that a ticket tells of; what was kept first stays. @throws {Refusal} `incident.awareAt` */
export async function keepReport(tx: Tx, ticketId: string, report: Report, now: Date): Promise<void> {
  expectAware(report.awareAt, now);
  await tx.query(
    `insert into incident_reports (tenant_id, ticket_id, verdict, severity, tactic, personal_data, affected, aware_at, reported_by, reported_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [tx.tenantId, ticketId, report.verdict, report.severity, report.tactic, report.personalData, JSON.stringify(report.affected),
      report.awareAt, report.reportedBy, now], // prettier-ignore
  );
}

/** What was reported with a ticket; undefined where nobody has. */
export async function reportOf(tx: Tx, ticketId: string): Promise<Report | undefined> {
  const [row] = await tx.query<Report & Record<string, unknown>>(
    `select verdict, severity, tactic, personal_data as "personalData", affected, aware_at as "awareAt", reported_by as "reportedBy"
     from incident_reports where tenant_id = $1 and ticket_id = $2`,
    [tx.tenantId, ticketId],
  );
  return row;
}

async function securityCategory(tx: Tx): Promise<string> {
  const [category] = await tx.query<{ key: string }>(
    "select key from categories where tenant_id = $1 and is_security order by key = 'security:incident' desc, key limit 1",
    [tx.tenantId],
  );
  if (category !== undefined) return category.key;
  throw new Refusal("conflict", "incident.category", "Expected a category of security, but there is none");
}
