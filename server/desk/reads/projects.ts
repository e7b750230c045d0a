import type { Json } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { OperationContext } from "../operation.ts";
import { businessDay } from "../businessDay.ts";
import { loadOf } from "../projects/load.ts";
import type { WeekLoad } from "../projects/load.ts";
import { readMilestones } from "../projects/milestones.ts";
import type { MilestoneRow } from "../projects/milestones.ts";
import { progressOf } from "../projects/progress.ts";
import type { Progress } from "../projects/progress.ts";
import { projectColumns, projectIdOf, readProjectRow } from "../projects/project.ts";
import type { ProjectRow } from "../projects/project.ts";
import { readBookings, readResources } from "../projects/resources.ts";
import { readPlan } from "../projects/store.ts";
import type { ProjectPlan } from "../projects/plan.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

/** A project in a list, with what was measured last. */
export type ListedProject = ProjectRow & { readonly health: string | null };

/** Projects, newest first. @throws {Refusal} `query.limit` */
export function listProjects(
  tx: Tx,
  filter: {
    readonly state?: string | undefined;
    readonly manager?: string | undefined;
    readonly text?: string | undefined;
  },
  page: Page,
): Promise<ListedProject[]> {
  return tx.query<ListedProject & Record<string, unknown>>(
    `select (select m.health from project_measurements m where m.tenant_id = p.tenant_id and m.project_id = p.id order by m.at desc, m.id desc limit 1) as health,
       ${projectColumns} where p.tenant_id = $1 and ($3::timestamptz is null or (p.created_at, p.id) < ($3, $4::uuid))
       and ($5::text is null or p.state = $5) and ($6::text is null or p.manager = $6)
       and ($7::text is null or strpos(lower(p.number || ' ' || p.name || ' ' || c.name), lower($7)) > 0)
     order by p.created_at desc, p.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.state ?? null, filter.manager ?? null, filter.text ?? null],
  );
}

/** A project with all that belongs to it. */
export interface WholeProject extends ProjectRow {
  readonly plan: ProjectPlan;
  readonly milestones: readonly MilestoneRow[];
  readonly tasks: readonly Json[];
  readonly progress: Progress;
  readonly changes: readonly Json[];
  readonly measurements: readonly Json[];
  readonly acceptances: readonly Json[];
  readonly materials: readonly Json[];
  readonly documents: readonly Json[];
  readonly lessons: Json;
  readonly history: readonly Json[];
  readonly instanceIds: readonly string[];
}

const parts = {
  tasks: `select jsonb_build_object('no', t.no, 'name', t.name, 'milestone', m.pos, 'plannedMinutes', t.planned_minutes, 'skill', t.skill,
      'assignee', t.assignee, 'startsOn', t.starts_on, 'endsOn', t.ends_on, 'origin', t.origin, 'doneAt', t.done_at,
      'spentMinutes', (select coalesce(sum(e.minutes), 0) from time_entries e where e.tenant_id = t.tenant_id and e.project_task_id = t.id)) as item
    from project_tasks t join project_milestones m on m.tenant_id = t.tenant_id and m.id = t.milestone_id
    where t.tenant_id = $1 and t.project_id = $2 order by t.no`,
  changes: `select jsonb_build_object('no', no, 'text', text, 'reason', reason, 'minutes', minutes, 'netCents', net_cents, 'daysShift', days_shift,
      'state', state, 'requestedBy', requested_by, 'decidedBy', decided_by, 'decidedAt', decided_at, 'note', decision_note) as item
    from project_changes where tenant_id = $1 and project_id = $2 order by no`,
  measurements: `select jsonb_build_object('at', at, 'health', health, 'facts', facts, 'measure', measure, 'measuredBy', measured_by) as item
    from project_measurements where tenant_id = $1 and project_id = $2 order by at desc, id desc limit 200`,
  acceptances: `select jsonb_build_object('at', a.at, 'milestone', m.pos, 'result', a.result, 'isDeemed', a.is_deemed, 'defects', a.defects,
      'name', a.name, 'isSigned', a.signature is not null, 'note', a.note) as item
    from project_acceptances a left join project_milestones m on m.tenant_id = a.tenant_id and m.id = a.milestone_id
    where a.tenant_id = $1 and a.project_id = $2 order by a.at, a.id`,
  materials: `select jsonb_build_object('text', text, 'quantity', quantity, 'unitCostCents', unit_cost_cents, 'unitPriceCents', unit_price_cents,
      'usedOn', used_on, 'enteredBy', entered_by) as item from project_materials where tenant_id = $1 and project_id = $2 order by used_on, id`,
  documents: `select jsonb_build_object('id', id, 'kind', kind, 'title', title, 'body', body, 'sha256', sha256, 'createdAt', created_at) as item
    from project_documents where tenant_id = $1 and project_id = $2 order by created_at, id`,
  lessons: `select jsonb_build_object('good', good, 'bad', bad, 'measures', measures, 'changesTemplate', changes_template, 'at', at) as item
    from project_lessons where tenant_id = $1 and project_id = $2`,
  history: `select jsonb_build_object('at', at, 'actor', actor, 'kind', kind, 'detail', detail) as item
    from project_events where tenant_id = $1 and project_id = $2 order by at desc, id desc limit 200`,
} as const;

/** @throws {Refusal} `project.missing` */
export async function readProject(context: Context, number: string): Promise<WholeProject> {
  const { tx } = context;
  const project = await readProjectRow(tx, await projectIdOf(tx, number));
  const items = async (name: keyof typeof parts): Promise<readonly Json[]> =>
    (await tx.query<{ item: Json }>(parts[name], [tx.tenantId, project.id])).map(({ item }) => item);
  const instances = await tx.query<{ id: string }>(
    "select id from instances where tenant_id = $1 and business_key = $2 order by started_at limit 200",
    [tx.tenantId, number],
  );
  return {
    ...project,
    plan: await readPlan(tx, project.id),
    milestones: await readMilestones(tx, project.id),
    progress: await progressOf(context, project),
    tasks: await items("tasks"),
    changes: await items("changes"),
    measurements: await items("measurements"),
    acceptances: await items("acceptances"),
    materials: await items("materials"),
    documents: await items("documents"),
    lessons: (await items("lessons"))[0] ?? null,
    history: await items("history"),
    instanceIds: instances.map(({ id }) => id),
  };
}

/** Who is booked by what, week by week. `from` is a day of the first week; today without it. */
export async function readLoad(
  context: Context,
  { from, weeks }: { readonly from?: string | undefined; readonly weeks: number },
): Promise<readonly WeekLoad[]> {
  const day = from ?? (await businessDay(context));
  return loadOf(await readResources(context, day), await readBookings(context, day), { from: day, weeks });
}
