import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** A project's state: from planning over acceptance to its end. */
export type ProjectState = "draft" | "planned" | "active" | "acceptance" | "accepted" | "closed" | "cancelled";

/** A project with whom it is for. Days as ISO dates, money in cents. */
export interface ProjectRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly state: ProjectState;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerKind: string;
  readonly country: string;
  readonly language: "de" | "en";
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly orderNumber: string | null;
  readonly templateKey: string | null;
  readonly manager: string;
  readonly billingMode: "time" | "fixed_milestones" | "fixed_end";
  readonly budgetMinutes: number;
  readonly netCents: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly revision: number;
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string | null;
  readonly acceptanceRequestedAt: Date | null;
  readonly acceptanceDueOn: string | null;
  readonly stopReason: string | null;
  readonly performedCents: number | null;
  readonly closedAt: Date | null;
  readonly createdAt: Date;
}

/** The columns of {@link ProjectRow}, from projects `p`. */
export const projectColumns = `p.id, p.number, p.name, p.state, p.customer_id as "customerId", c.name as "customerName",
  c.kind as "customerKind", c.country, c.language, p.contact_id as "contactId", k.name as "contactName", k.email as "contactEmail",
  p.order_number as "orderNumber", p.template_key as "templateKey", p.manager, p.billing_mode as "billingMode",
  p.budget_minutes as "budgetMinutes", p.net_cents::float8 as "netCents", p.starts_on::text as "startsOn", p.ends_on::text as "endsOn",
  p.revision, p.confirmed_at as "confirmedAt", p.confirmed_by as "confirmedBy", p.acceptance_requested_at as "acceptanceRequestedAt",
  p.acceptance_due_on::text as "acceptanceDueOn", p.stop_reason as "stopReason", p.performed_cents::float8 as "performedCents",
  p.closed_at as "closedAt", p.created_at as "createdAt"
  from projects p join customers c on c.tenant_id = p.tenant_id and c.id = p.customer_id
  left join contacts k on k.tenant_id = p.tenant_id and k.id = p.contact_id`;

/** @throws {Refusal} `project.missing` */
export async function readProjectRow(tx: Tx, id: string): Promise<ProjectRow> {
  const [row] = await tx.query<ProjectRow>(`select ${projectColumns} where p.tenant_id = $1 and p.id = $2`, [
    tx.tenantId,
    id,
  ]);
  if (row === undefined) throw missing(id);
  return row;
}

/** The id behind a number. @throws {Refusal} `project.missing` */
export async function projectIdOf(tx: Tx, number: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>("select id from projects where tenant_id = $1 and number = $2", [
    tx.tenantId,
    number,
  ]);
  if (row === undefined) throw missing(number);
  return row.id;
}

/** Locks a project before what hangs on it is read or written. @throws {Refusal} `project.missing` */
export async function lockProject(tx: Tx, id: string): Promise<ProjectRow> {
  await tx.query("select 1 from projects where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  return readProjectRow(tx, id);
}

/** @throws {Refusal} `project.state` naming what the project should be for that */
export function refuseUnless(project: ProjectRow, states: readonly ProjectState[]): void {
  if (states.includes(project.state)) return;
  throw new Refusal(
    "conflict",
    "project.state",
    `Expected project ${project.number} to be ${states.join(" or ")}, but it is ${project.state}`,
  );
}

/** What processes know of a project; what moves is read fresh where it matters. */
export async function projectVariable(tx: Tx, id: string): Promise<JsonObject> {
  const row = await readProjectRow(tx, id);
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    state: row.state,
    customerId: row.customerId,
    customerName: row.customerName,
    customerKind: row.customerKind,
    country: row.country,
    language: row.language,
    contactName: row.contactName,
    contactEmail: row.contactEmail,
    orderNumber: row.orderNumber,
    manager: row.manager,
    billingMode: row.billingMode,
    netCents: row.netCents,
    budgetMinutes: row.budgetMinutes,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    acceptanceDueOn: row.acceptanceDueOn,
  };
}

/** Remembers what happened to a project, for those who look back. */
export async function remember(
  { tx, now, actor }: { readonly tx: Tx; readonly now: Date; readonly actor?: string | null },
  projectId: string,
  { kind, ...detail }: JsonObject & { readonly kind: string },
): Promise<void> {
  await tx.query(
    "insert into project_events (tenant_id, id, project_id, actor, kind, detail, at) values ($1, $2, $3, $4, $5, $6, $7)",
    [tx.tenantId, newId(now), projectId, actor ?? null, kind, JSON.stringify(detail), now],
  );
}

function missing(which: string): Refusal {
  return new Refusal("missing", "project.missing", `Expected a project ${which}, but there is none`);
}
