import type { JsonObject } from "../base/json.ts";
import { searchable } from "../base/words.ts";
import type { Columns } from "../db/given.ts";
import type { TaskWait } from "../engine/types.ts";
import { insertWords } from "./search.ts";

/** A user task as stored: a wait of an instance as people see it. */
export interface TaskRow {
  readonly instance_id: string;
  readonly wait_id: string;
  readonly element_id: string;
  readonly definition_id: string;
  readonly definition_key: string;
  readonly business_key: string | null;
  readonly name: string;
  readonly assignee: string | null;
  /** Who has handed the task over for a while; it comes back to them. */
  readonly owner: string | null;
  readonly candidate_users: readonly string[];
  readonly candidate_groups: readonly string[];
  readonly form_key: string | null;
  readonly priority: number;
  readonly title: string | null;
  readonly customer: string | null;
  readonly subject_priority: string | null;
  readonly due_at: Date | null;
  readonly follow_up_at: Date | null;
  readonly input: JsonObject;
  readonly draft: JsonObject | null;
  readonly created_at: Date;
  readonly claimed_at: Date | null;
}

/** What a task takes over from its instance, and from its element in the model, when it opens. */
export interface TaskOrigin {
  /** What the element is called in other languages, by which it is found too. */
  readonly names: readonly string[];
  readonly instanceId: string;
  readonly definitionId: string;
  readonly definitionKey: string;
  readonly businessKey: string | null;
  readonly title: string | null;
  readonly customer: string | null;
  readonly priority: string | null;
  /** Whether an open task of the instance has written the words of title, customer and business key already. */
  readonly isFound: boolean;
}

/** Tasks without a due time sort behind all others. */
const farAway = new Date("9999-01-01T00:00:00Z");

/** The row of a task that opens, for {@link insertTasks}. */
export function openedTask(wait: TaskWait, origin: TaskOrigin & { readonly dueAt: Date | null }, now: Date): object {
  return {
    instance_id: origin.instanceId,
    wait_id: wait.id,
    element_id: wait.elementId,
    definition_id: origin.definitionId,
    definition_key: origin.definitionKey,
    business_key: origin.businessKey,
    name: wait.name,
    assignee: wait.assignee ?? null,
    candidate_users: wait.candidateUsers,
    candidate_groups: wait.candidateGroups,
    form_key: wait.formKey ?? null,
    priority: wait.priority ?? 50,
    title: origin.title,
    customer: origin.customer,
    subject_priority: origin.priority,
    due_at: origin.dueAt,
    follow_up_at: wait.followUpAt ?? null,
    input: wait.input,
    created_at: now,
    claimed_at: wait.assignee === undefined ? null : now,
    sort_at: origin.dueAt ?? farAway,
    words: wordsOf(wait, origin),
    new_words: origin.isFound ? searchable([wait.name, ...origin.names]) : wordsOf(wait, origin),
  };
}

function wordsOf({ name }: TaskWait, { names, title, customer, businessKey }: TaskOrigin): string {
  return searchable([name, ...names, title, customer, businessKey]);
}

/** What changes of an open task when its instance is about something else, for {@link renameTasks}. */
export function renamedTask(wait: TaskWait, origin: TaskOrigin): object {
  return {
    instance_id: origin.instanceId,
    wait_id: wait.id,
    business_key: origin.businessKey,
    title: origin.title,
    customer: origin.customer,
    subject_priority: origin.priority,
    words: wordsOf(wait, origin),
  };
}

/** The columns of {@link renamedTask}. */
export const renamedTaskColumns: Columns = {
  instance_id: "uuid",
  wait_id: "text",
  business_key: "text",
  title: "text",
  customer: "text",
  subject_priority: "text",
  words: "text",
};

/** The parts of a step's statement that call open tasks otherwise, and sort and find them so. */
export function renameTasks(rows: string): readonly string[] {
  return [
    `update tasks as t set business_key = r.business_key, title = r.title, customer = r.customer,
       subject_priority = r.subject_priority, words = r.words from ${rows} where ${isIt("t")}`,
    `update task_groups as g set rank = sort_text(r.subject_priority), customer_key = sort_text(r.customer)
     from ${rows} where ${isIt("g")}`,
    insertWords(rows),
  ];
}

function isIt(at: string): string {
  return `${at}.tenant_id = $1 and ${at}.instance_id = r.instance_id and ${at}.wait_id = r.wait_id`;
}

/** The columns of {@link openedTask}. */
export const openedTaskColumns: Columns = {
  instance_id: "uuid",
  wait_id: "text",
  element_id: "text",
  definition_id: "uuid",
  definition_key: "text",
  business_key: "text",
  name: "text",
  assignee: "text",
  candidate_users: "text[]",
  candidate_groups: "text[]",
  form_key: "text",
  priority: "int",
  title: "text",
  customer: "text",
  subject_priority: "text",
  due_at: "timestamptz",
  follow_up_at: "timestamptz",
  input: "jsonb",
  created_at: "timestamptz",
  claimed_at: "timestamptz",
  sort_at: "timestamptz",
  words: "text",
  new_words: "text",
};

/**
 * The parts of a step's statement that write opened tasks, their inboxes (those of their groups, and the one of all) and
 * their words.
 */
export function insertTasks(rows: string): readonly string[] {
  return [
    `insert into tasks (tenant_id, instance_id, wait_id, element_id, definition_id, definition_key, business_key, name,
        assignee, candidate_users, candidate_groups, form_key, priority, title, customer, subject_priority, due_at,
        follow_up_at, input, created_at, claimed_at, sort_at, words)
      select $1, r.instance_id, r.wait_id, r.element_id, r.definition_id, r.definition_key, r.business_key, r.name,
        r.assignee, r.candidate_users, r.candidate_groups, r.form_key, r.priority, r.title, r.customer,
        r.subject_priority, r.due_at, r.follow_up_at, r.input, r.created_at, r.claimed_at, r.sort_at, r.words
      from ${rows}`,
    `insert into task_groups (tenant_id, group_key, sort_at, instance_id, wait_id, created_at, rank, customer_key)
      select distinct $1, g.key, r.sort_at, r.instance_id, r.wait_id, r.created_at, sort_text(r.subject_priority),
        sort_text(r.customer)
      from ${rows}, unnest(array_append(r.candidate_groups, '')) as g(key)`,
    insertWords(rows, "new_words"),
  ];
}

/** The id of a task as people and URLs know it. */
export function taskId(instanceId: string, waitId: string): string {
  return `${instanceId}~${waitId}`;
}
