import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { milestonesOf } from "./plan.ts";
import type { PlannedMilestone, PlannedTask, ProjectPlan } from "./plan.ts";

/** A project's plan as it is recorded. */
export async function readPlan(tx: Tx, projectId: string): Promise<ProjectPlan> {
  const [phases, milestones, tasks, [project]] = await Promise.all([
    tx.query<{ pos: number; name: string }>(
      "select pos, name from project_phases where tenant_id = $1 and project_id = $2 order by pos",
      [tx.tenantId, projectId],
    ),
    tx.query<Omit<PlannedMilestone, "tasks"> & { id: string; phasePos: number }>(
      `select id, phase_pos as "phasePos", name, due_on::text as "dueOn", net_cents::float8 as "netCents",
         needs_acceptance as "needsAcceptance", material, material_net_cents::float8 as "materialNetCents"
       from project_milestones where tenant_id = $1 and project_id = $2 order by pos`,
      [tx.tenantId, projectId],
    ),
    tx.query<PlannedTask & { milestoneId: string }>(
      `select t.milestone_id as "milestoneId", t.no, t.name, t.planned_minutes as minutes, t.skill, t.skill_level as "skillLevel",
         t.assignee, t.starts_on::text as "startsOn", t.ends_on::text as "endsOn",
         array(select b.no from project_task_predecessors d join project_tasks b on b.tenant_id = d.tenant_id and b.id = d.predecessor_id
           where d.tenant_id = t.tenant_id and d.task_id = t.id order by b.no) as after
       from project_tasks t where t.tenant_id = $1 and t.project_id = $2 order by t.no`,
      [tx.tenantId, projectId],
    ),
    tx.query<{ risks: string[] }>("select risks from projects where tenant_id = $1 and id = $2", [
      tx.tenantId,
      projectId,
    ]),
  ]);
  return {
    phases: phases.map(({ pos, name }) => ({
      name,
      milestones: milestones.filter(({ phasePos }) => phasePos === pos).map((each) => milestoneOf(each, tasks)),
    })),
    risks: project?.risks ?? [],
  };
}

function milestoneOf(
  row: Omit<PlannedMilestone, "tasks"> & { id: string; phasePos: number },
  tasks: readonly (PlannedTask & { milestoneId: string })[],
): PlannedMilestone {
  const { id, phasePos: _, ...milestone } = row;
  const own = tasks.filter(({ milestoneId }) => milestoneId === id);
  return {
    ...milestone,
    tasks: own.map((task) => {
      const { milestoneId: __, ...rest } = task;
      return rest;
    }),
  };
}

/**
 * Records a plan in place of the one before; only while nobody has confirmed it. The plan has no flaws.
 *
 * @throws {Refusal} `plan.reference` a skill or a person that is unknown
 */
export async function replacePlan(tx: Tx, projectId: string, plan: ProjectPlan, now: Date): Promise<void> {
  await refuseUnknown(tx, plan);
  await tx.query("delete from project_tasks where tenant_id = $1 and project_id = $2", [tx.tenantId, projectId]);
  await tx.query("delete from project_milestones where tenant_id = $1 and project_id = $2", [tx.tenantId, projectId]);
  await tx.query("delete from project_phases where tenant_id = $1 and project_id = $2", [tx.tenantId, projectId]);
  const milestones = plan.phases.flatMap((phase, index) =>
    phase.milestones.map((each) => ({ ...each, phasePos: index + 1 })),
  );
  const numbered = milestones.map((each, index) => ({ ...each, id: newId(now), pos: index + 1 }));
  await insertAll(tx, projectId, { phases: plan.phases.map(({ name }) => name), milestones: numbered, now });
  await tx.query(
    `update projects set risks = $3, revision = revision + 1,
       ends_on = greatest(ends_on, (select max(due_on) from project_milestones where tenant_id = $1 and project_id = $2))
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, projectId, plan.risks],
  );
}

type Numbered = PlannedMilestone & { readonly id: string; readonly pos: number; readonly phasePos: number };

async function insertAll(
  tx: Tx,
  projectId: string,
  {
    phases,
    milestones,
    now,
  }: { readonly phases: readonly string[]; readonly milestones: readonly Numbered[]; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into project_phases (tenant_id, project_id, pos, name)
     select $1, $2, pos, name from unnest($3::text[]) with ordinality as given(name, pos)`,
    [tx.tenantId, projectId, phases],
  );
  await tx.query(
    `insert into project_milestones (tenant_id, id, project_id, phase_pos, pos, name, due_on, net_cents, needs_acceptance, material, material_net_cents)
     select $1, id, $2, "phasePos", pos, name, "dueOn", "netCents", "needsAcceptance", material, "materialNetCents"
     from jsonb_to_recordset($3) as given(id uuid, "phasePos" int, pos int, name text, "dueOn" date, "netCents" bigint, "needsAcceptance" boolean,
       material text, "materialNetCents" bigint)`,
    [tx.tenantId, projectId, JSON.stringify(milestones)],
  );
  await insertTasks(
    tx,
    projectId,
    milestones.flatMap(({ id, tasks }) =>
      tasks.map((task) => ({ ...task, id: newId(now), milestoneId: id, origin: "plan" })),
    ),
  );
}

