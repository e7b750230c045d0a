import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalId, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { insertRow } from "../records/insert.ts";
import { planAsText } from "./planText.ts";
import { projectVariable, readProjectRow, remember } from "./project.ts";
import { readBookings, readResources } from "./resources.ts";
import { readPlan, replacePlan } from "./store.ts";
import { suggestPeople } from "./suggest.ts";
import { planFrom, templatePlan } from "./template.ts";
import type { TemplatePlan } from "./template.ts";

/** What a new project is made of. Money in cents, time in minutes. */
export const newProject = z.object({
  name: z.string().trim().min(1).max(200),
  customerId: z.uuid(),
  contactId: optionalId,
  orderNumber: optionalText,
  template: optionalText,
  manager: z.string().min(1).max(200),
  billingMode: z.enum(["time", "fixed_milestones", "fixed_end"]),
  budgetMinutes: z.int().min(0).max(10_000_000),
  netCents: z
    .int()
    .min(0)
    .max(100_000_000_000)
    .nullish()
    .transform((cents) => cents ?? 0),
  startsOn: z.iso.date(),
  endsOn: z.iso
    .date()
    .nullish()
    .transform((day) => day ?? null),
});
export type NewProject = z.output<typeof newProject>;

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

const order = z.object({ number: z.string().min(1).max(60), customerId: z.uuid(), contactId: optionalId }).loose();
const input = z.object({ order: order.nullish(), request: z.record(z.string(), z.json()) });

/** `desk.project.create`: a project with its number, made from an order if there is one, and its plan from the template. */
export const createProjectOperation: Operation = async (context, given) => {
  const { order: from, request } = expectInput(input, given);
  const known = from ? { orderNumber: from.number, customerId: from.customerId, contactId: from.contactId } : {};
  const id = await createProject(context, expectInput(newProject, { ...request, ...known }));
  const plan = await planVariable(context.tx, id);
  return { variables: { project: await projectVariable(context.tx, id), plan } };
};

/**
 * Records a project and the plan that its template gives.
 *
 * @throws {Refusal} `project.order` when the order has a project, `template.missing`, `desk.reference`, `desk.value`
 */
export async function createProject(context: Context, wanted: NewProject, actor?: string): Promise<string> {
  const { tx, now } = context;
  await refuseSecond(tx, wanted.orderNumber);
  const pattern = wanted.template === null ? undefined : await readTemplate(tx, wanted.template);
  const id = newId(now);
  const year = Number((await businessDay(context)).slice(0, 4));
  const number = await drawNumber(tx, "P", { kind: "project", id, year, now });
  const { template, contactId, ...rest } = wanted;
  const contact = contactId ?? (await contactOf(tx, wanted.customerId));
  const row = { id, number, ...rest, contactId: contact, templateKey: template, state: "draft", createdAt: now };
  await insertRow(tx, "projects", row);
  await remember({ ...context, ...(actor === undefined ? {} : { actor }) }, id, { kind: "created", template });
  if (pattern !== undefined) await applyTemplate(context, id, pattern);
  return id;
}

/** The plan as processes and forms see it; `problems` are those of a text that was not taken. */
export async function planVariable(tx: Context["tx"], id: string, problems = "") {
  const { revision } = await readProjectRow(tx, id);
  return { text: planAsText(await readPlan(tx, id)), revision, problems };
}

/** One project an order: a message that comes twice must not bill twice. */
async function refuseSecond(tx: Context["tx"], orderNumber: string | null): Promise<void> {
  if (orderNumber === null) return;
  const [there] = await tx.query<{ number: string }>(
    "select number from projects where tenant_id = $1 and order_number = $2",
    [tx.tenantId, orderNumber],
  );
  if (there === undefined) return;
  throw new Refusal(
    "conflict",
    "project.order",
    `Expected an order without a project, but ${orderNumber} has ${there.number}`,
  );
}

/** Who confirms for the customer when nobody is named: those who may approve come first. */
async function contactOf(tx: Context["tx"], customerId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from contacts where tenant_id = $1 and customer_id = $2 and not is_pending and erased_at is null and email is not null
     order by array_position(array['approver','management','it'], role) nulls last, name limit 1`,
    [tx.tenantId, customerId],
  );
  return row?.id ?? null;
}

async function readTemplate(tx: Context["tx"], key: string): Promise<TemplatePlan> {
  const [row] = await tx.query<{ plan: unknown }>(
    "select plan from project_templates where tenant_id = $1 and key = $2 and is_active",
    [tx.tenantId, key],
  );
  if (row === undefined)
    throw new Refusal("missing", "template.missing", `Expected a template ${key}, but there is none in use`);
  return expectInput(templatePlan, row.plan);
}

async function applyTemplate(context: Context, id: string, template: TemplatePlan): Promise<void> {
  const { tx, now, calendarOf } = context;
  const project = await readProjectRow(tx, id);
  const plan = planFrom(template, project, await calendarOf());
  const resources = await readResources(context, project.startsOn);
  const bookings = await readBookings(context, project.startsOn);
  await replacePlan(tx, id, suggestPeople(plan, { resources, bookings }), now);
}
