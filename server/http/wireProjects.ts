import { z } from "zod";
import { newProject } from "../desk/projects/create.ts";
import { newMaterial, projectChange, taskChange } from "../desk/projects/edit.ts";
import { projectPlan } from "../desk/projects/plan.ts";
import { templatePlan } from "../desk/projects/template.ts";

/** The wire of projects: what comes in and what goes out. Money in cents, time in minutes, days as ISO dates. */
const day = z.string();
const cents = z.number().int();

export const createProject = newProject.strict();
export const createdProject = z.object({ number: z.string(), instanceId: z.string() });
export const changeProject = projectChange;
export const savePlan = z.strictObject({
  revision: z.int(),
  plan: projectPlan,
  reason: z.string().trim().min(1).max(500).nullish().describe("why it is another plan now; the history keeps it"),
});
/** A task moved by its number, as the project's page does it. */
export const movedTask = taskChange.extend({
  no: z.int().min(1).max(99_999),
  reason: z.string().trim().min(1).max(500),
});
export const changeTask = taskChange;
export const addMaterial = newMaterial;
export const addTime = z.strictObject({
  minutes: z.int().min(1).max(1440),
  workType: z.enum(["remote", "onsite", "phone", "travel", "project"]).default("project"),
  note: z.string().max(4000).nullable().default(null),
});
export const requestChange = z.strictObject({
  text: z.string().trim().min(1).max(4000),
  reason: z.enum(["customer", "technical", "legal", "own_error"]).default("customer"),
  milestone: z.int().min(1).optional().describe("its number in the plan"),
});
export const cancelProject = z.strictObject({ reason: z.string().trim().min(1).max(1000) });

export const projectRow = z.object({
  number: z.string(),
  name: z.string(),
  state: z.enum(["draft", "planned", "active", "acceptance", "accepted", "closed", "cancelled"]),
  customerId: z.string(),
  customerName: z.string(),
  contactName: z.string().nullable(),
  orderNumber: z.string().nullable(),
  templateKey: z.string().nullable(),
  manager: z.string(),
  billingMode: z.enum(["time", "fixed_milestones", "fixed_end"]),
  budgetMinutes: z.number().int(),
  netCents: cents,
  startsOn: day,
  endsOn: day.nullable(),
  revision: z.number().int(),
  createdAt: z.string(),
});
export const listedProject = projectRow.extend({ health: z.enum(["green", "amber", "red"]).nullable() });
export const projectPage = z.object({ items: z.array(listedProject), nextCursor: z.string().nullable() });
const part = z.record(z.string(), z.unknown());
export const project = projectRow.extend({
  plan: projectPlan,
  milestones: z.array(
    z.object({
      id: z.string(),
      pos: z.number().int(),
      name: z.string(),
      dueOn: day,
      netCents: cents,
      state: z.string(),
    }),
  ),
  tasks: z.array(part),
  progress: z.object({
    plannedMinutes: z.number(),
    plannedToDateMinutes: z.number(),
    doneMinutes: z.number(),
    spentMinutes: z.number(),
    budgetMinutes: z.number(),
    progressPercent: z.number(),
    budgetUsedPercent: z.number(),
    scheduleIndex: z.number().nullable().describe("done to planned until today; below 1 is behind"),
    costIndex: z.number().nullable().describe("done to spent; below 1 is dearer than planned"),
    forecastMinutes: z.number(),
    labourCostCents: z.number(),
    materialCostCents: z.number(),
    materialPriceCents: z.number(),
    milestoneDelayDays: z.number(),
    openChangeRequests: z.number(),
  }),
  changes: z.array(part),
  measurements: z.array(part),
  acceptances: z.array(part),
  materials: z.array(part),
  documents: z.array(part),
  lessons: part.nullable(),
  history: z.array(part),
  instanceIds: z.array(z.string()),
});

const templateOf = {
  name: z.object({ de: z.string().min(1).max(200), en: z.string().min(1).max(200) }),
  plan: templatePlan,
};
export const saveTemplate = z.strictObject({
  ...templateOf,
  isActive: z.boolean().default(true),
  revision: z
    .string()
    .max(64)
    .nullable()
    .default(null)
    .describe("the one that was read; null or left out for a new one"),
});
const template = z.object({
  key: z.string(),
  isActive: z.boolean(),
  revision: z.string().describe("another one whenever something of it is"),
  ...templateOf,
  days: z.int().describe("working days until its last milestone is due"),
  minutes: z.int(),
  milestones: z.array(
    z.object({
      phase: z.string(),
      name: z.string(),
      dueDay: z.int(),
      percent: z.number(),
      needsAcceptance: z.boolean(),
      minutes: z.int(),
    }),
  ),
  tasks: z.array(
    z.object({
      no: z.int(),
      name: z.string(),
      milestone: z.string(),
      minutes: z.int(),
      skill: z.string().nullable(),
      skillLabel: z.object({ de: z.string(), en: z.string() }).nullish().describe("Of one template that is read"),
      startDay: z.int(),
      endDay: z.int(),
      after: z.string(),
    }),
  ),
});
export const templateList = z.object({ items: z.array(template) });
export const wholeTemplate = template.extend({
  usedBy: z.array(z.object({ number: z.string(), name: z.string(), state: z.string() })),
});
export type Template = z.output<typeof template>;
export const resourceLoad = z.object({
  items: z.array(
    z.object({
      login: z.string(),
      name: z.string(),
      weekOf: day.describe("the Monday"),
      availableMinutes: z.number().int(),
      bookedMinutes: z.number().int(),
      isOverbooked: z.boolean(),
      parts: z.array(
        z.object({
          projectNumber: z.string(),
          projectName: z.string(),
          taskNo: z.number().int(),
          taskName: z.string(),
          minutes: z.number().int(),
        }),
      ),
    }),
  ),
});