/** A task to be recorded, with its milestone and where it comes from. */
export type NewTask = PlannedTask & {
  readonly id: string;
  readonly milestoneId: string;
  readonly origin: string;
};

/** Records tasks of a project with what they wait for. */
export async function insertTasks(tx: Tx, projectId: string, tasks: readonly NewTask[]): Promise<void> {
  const given = JSON.stringify(tasks);
  await tx.query(
    `insert into project_tasks (tenant_id, id, project_id, milestone_id, no, name, planned_minutes, skill, skill_level, assignee, starts_on, ends_on, origin)
     select $1, id, $2, "milestoneId", no, name, minutes, skill, "skillLevel", assignee, "startsOn", "endsOn", origin
     from jsonb_to_recordset($3) as given(id uuid, "milestoneId" uuid, no int, name text, minutes int, skill text, "skillLevel" int,
       assignee text, "startsOn" date, "endsOn" date, origin text)`,
    [tx.tenantId, projectId, given],
  );
  await tx.query(
    `insert into project_task_predecessors (tenant_id, task_id, predecessor_id)
     select $1, given.id, b.id from jsonb_to_recordset($3) as given(id uuid, after jsonb)
     cross join jsonb_array_elements_text(given.after) as no(value)
     join project_tasks b on b.tenant_id = $1 and b.project_id = $2 and b.no = no.value::int`,
    [tx.tenantId, projectId, given],
  );
}

/** The number of a project's next task. The project is locked. */
export async function nextTaskNo(tx: Tx, projectId: string): Promise<number> {
  const [row] = await tx.query<{ no: number }>(
    "select coalesce(max(no), 0) + 1 as no from project_tasks where tenant_id = $1 and project_id = $2",
    [tx.tenantId, projectId],
  );
  return row?.no ?? 1;
}

async function refuseUnknown(tx: Tx, plan: ProjectPlan): Promise<void> {
  const tasks = milestonesOf(plan).flatMap((each) => each.tasks);
  const unknown = await tx.query<{ kind: string; name: string }>(
    `select 'person' as kind, wanted as name from unnest($2::text[]) as wanted
       where not exists (select 1 from technicians where tenant_id = $1 and login = wanted and is_active)
     union all select 'skill', wanted from unnest($3::text[]) as wanted
       where not exists (select 1 from skills where tenant_id = $1 and key = wanted)`,
    [tx.tenantId, unique(tasks.map((task) => task.assignee)), unique(tasks.map((task) => task.skill))],
  );
  const [first] = unknown;
  if (first === undefined) return;
  throw new Refusal(
    "unprocessable",
    "plan.reference",
    `Expected a plan with known people and skills, but ${first.kind} ${first.name} is unknown`,
    unknown.map(({ kind, name }) => ({ place: name, code: "plan.reference", message: `Unknown ${kind} ${name}` })),
  );
}

function unique(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== null))];
}
