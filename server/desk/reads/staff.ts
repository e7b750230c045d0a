import type { Tx } from "../../db/transact.ts";
import type { Listing } from "./listing.ts";

/** Who serves. */
export const staffListing: Listing = {
  columns: `r.login, r.name, r.email, r.level, r.calendar_key as "calendarKey", k.name as calendar, r.is_on_call as "isOnCall",
    r.is_active as "isActive", r.max_open as "maxOpen",
    (select count(*)::int from tickets t where t.tenant_id = r.tenant_id and t.assignee = r.login and t.resolved_at is null
      and t.status not in ('merged','cancelled')) as "openTickets",
    (select string_agg(s.skill, ', ' order by s.level desc, s.skill) from technician_skills s where s.tenant_id = r.tenant_id and s.login = r.login) as skills,
    (select jsonb_agg(jsonb_build_object('de', n.label_de, 'en', n.label_en) order by s.level desc, s.skill) from technician_skills s
      join skills n on n.tenant_id = s.tenant_id and n.key = s.skill where s.tenant_id = r.tenant_id and s.login = r.login) as "skillNames"`,
  from: "technicians r join service_calendars k on k.tenant_id = r.tenant_id and k.key = r.calendar_key",
  where: "r.tenant_id = $1",
  key: "r.login",
  texts: [
    "r.name",
    "r.login",
    "r.email",
    "(select string_agg(s.skill, ' ') from technician_skills s where s.tenant_id = r.tenant_id and s.login = r.login)",
  ],
  sorts: { name: "lower(r.name)", level: "r.level::text" },
  filters: { level: "r.level::text = ?", state: "r.is_active = (? = 'active')" },
};

/** A member of staff with skills, absences, open tickets and open tasks; undefined where there is none. */
export async function findStaff(tx: Tx, login: string, now: Date): Promise<object | undefined> {
  const [row] = await tx.query(
    `select r.login, r.revision, r.name, r.email, r.level, r.calendar_key as "calendarKey", k.name as calendar, r.max_open as "maxOpen",
       r.cost_rate_cents as "costRateCents", r.project_percent as "projectPercent", r.roles, r.is_on_call as "isOnCall", r.is_active as "isActive",
       r.last_assigned_at as "lastAssignedAt",
       (select coalesce(jsonb_agg(jsonb_build_object('skill', s.skill, 'label', jsonb_build_object('de', n.label_de, 'en', n.label_en), 'level', s.level,
          'certifiedUntil', s.certified_until) order by s.level desc, s.skill), '[]') from technician_skills s
          join skills n on n.tenant_id = s.tenant_id and n.key = s.skill where s.tenant_id = $1 and s.login = r.login) as skills,
       (select coalesce(jsonb_agg(jsonb_build_object('fromAt', a.from_at, 'toAt', a.to_at, 'substitute', a.substitute) order by a.from_at), '[]')
          from absences a where a.tenant_id = $1 and a.login = r.login and a.to_at > $3) as absences,
       (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name), '[]') from technician_exclusions e
          join customers c on c.tenant_id = e.tenant_id and c.id = e.customer_id where e.tenant_id = $1 and e.login = r.login) as exclusions,
       (select coalesce(jsonb_agg(x order by x->>'createdAt'), '[]') from (
          select jsonb_build_object('number', t.number, 'title', t.title, 'status', t.status, 'priority', t.priority, 'createdAt', t.created_at) as x
          from tickets t where t.tenant_id = $1 and t.assignee = r.login and t.resolved_at is null and t.status not in ('merged','cancelled')
          order by t.created_at limit 50) as open) as tickets,
       (select coalesce(jsonb_agg(x order by x->>'dueAt' nulls last), '[]') from (
          select jsonb_build_object('id', t.instance_id || '~' || t.wait_id, 'title', coalesce(t.title, t.name), 'customer', t.customer, 'dueAt', t.due_at) as x
          from tasks t where t.tenant_id = $1 and t.assignee = r.login order by t.sort_at limit 50) as open) as tasks
     from technicians r join service_calendars k on k.tenant_id = r.tenant_id and k.key = r.calendar_key
     where r.tenant_id = $1 and r.login = $2`,
    [tx.tenantId, login, now],
  );
  return row;
}
