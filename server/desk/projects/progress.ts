import { businessDay } from "../businessDay.ts";
import type { OperationContext } from "../operation.ts";
import type { ProjectRow } from "./project.ts";

/**
 * Where a project stands, by earned value: what was planned until today, what is done of it, what it took. Minutes and cents;
 * an index below 1 is behind the plan (schedule) or dearer than planned (cost), null without anything to compare.
 */
export interface Progress {
  readonly plannedMinutes: number;
  readonly plannedToDateMinutes: number;
  readonly doneMinutes: number;
  readonly spentMinutes: number;
  readonly budgetMinutes: number;
  readonly progressPercent: number;
  readonly budgetUsedPercent: number;
  readonly scheduleIndex: number | null;
  readonly costIndex: number | null;
  /** What the whole will take if it goes on like this. */
  readonly forecastMinutes: number;
  readonly labourCostCents: number;
  readonly materialCostCents: number;
  readonly materialPriceCents: number;
  readonly ratePerHourCents: number;
  readonly milestoneDelayDays: number;
  readonly openChangeRequests: number;
}

interface Sums {
  readonly planned: number;
  readonly due: number;
  readonly done: number;
  readonly spent: number;
  readonly labour: number;
  readonly material_cost: number;
  readonly material_price: number;
  readonly rate: number;
  readonly delay: number;
  readonly changes: number;
}

const sums = `
  select coalesce(sum(t.planned_minutes), 0)::float8 as planned,
    coalesce(sum(t.planned_minutes * least(1, greatest(0, ($3::date - t.starts_on + 1)::float8 / (t.ends_on - t.starts_on + 1)))), 0) as due,
    coalesce(sum(t.planned_minutes) filter (where t.done_at is not null), 0)::float8 as done,
    coalesce(avg(p.cost_rate_cents), 0)::float8 as rate,
    (select coalesce(sum(e.minutes), 0)::float8 from time_entries e join project_tasks o on o.tenant_id = e.tenant_id and o.id = e.project_task_id
      where o.tenant_id = $1 and o.project_id = $2) as spent,
    (select coalesce(sum(e.minutes * w.cost_rate_cents / 60.0), 0)::float8 from time_entries e
      join project_tasks o on o.tenant_id = e.tenant_id and o.id = e.project_task_id
      join technicians w on w.tenant_id = e.tenant_id and w.login = e.technician where o.tenant_id = $1 and o.project_id = $2) as labour,
    (select coalesce(sum(quantity * unit_cost_cents), 0)::float8 from project_materials where tenant_id = $1 and project_id = $2) as material_cost,
    (select coalesce(sum(quantity * unit_price_cents), 0)::float8 from project_materials where tenant_id = $1 and project_id = $2) as material_price,
    (select coalesce(max(greatest(0, $3::date - due_on)), 0)::int from project_milestones
      where tenant_id = $1 and project_id = $2 and state <> 'reached') as delay,
    (select count(*)::int from project_changes where tenant_id = $1 and project_id = $2 and decided_at is null) as changes
  from project_tasks t left join technicians p on p.tenant_id = t.tenant_id and p.login = t.assignee
  where t.tenant_id = $1 and t.project_id = $2`;

/** Measures a project as it stands today. */
export async function progressOf(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  project: Pick<ProjectRow, "id" | "budgetMinutes">,
): Promise<Progress> {
  const { tx } = context;
  const [row] = await tx.query<Sums & Record<string, unknown>>(sums, [
    tx.tenantId,
    project.id,
    await businessDay(context),
  ]);
  if (row === undefined) throw new Error("Expected sums, but an aggregate gave no row");
  return assess(row, project.budgetMinutes);
}

function assess(row: Sums, budgetMinutes: number): Progress {
  const { planned, done, spent } = row;
  const costIndex = ratio(done, spent);
  return {
    plannedMinutes: planned,
    plannedToDateMinutes: Math.round(row.due),
    doneMinutes: done,
    spentMinutes: spent,
    budgetMinutes,
    progressPercent: percent(done, planned),
    budgetUsedPercent: percent(spent, budgetMinutes),
    scheduleIndex: ratio(done, row.due),
    costIndex,
    forecastMinutes: Math.round(spent + (planned - done) / (costIndex === null || costIndex === 0 ? 1 : costIndex)),
    labourCostCents: Math.round(row.labour),
    materialCostCents: Math.round(row.material_cost),
    materialPriceCents: Math.round(row.material_price),
    ratePerHourCents: Math.round(row.rate),
    milestoneDelayDays: row.delay,
    openChangeRequests: row.changes,
  };
}

/** Of nothing everything is used as soon as there is something. */
function percent(part: number, whole: number): number {
  if (whole === 0) return part === 0 ? 0 : 101;
  return Math.round((part / whole) * 100);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100) / 100;
}
