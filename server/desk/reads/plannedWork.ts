import type { Tx } from "../../db/transact.ts";
import type { PlannedEntry } from "../../documents/calendar/write.ts";

/** Whose planned work is wanted, and in which language it is told; without a login everybody's. */
export interface PlannedFor {
  readonly login: string | undefined;
  readonly language: "de" | "en";
}

interface PlannedRow {
  readonly kind: "visit" | "task" | "milestone" | "window" | "review";
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly customer: string;
  readonly who: string | null;
  readonly from: string;
  readonly to: string;
  readonly minutes: number | null;
  readonly note: string;
}

/** More than that nobody has planned; the soonest come first. */
const most = 2_000;

const visits = `
  select 'visit' as kind, t.instance_id || '-' || t.wait_id as id, coalesce(t.business_key, '') as number, coalesce(t.title, t.name) as title,
    coalesce(t.customer, '') as customer, t.assignee as who, v.visit->>'start' as "from", v.visit->>'start' as "to",
    coalesce((v.visit->>'minutes')::int, 60) as minutes, concat_ws(E'\n', nullif(v.visit->>'material', ''), nullif(v.visit->>'access', '')) as note
  from tasks t join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id,
    lateral (select i.variables->'visit' as visit) v
  where t.tenant_id = $1 and t.form_key = 'onsite_report' and v.visit->>'start' is not null and ($2::text is null or t.assignee = $2)`;

const projects = `
  select 'task', t.id::text, p.number, t.name, c.name, t.assignee, t.starts_on::text, t.ends_on::text, null::int, p.name
  from project_tasks t join projects p on p.tenant_id = t.tenant_id and p.id = t.project_id
    join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
  where t.tenant_id = $1 and t.done_at is null and p.state in ('planned','active') and ($2::text is null or t.assignee = $2)
  union all
  select 'milestone', m.id::text, p.number, m.name, c.name, p.manager, m.due_on::text, m.due_on::text, null, p.name
  from project_milestones m join projects p on p.tenant_id = m.tenant_id and p.id = m.project_id
    join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
  where m.tenant_id = $1 and m.state <> 'reached' and p.state in ('planned','active')
    and ($2::text is null or p.manager = $2 or exists (select from project_tasks t
      where t.tenant_id = m.tenant_id and t.milestone_id = m.id and t.assignee = $2))`;

/** Work on a customer's systems concerns everybody on duty. */
const windows = `
  select 'window', w.id::text, '', coalesce(a.name, ''), c.name, null, to_json(w.from_at)#>>'{}', to_json(w.to_at)#>>'{}', null, w.reason
  from maintenance_windows w join customers c on c.tenant_id = w.tenant_id and c.id = w.customer_id
    left join assets a on a.tenant_id = w.tenant_id and a.id = w.asset_id
  where w.tenant_id = $1 and w.to_at >= $3::timestamptz`;

const reviews = `
  select 'review', r.id::text, r.number, '', c.name, r.assessed_by, to_json(r.meeting_at)#>>'{}', to_json(r.meeting_at)#>>'{}', 60, coalesce(r.attendees, '')
  from reviews r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
  where r.tenant_id = $1 and r.meeting_at >= $3::timestamptz and r.state in ('scheduled','sent') and ($2::text is null or r.assessed_by = $2)`;

/**
 * What is planned: visits, tasks and milestones of projects, maintenance windows, reviews. Windows and reviews that are over are left
 * out; all else stays until it is done.
 */
export async function plannedWork(tx: Tx, { login, language }: PlannedFor, now: Date): Promise<PlannedEntry[]> {
  const rows = await tx.query<PlannedRow>(
    `select * from (${visits} union all ${projects} union all ${windows} union all ${reviews}) as planned order by "from", id limit ${most}`,
    [tx.tenantId, login ?? null, now],
  );
  return rows.map((row) => entryOf(row, tx.tenantId, { login, language }));
}

const kinds = {
  visit: { de: "Vor Ort", en: "On site" },
  task: { de: "Projekt", en: "Project" },
  milestone: { de: "Meilenstein", en: "Milestone" },
  window: { de: "Wartung", en: "Maintenance" },
  review: { de: "Quartalsgespräch", en: "Quarterly review" },
};

function entryOf(row: PlannedRow, tenantId: string, { login, language }: PlannedFor): PlannedEntry {
  const about = [row.number, row.title, row.customer].filter((part) => part !== "").join(" · ");
  const who = login === undefined && row.who !== null ? ` (${row.who})` : "";
  return {
    uid: `${row.kind}-${row.id}@${tenantId}.ablauf`,
    summary: `${kinds[row.kind][language]}: ${about}${who}`,
    description: row.note,
    when: whenOf(row),
    isBusy: row.kind === "visit" || row.kind === "review",
  };
}

function whenOf({ kind, from, to, minutes }: PlannedRow): PlannedEntry["when"] {
  if (kind === "task" || kind === "milestone") return { kind: "days", first: from, last: to };
  const startsAt = new Date(from);
  const endsAt = minutes === null ? new Date(to) : new Date(startsAt.getTime() + minutes * 60_000);
  return { kind: "timed", startsAt, endsAt };
}
