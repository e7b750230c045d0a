import type { OperationContext } from "../operation.ts";
import type { Booking, Resource } from "./load.ts";

type Context = Pick<OperationContext, "tx" | "calendarOf">;

/** A person for projects with what they can. */
export interface Skilled extends Resource {
  readonly skills: Readonly<Record<string, number>>;
}

interface ResourceRow {
  readonly login: string;
  readonly name: string;
  readonly calendar_key: string;
  readonly project_percent: number;
  readonly skills: Record<string, number>;
  readonly absences: readonly { readonly from: number; readonly to: number }[];
}

/** Everybody who does projects, with absences and with the skills whose certificates hold on a day. */
export async function readResources({ tx, calendarOf }: Context, day: string): Promise<readonly Skilled[]> {
  const rows = await tx.query<ResourceRow>(
    `select p.login, p.name, p.calendar_key, p.project_percent,
       (select coalesce(jsonb_object_agg(s.skill, s.level), '{}') from technician_skills s
        where s.tenant_id = p.tenant_id and s.login = p.login and coalesce(s.certified_until >= $2::date, true)) as skills,
       (select coalesce(jsonb_agg(jsonb_build_object('from', extract(epoch from a.from_at) * 1000, 'to', extract(epoch from a.to_at) * 1000)), '[]')
        from absences a where a.tenant_id = p.tenant_id and a.login = p.login and a.to_at > $2::date) as absences
     from technicians p where p.tenant_id = $1 and p.is_active and 'technician' = any(p.roles) order by p.name, p.login`,
    [tx.tenantId, day],
  );
  const resources: Skilled[] = [];
  for (const { calendar_key: key, project_percent: projectPercent, ...row } of rows)
    resources.push({ ...row, projectPercent, calendar: await calendarOf(key) });
  return resources;
}

/**
 * Open tasks that book somebody's time from a day on: of projects whose plan has been settled, and of `projectId`, whose
 * plan is being made.
 */
export function readBookings({ tx }: Pick<Context, "tx">, from: string, projectId?: string): Promise<Booking[]> {
  return tx.query<Booking & Record<string, unknown>>(
    `select t.assignee as login, p.id as "projectId", p.number as "projectNumber", p.name as "projectName", t.no as "taskNo", t.name as "taskName",
       t.planned_minutes as minutes, t.starts_on::text as "startsOn", t.ends_on::text as "endsOn"
     from project_tasks t join projects p on p.tenant_id = t.tenant_id and p.id = t.project_id
     where t.tenant_id = $1 and t.done_at is null and t.assignee is not null and t.ends_on >= $2::date
       and (p.state in ('planned','active','acceptance') or p.id = $3) order by t.starts_on, p.number, t.no`,
    [tx.tenantId, from, projectId ?? null],
  );
}
