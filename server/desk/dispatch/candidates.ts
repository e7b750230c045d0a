import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { isOpen } from "../../calendar/serviceTime.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { openStatuses } from "../tickets/update.ts";

const input = ticketInput.extend({
  excluded: z.array(z.string().nullable()).nullish(),
  preferred: z.string().nullish(),
});

interface CandidateRow {
  readonly login: string;
  readonly name: string;
  readonly level: number;
  readonly calendar_key: string;
  readonly is_on_call: boolean;
  readonly max_open: number;
  readonly required_skill: string | null;
  readonly required_skill_level: number;
  readonly required_level: number;
  readonly skill_level: number;
  readonly cert_valid: boolean;
  readonly absent: boolean;
  readonly substitute: string | null;
  readonly substitute_present: boolean;
  readonly open_tickets: number;
  readonly knows_customer: boolean;
  readonly customer_blocked: boolean;
  readonly idle_minutes: number;
}

/** One statement for all: skill, certificate, absence, load, acquaintance. An absence without end of today counts. */
const select = `
  select p.login, p.name, p.level, p.calendar_key, p.is_on_call, p.max_open,
    g.default_skill as required_skill, coalesce(g.skill_level, 1) as required_skill_level, t.level as required_level,
    coalesce(s.level, 0) as skill_level, coalesce(s.certified_until >= $3::timestamptz::date, true) as cert_valid,
    b.login is not null as absent, b.substitute,
    b.substitute is not null and not exists (select 1 from absences o where o.tenant_id = p.tenant_id and o.login = b.substitute
      and o.from_at <= $3 and o.to_at > $3) as substitute_present,
    (select count(*)::int from tickets o where o.tenant_id = p.tenant_id and o.assignee = p.login and o.id <> t.id and o.status = any($4::text[])) as open_tickets,
    exists (select 1 from tickets o join time_entries e on e.tenant_id = o.tenant_id and e.ticket_id = o.id
      where o.tenant_id = p.tenant_id and o.customer_id = t.customer_id and e.technician = p.login
        and e.started_at > $3::timestamptz - interval '180 days') as knows_customer,
    exists (select 1 from technician_exclusions x where x.tenant_id = p.tenant_id and x.login = p.login and x.customer_id = t.customer_id) as customer_blocked,
    coalesce(extract(epoch from $3::timestamptz - p.last_assigned_at)::float8 / 60, 100000) as idle_minutes
  from tickets t
  join technicians p on p.tenant_id = t.tenant_id and p.is_active and 'technician' = any(p.roles) and not p.login = any($5::text[])
  left join categories g on g.tenant_id = t.tenant_id and g.key = t.category
  left join technician_skills s on s.tenant_id = p.tenant_id and s.login = p.login and s.skill = g.default_skill
  left join lateral (select a.login, a.substitute from absences a where a.tenant_id = p.tenant_id and a.login = p.login
    and a.from_at <= $3 and a.to_at > $3 order by a.to_at desc limit 1) b on true
  where t.tenant_id = $1 and t.id = $2 order by p.login`;

/** `desk.dispatch.candidates`: every technician with the facts of the rule `dispatch_gate` and the parts of the score. */
export const findCandidates: Operation = async (context, given) => {
  const { ticket, excluded, preferred } = expectInput(input, given);
  const { tx, now } = context;
  const rows = await tx.query<CandidateRow>(select, [
    tx.tenantId,
    ticket.id,
    now,
    openStatuses,
    excluded?.filter((login) => login !== null) ?? [],
  ]);
  const candidates: JsonObject[] = [];
  for (const row of rows)
    candidates.push({ ...(await candidateOf(context, row)), preferred: row.login === (preferred ?? null) });
  return { variables: { candidates } };
};

async function candidateOf(context: OperationContext, row: CandidateRow): Promise<JsonObject> {
  const skillGap = row.required_skill === null ? 0 : row.required_skill_level - row.skill_level;
  return {
    login: row.login,
    name: row.name,
    skillLevelGap: Math.max(skillGap, row.required_level - row.level),
    certValid: row.cert_valid,
    absent: row.absent,
    substitute: row.substitute,
    substitutePresent: row.substitute_present,
    inServiceHours: isOpen(await context.calendarOf(row.calendar_key), context.now),
    onCall: row.is_on_call,
    openTickets: row.open_tickets,
    maxOpen: row.max_open,
    maxOpenReached: row.open_tickets >= row.max_open,
    customerBlocked: row.customer_blocked,
    skill: row.required_skill,
    skillLevel: row.skill_level,
    levelsAbove: row.level - row.required_level,
    knowsCustomer: row.knows_customer,
    idleMinutes: Math.round(row.idle_minutes),
  };
}
