import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { boundResource } from "../../definitions/resources.ts";
import type { Resource } from "../../definitions/resources.ts";
import type { Version } from "../../definitions/store.ts";
import { caseKeyOf } from "../../instances/cases.ts";
import { claim, isCandidate, refuseCompletion, refuseEditing, release } from "../../tasks/claim.ts";
import { parseForm, withDefaults } from "../../tasks/form.ts";
import type { Seen } from "../../tasks/form.ts";
import { taskId } from "../../tasks/rows.ts";
import type { TaskRow } from "../../tasks/rows.ts";
import { isSupervisor } from "../../identity/person.ts";
import type { Person } from "../../identity/person.ts";
import type { Form, Sla, Task, TaskRow as WireRow } from "../wire.ts";
import { presentDecisions } from "./decision.ts";
import type { Call } from "../route.ts";

/** What lists of tasks need besides the rows: names of people, versions of definitions, SLA clocks of tickets. */
export interface TaskContext {
  readonly versions: ReadonlyMap<string, Version>;
  readonly people: ReadonlyMap<string, string>;
  readonly clocks: ReadonlyMap<string, Sla>;
  readonly language: "de" | "en";
}

/** A task in a list. */
export function presentTaskRow(row: TaskRow, context: TaskContext): WireRow {
  const version = context.versions.get(row.definition_id);
  const element = version?.definition.elements.get(row.element_id);
  return {
    id: taskId(row.instance_id, row.wait_id),
    name: element?.names[context.language] ?? row.name,
    elementId: row.element_id,
    processKey: row.definition_key,
    processName: nameOf(version, context.language) ?? row.definition_key,
    instanceId: row.instance_id,
    businessKey: row.business_key,
    title: row.title,
    customer: row.customer,
    priority: row.subject_priority,
    assignee: namedIn(context, row.assignee),
    owner: namedIn(context, row.owner),
    candidateGroups: [...row.candidate_groups],
    dueAt: row.due_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    sla: (row.business_key === null ? undefined : context.clocks.get(row.business_key)) ?? null,
  };
}

function namedIn({ people }: TaskContext, login: string | null): WireRow["assignee"] {
  return login === null ? null : { login, name: people.get(login) ?? login };
}

/** The name of a process in a language. */
export function nameOf(version: Version | undefined, language: "de" | "en"): string | undefined {
  if (version === undefined) return undefined;
  const process = version.definition.elements.get(version.definition.processId);
  return process?.names[language] ?? version.definition.name;
}

/** A task with all that its page shows. */
export async function presentTask(tx: Tx, row: TaskRow, context: TaskContext, call: Call<unknown>): Promise<Task> {
  const version = context.versions.get(row.definition_id);
  const element = version?.definition.elements.get(row.element_id);
  const [instance] = await tx.query<{ variables: JsonObject; root_id: string }>(
    "select variables, root_id from instances where tenant_id = $1 and id = $2",
    [tx.tenantId, row.instance_id],
  );
  const rootId = instance?.root_id ?? row.instance_id;
  const caseKey = caseKeyOf({ business_key: row.business_key, root_id: rootId });
  const by = { definitionId: row.definition_id, elementId: row.element_id };
  const resource = row.form_key === null ? undefined : await boundResource(tx, "form", row.form_key, by);
  const variables = { ...instance?.variables, ...row.input };
  return {
    ...presentTaskRow(row, context),
    documentation: element?.documentation?.[call.language] ?? null,
    form: resource === undefined ? null : presentForm(resource, { variables, now: call.site.house.now() }),
    variables,
    draft: row.draft,
    decisions: await presentDecisions(tx, { rootId }),
    definitionId: row.definition_id,
    definitionVersion: version?.version ?? 0,
    caseKey,
    ticketNumber: await ticketNumberOf(tx, caseKey),
    isCustomerOnHold: await isOnHold(tx, row.customer),
    actions: actionsOf(row, call.person),
  };
}

function presentForm(resource: Resource, seen: Seen): Form {
  return withDefaults({ ...parseForm(resource.body), version: resource.version }, seen);
}

/** The key of a case may be a ticket's number, or anything else. */
async function ticketNumberOf(tx: Tx, caseKey: string): Promise<string | null> {
  const rows = await tx.query("select 1 from tickets where tenant_id = $1 and number = $2", [tx.tenantId, caseKey]);
  return rows.length === 0 ? null : caseKey;
}

/** Whether new orders of the customer are on hold, as it is now and not as the process has seen it. */
async function isOnHold(tx: Tx, customer: string | null): Promise<boolean> {
  if (customer === null) return false;
  const rows = await tx.query(
    "select 1 from customers where tenant_id = $1 and lower(name) = lower($2) and credit_hold",
    [tx.tenantId, customer],
  );
  return rows.length > 0;
}

/** What a person may do with a task now. */
function actionsOf(row: TaskRow, person: Person): Task["actions"] {
  return taskActions.filter((action) => mayDo[action](row, person));
}

const taskActions = ["claim", "release", "assign", "delegate", "handBack", "reschedule", "edit", "complete"] as const;

const mayDo: Readonly<Record<(typeof taskActions)[number], (row: TaskRow, person: Person) => boolean>> = {
  claim: (row, person) =>
    row.assignee === null && person.permissions.has("tasks.work") && allows(() => claim(row, person)),
  release: (row, person) => row.assignee !== null && allows(() => release(row, person)),
  assign: isTheirs,
  delegate: (row, person) => row.assignee !== null && isTheirs(row, person),
  handBack: (row, person) => row.owner !== null && isTheirs(row, person),
  reschedule: isTheirs,
  edit: (row, person) => allows(() => refuseEditing(row, person)),
  complete: (row, person) => isCandidate(row, person) && allows(() => refuseCompletion(row, person)),
};

function isTheirs({ assignee, owner }: TaskRow, person: Person): boolean {
  return assignee === person.login || owner === person.login || isSupervisor(person);
}

function allows(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
