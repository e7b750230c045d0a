import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { flawsOf } from "./plan.ts";
import { templatePlan } from "./template.ts";
import type { TemplatePlan } from "./template.ts";

/** A template of projects. */
export interface ProjectTemplate {
  readonly key: string;
  readonly name: { readonly de: string; readonly en: string };
  readonly isActive: boolean;
  readonly plan: TemplatePlan;
}

/** All templates by key. */
export async function listTemplates(tx: Tx): Promise<ProjectTemplate[]> {
  return tx.query<ProjectTemplate & Record<string, unknown>>(
    `select key, jsonb_build_object('de', name_de, 'en', name_en) as name, is_active as "isActive", plan
     from project_templates where tenant_id = $1 order by key`,
    [tx.tenantId],
  );
}

/** A template with the projects that were made from it, the newest first. @throws {Refusal} `template.missing` */
export async function readTemplate(
  tx: Tx,
  key: string,
): Promise<ProjectTemplate & { readonly usedBy: readonly { number: string; name: string; state: string }[] }> {
  const template = (await listTemplates(tx)).find((each) => each.key === key);
  if (template === undefined)
    throw new Refusal("missing", "template.missing", `Expected a template ${key}, but there is none`);
  const usedBy = await tx.query<{ number: string; name: string; state: string }>(
    `select number, name, state from projects where tenant_id = $1 and template_key = $2 order by created_at desc limit 100`,
    [tx.tenantId, key],
  );
  return { ...template, usedBy };
}

/** Creates or replaces a template. Projects that were made from it keep their plan. @throws {Refusal} `plan.flaws` */
export async function keepTemplate(tx: Tx, template: ProjectTemplate): Promise<void> {
  const plan = expectInput(templatePlan, template.plan);
  refuseFlaws(plan);
  await tx.query(
    `insert into project_templates (tenant_id, key, name_de, name_en, plan, is_active) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, key) do update set name_de = excluded.name_de, name_en = excluded.name_en, plan = excluded.plan,
       is_active = excluded.is_active`,
    [tx.tenantId, template.key, template.name.de, template.name.en, JSON.stringify(plan), template.isActive],
  );
}

/** A template holds if the plan it gives does, on a calendar that never closes. */
function refuseFlaws(template: TemplatePlan): void {
  const phases = template.phases.map(({ name, milestones }) => ({
    name,
    milestones: milestones.map(({ dueDay, tasks, ...milestone }) => ({
      ...milestone,
      dueOn: day(dueDay),
      netCents: 0,
      tasks: tasks.map(({ startDay, endDay, ...task }) => ({
        ...task,
        assignee: null,
        startsOn: day(startDay),
        endsOn: day(endDay),
      })),
    })),
  }));
  const flaws = flawsOf({ phases, risks: [] }, day(0));
  const percent = template.phases.flatMap(({ milestones }) => milestones).reduce((sum, each) => sum + each.percent, 0);
  const messages = flaws.map(({ code, de, en }) => ({ place: "plan", code, message: en, german: de }));
  if (percent > 100)
    messages.push({
      place: "plan",
      code: "plan.percent",
      message: `The milestones are ${percent} % of the price`,
      german: `Die Meilensteine sind ${percent} % des Preises`,
    });
  const [first] = messages;
  if (first === undefined) return;
  throw new Refusal(
    "unprocessable",
    "plan.flaws",
    `Expected a template that can be carried out, but: ${first.message}`,
    messages,
  );
}

function day(n: number): string {
  return Temporal.PlainDate.from("2000-01-01").add({ days: n }).toString();
}
