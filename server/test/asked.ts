import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import type { Task, TaskPage } from "../http/wire.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import { eventually } from "./client.ts";
import { bpmn, ext, flows } from "./models.ts";
import type { Product } from "./opened.ts";

/** The tenant of the demo. */
export const tenantId = "main";

/** A text in both languages. */
export const both = (de: string, en: string) => ({ de, en });

/** What a task of a test asks of technicians: the fields of its form. The process and its form have the same key. */
export interface Asked {
  readonly key: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly fields: readonly object[];
  /** The name of the task. */
  readonly task: string;
  /** The process where it is more than the task (`t`) between a start and an end. */
  readonly body?: (task: string) => string;
}

/** Publishes a process of one task that asks for something. */
export async function publishAsked({ site }: Pick<Product, "site">, asked: Asked): Promise<void> {
  const { key, title, fields, task: name, body = alone } = asked;
  const assignment = `<zeebe:assignmentDefinition candidateGroups="technician"/><zeebe:formDefinition formId="${key}"/>`;
  const task = `<bpmn:userTask id="t" name="${name}">${ext(assignment)}</bpmn:userTask>`;
  const parts = [
    { kind: "form", key, body: { key, version: 1, title, fields: [...fields] } },
    { kind: "process", key, body: bpmn(key, body(task)) },
  ] as const;
  await transact(site.house.database, tenantId, (tx) =>
    publish(tx, { title: key, parts: parts as never, author: "test" }, new Date()),
  );
}

function alone(task: string): string {
  return `<bpmn:startEvent id="s"/>${task}<bpmn:endEvent id="e"/>${flows("s", "t", "e")}`;
}

/** Begins a case of such a process. */
export async function begin(
  { site }: Pick<Product, "site">,
  processKey: string,
  businessKey: string,
  variables = {},
): Promise<void> {
  await startInstance(site.house, { tenantId, actor: "test" }, { processKey, variables, businessKey });
}

/** The task of a case, once it is there. */
export function taskOf({ cast }: Pick<Product, "cast">, businessKey: string, element = "t"): Promise<Task> {
  return eventually("the task", async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${businessKey}`);
    const row = body.items.find(({ elementId }) => elementId === element);
    return row === undefined ? undefined : (await cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)).body;
  });
}
