import type { Tx } from "../../db/transact.ts";
import { pageValues } from "../reads/page.ts";
import type { Page } from "../reads/page.ts";
import { listEvidence } from "./evidence.ts";
import type { EvidenceRecord } from "./evidence.ts";
import { incidentIdOf } from "./incident.ts";

/** An incident in a list. */
export interface ListedIncident {
  readonly id: string;
  readonly number: string;
  readonly ticketNumber: string;
  readonly title: string;
  readonly customer: string | null;
  readonly level: string;
  readonly phase: string;
  readonly awareAt: Date;
  readonly createdAt: Date;
  /** The next legal deadline that nobody has decided. */
  readonly nextDueAt: Date | null;
}

/** What a list may be narrowed to. */
export interface IncidentFilter {
  readonly isOpen: boolean | undefined;
  readonly level: string | undefined;
}

const listed = `s.id, s.number, s.ticket_number as "ticketNumber", s.title, c.name as customer, s.level, s.phase, s.aware_at as "awareAt",
  s.opened_at as "createdAt", (select min(due_at) from regulatory_reports r where r.tenant_id = s.tenant_id and r.incident_id = s.id
    and r.decision = 'open') as "nextDueAt"
  from security_incidents s left join customers c on c.tenant_id = s.tenant_id and c.id = s.customer_id`;

/** Incidents that whoever looks may see, the newest first. @throws {Refusal} `query.limit` */
export function listIncidents(tx: Tx, filter: IncidentFilter, page: Page): Promise<ListedIncident[]> {
  return tx.query<ListedIncident>(
    `select ${listed} where s.tenant_id = $1 and ($3::timestamptz is null or (s.opened_at, s.id) < ($3, $4::uuid))
       and ($5::boolean is null or (s.phase not in ('closed','false_positive')) = $5) and ($6::text is null or s.level = $6)
     order by s.opened_at desc, s.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.isOpen ?? null, filter.level ?? null],
  );
}

/** A containment action as people see it. */
export interface ListedAction {
  readonly id: string;
  readonly action: string;
  readonly target: string;
  readonly role: string;
  readonly state: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly approval: string | null;
  readonly reason: string | null;
  readonly jobId: string | null;
  readonly detail: string | null;
  readonly endedAt: Date | null;
  readonly releasedAt: Date | null;
}

/** A report to an authority or to those concerned, with its clock. */
export interface ListedReport {
  readonly id: string;
  readonly regime: string;
  readonly stage: string;
  readonly dueAt: Date;
  readonly decision: string;
  readonly reason: string | null;
  readonly content: string | null;
  readonly reference: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly isLate: boolean;
}

/** What happened in a case. */
export interface ListedEvent {
  readonly kind: string;
  readonly actor: string;
  readonly note: string;
  readonly at: Date;
}

/** An incident with all that belongs to it. */
export interface WholeIncident extends ListedIncident {
  readonly verdict: string;
  readonly severity: string;
  readonly tactic: string | null;
  readonly mitre: readonly string[];
  readonly personalData: string;
  readonly significant: string;
  readonly rootCause: string | null;
  readonly measures: string | null;
  readonly tuning: string | null;
  readonly relapses: number;
  readonly isWithdrawn: boolean;
  readonly reportFileId: string | null;
  readonly people: readonly string[];
  readonly isStrict: boolean;
  readonly affected: readonly { readonly kind: string; readonly name: string; readonly role: string }[];
  readonly evidence: readonly EvidenceRecord[];
  readonly actions: readonly ListedAction[];
  readonly reports: readonly ListedReport[];
  readonly events: readonly ListedEvent[];
}

type Head = Omit<WholeIncident, "affected" | "evidence" | "actions" | "reports" | "events">;

/** @throws {Refusal} `incident.missing` also for whoever may not see it */
export async function readIncident(tx: Tx, number: string, now: Date): Promise<WholeIncident> {
  const id = await incidentIdOf(tx, number);
  const [head] = await tx.query<Head>(
    `select s.verdict, s.severity, s.tactic, s.mitre, s.personal_data as "personalData", s.significant, s.root_cause as "rootCause",
       s.measures, s.tuning, s.relapses, s.is_withdrawn as "isWithdrawn", s.report_file_id as "reportFileId",
       coalesce((select people from restrictions r where r.tenant_id = s.tenant_id and r.business_key = s.number), '{}') as people,
       coalesce((select is_strict from restrictions r where r.tenant_id = s.tenant_id and r.business_key = s.number), false) as "isStrict",
       ${listed} where s.tenant_id = $1 and s.id = $2`,
    [tx.tenantId, id],
  );
  if (head === undefined) throw new Error("Expected the incident that was just found");
  return {
    ...head,
    affected: await tx.query(
      "select kind, name, role from security_affected where tenant_id = $1 and incident_id = $2 order by kind desc, name limit 1000",
      [tx.tenantId, id],
    ),
    evidence: await listEvidence(tx, id),
    actions: await tx.query<ListedAction>(
      `select id, action, target, role, state, requested_by as "requestedBy", approved_by as "approvedBy", approval, reason, job_id as "jobId",
         detail, ended_at as "endedAt", released_at as "releasedAt" from containment_actions
       where tenant_id = $1 and incident_id = $2 order by requested_at, id limit 1000`,
      [tx.tenantId, id],
    ),
    reports: await tx.query<ListedReport>(
      `select id, regime, stage, due_at as "dueAt", decision, reason, content, reference, decided_by as "decidedBy", decided_at as "decidedAt",
         coalesce(decided_at, $3) > due_at as "isLate" from regulatory_reports where tenant_id = $1 and incident_id = $2 order by due_at, id`,
      [tx.tenantId, id, now],
    ),
    events: await tx.query<ListedEvent>(
      "select kind, actor, note, at from security_events where tenant_id = $1 and incident_id = $2 order by at, id limit 1000",
      [tx.tenantId, id],
    ),
  };
}
