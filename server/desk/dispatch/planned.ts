import type { Tx } from "../../db/transact.ts";

/** What is planned for somebody in the time that they are away: a visit, a review's meeting, a project's task. */
export interface PlannedItem {
  readonly kind: "visit" | "review" | "task";
  /** What it is known by, with its beginning: what is moved within the absence is another. */
  readonly key: string;
  /** The number of its ticket, review or project. */
  readonly number: string;
  /** The task that somebody holds; of visits. */
  readonly taskId: string | null;
  /** Its number in the plan; of tasks of projects. */
  readonly no: number | null;
  readonly title: string;
  readonly customer: string;
  /** An instant; of tasks of projects a day. */
  readonly from: string;
  readonly to: string;
}

const zone = `coalesce((select s.definition->>'timeZone' from service_calendars s where s.tenant_id = r.tenant_id and s.is_default), 'UTC')`;
// a start that is none counts for nothing here: the process that holds it says so
const visitAt = "instant_of(v.variables->'visit'->>'start')";
const iso = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Rows of what is planned within the absence `r`; to be joined laterally. */
export const plannedOf = `(
  select 'visit' as kind, t.instance_id || '~' || t.wait_id || '@' || ${iso("a.at")} as key, coalesce(t.business_key, '') as number,
    t.instance_id || '~' || t.wait_id as "taskId", null::int as no, coalesce(t.title, t.name) as title, coalesce(t.customer, '') as customer,
    ${iso("a.at")} as "from", ${iso("a.at")} as "to"
  from tasks t join instances v on v.tenant_id = t.tenant_id and v.id = t.instance_id, lateral (select ${visitAt} as at) a
  where t.tenant_id = r.tenant_id and t.assignee = r.login and t.form_key = 'onsite_report' and a.at >= r.from_at and a.at < r.to_at
  union all
  select 'review', q.id || '@' || ${iso("q.meeting_at")}, q.number, null, null, '', c.name, ${iso("q.meeting_at")}, ${iso("q.meeting_at")}
  from reviews q join customers c on c.tenant_id = q.tenant_id and c.id = q.customer_id
  where q.tenant_id = r.tenant_id and q.assessed_by = r.login and q.state in ('scheduled','sent') and q.meeting_at >= r.from_at and q.meeting_at < r.to_at
  union all
  select 'task', p.id::text, j.number, null, p.no, p.name, c.name, p.starts_on::text, p.ends_on::text
  from project_tasks p join projects j on j.tenant_id = p.tenant_id and j.id = p.project_id
    join customers c on c.tenant_id = j.tenant_id and c.id = j.customer_id
  where p.tenant_id = r.tenant_id and p.assignee = r.login and p.done_at is null and j.state in ('planned','active')
    and p.starts_on <= ((r.to_at - interval '1 millisecond') at time zone ${zone})::date and p.ends_on >= (r.from_at at time zone ${zone})::date)`;

/** What is planned within an absence that is not over, the soonest first; of what is restricted only what whoever looks may see. */
export function plannedIn(tx: Tx, absenceId: string, now: Date): Promise<PlannedItem[]> {
  return tx.query<PlannedItem & Record<string, unknown>>(
    `select p.* from absences r, lateral ${plannedOf} p where r.tenant_id = $1 and r.id = $2 and r.to_at > $3 order by p."from", p.key`,
    [tx.tenantId, absenceId, now],
  );
}

/** An absence in which something is planned that nobody was told of. */
export interface UntoldAbsence {
  readonly tenantId: string;
  readonly absenceId: string;
}

/** Absences that are not over, in which something is planned that dispatchers were not told of yet. */
export function untoldAbsences(tx: Tx, now: Date, limit: number): Promise<UntoldAbsence[]> {
  return tx.query<UntoldAbsence & Record<string, unknown>>(
    `select r.tenant_id as "tenantId", r.id as "absenceId" from absences r
     where r.to_at > $1 and exists (select from ${plannedOf} p where not exists (select from absence_planned x
       where x.tenant_id = r.tenant_id and x.absence_id = r.id and x.key = p.key))
     order by r.from_at, r.id limit $2`,
    [now, limit],
  );
}

/** An absence as dispatchers are told of it: of its reason nothing. */
export interface ToldPlanned {
  readonly login: string;
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  /** How many appointments and tasks are new to them. */
  readonly count: number;
}

/** Marks as told what is planned within an absence; undefined where nothing is new. Belongs into the transaction that tells it. */
export async function markPlanned(tx: Tx, absenceId: string, now: Date): Promise<ToldPlanned | undefined> {
  const [absence] = await tx.query<Omit<ToldPlanned, "count"> & Record<string, unknown>>(
    `select r.login, s.name, r.from_at as "from", r.to_at as "to", ${zone} as zone
     from absences r join technicians s on s.tenant_id = r.tenant_id and s.login = r.login
     where r.tenant_id = $1 and r.id = $2 and r.to_at > $3 for update of r`,
    [tx.tenantId, absenceId, now],
  );
  if (absence === undefined) return undefined;
  const marked = await tx.query(
    `insert into absence_planned (tenant_id, absence_id, key, told_at)
     select r.tenant_id, r.id, p.key, $3 from absences r, lateral ${plannedOf} p where r.tenant_id = $1 and r.id = $2
     on conflict do nothing returning key`,
    [tx.tenantId, absenceId, now],
  );
  return marked.length === 0 ? undefined : { ...absence, count: marked.length };
}
