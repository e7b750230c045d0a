import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../base/json.ts";
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

/** A template as it is kept; its revision is another one whenever something of it is. */
export interface KeptTemplate extends ProjectTemplate {
  readonly revision: string;
}

const kept = `select key, jsonb_build_object('de', name_de, 'en', name_en) as name, is_active as "isActive", plan,
  md5(jsonb_build_array(name_de, name_en, is_active, plan)::text) as revision from project_templates where tenant_id = $1`;

/** All templates by key. */
export async function listTemplates(tx: Tx): Promise<KeptTemplate[]> {
  return tx.query<KeptTemplate & Record<string, unknown>>(`${kept} order by key`, [tx.tenantId]);
}

/** What a skill is called. */
export interface SkillLabel {
  readonly de: string;
  readonly en: string;
}

/** What the skills that tasks ask for are called, by key. */
export async function skillLabels(tx: Tx): Promise<ReadonlyMap<string, SkillLabel>> {
  const rows = await tx.query<SkillLabel & { key: string }>(
    "select key, label_de as de, label_en as en from skills where tenant_id = $1",
    [tx.tenantId],
  );
  return new Map(rows.map(({ key, de, en }) => [key, { de, en }]));
}

/** A template with the projects that were made from it, the newest first. @throws {Refusal} `template.missing` */
export async function readTemplate(
  tx: Tx,
  key: string,
): Promise<KeptTemplate & { readonly usedBy: readonly { number: string; name: string; state: string }[] }> {
  const template = (await listTemplates(tx)).find((each) => each.key === key);
  if (template === undefined)
    throw new Refusal("missing", "template.missing", `Expected a template ${key}, but there is none`);
  const usedBy = await tx.query<{ number: string; name: string; state: string }>(
    `select number, name, state from projects where tenant_id = $1 and template_key = $2 order by created_at desc limit 100`,
    [tx.tenantId, key],
  );
  return { ...template, usedBy };
}

/** What of a template reads differently: as it was, and as it is. */
export interface TemplateChange {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/**
 * Creates a template, or replaces the one whose revision was read. Projects that were made from it keep their plan.
 *
 * @param read the revision that was read; null where it is a new one
 * @throws {Refusal} `plan.flaws`, `template.missing`, `template.taken` the key is another one's, `template.stale` somebody else
 *   has changed it since
 */
export async function keepTemplate(tx: Tx, template: ProjectTemplate, read: string | null): Promise<TemplateChange> {
  const plan = expectInput(templatePlan, template.plan);
  refuseFlaws(plan);
  const { key, name, isActive } = template;
  const [was] = await tx.query<KeptTemplate & Record<string, unknown>>(`${kept} and key = $2 for update`, [
    tx.tenantId,
    key,
  ]);
  refuseOther(key, was, read);
  const [row] = await tx.query(
    was === undefined
      ? `insert into project_templates (tenant_id, key, name_de, name_en, plan, is_active) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing returning key`
      : `update project_templates set name_de = $3, name_en = $4, plan = $5, is_active = $6
         where tenant_id = $1 and key = $2 returning key`,
    [tx.tenantId, key, name.de, name.en, JSON.stringify(plan), isActive],
  );
  if (row === undefined) throw taken(key);
  return changeOf(was, { name, isActive, plan });
}

function refuseOther(key: string, was: KeptTemplate | undefined, read: string | null): void {
  if (read === null && was !== undefined) throw taken(key);
  if (read !== null && was === undefined)
    throw new Refusal("missing", "template.missing", `Expected a template ${key}, but there is none`);
  if (read !== null && was?.revision !== read)
    throw new Refusal(
      "conflict",
      "template.stale",
      `Expected revision ${was?.revision} of ${key}, but it is ${read}: somebody else has changed the template; load it again`,
    );
}

function taken(key: string): Refusal {
  return new Refusal("conflict", "template.taken", `Expected a key that is new, but there is a template ${key}`);
}

function changeOf(was: KeptTemplate | undefined, is: Omit<ProjectTemplate, "key">): TemplateChange {
  const members = ["name", "isActive", "plan"] as const;
  const differing = members.filter((member) => !isDeepStrictEqual(was?.[member], is[member]));
  return {
    before: told(was === undefined ? {} : Object.fromEntries(differing.map((member) => [member, was[member]]))),
    after: told(Object.fromEntries(differing.map((member) => [member, is[member]]))),
  };
}

/** Without what is undefined; they were JSON a moment ago. */
function told(of: object): JsonObject {
  return JSON.parse(JSON.stringify(of)) as JsonObject;
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
