import type { Json, JsonObject } from "../base/json.ts";
import type { Place, TaskField } from "./listener.ts";
import type { Expression, Node, TaskSpec } from "./model.ts";
import type { Item } from "./state.ts";
import { asText } from "./text.ts";
import type { Memory } from "./variables.ts";

/** Where an item stands, in the words of imported models; `local` are the variables of the place alone. */
export function placeOf(memory: Memory, item: Item | undefined, local: JsonObject): Place {
  const { instanceId = null, model } = memory;
  const executionId = idOf(instanceId, item);
  const whole = { instanceId, executionId, processId: model?.processId ?? null, event: null, local };
  const node = item && model?.nodes.get(item.el);
  if (!node) return { ...whole, elementName: null, scopeId: null };
  const { spec, name: elementName, parent } = node;
  const task = spec.kind === "task" ? { task: taskOf(node, spec.task, item, executionId) } : {};
  return { ...whole, elementName, scopeId: parent?.id ?? null, ...task };
}

/** The token of the process itself is the instance; a user task goes by the same id. */
function idOf(instanceId: string | null, item: Item | undefined): string | null {
  return instanceId !== null && item && item.up !== 0 ? `${instanceId}~${item.id}` : instanceId;
}

/** What a user task keeps in its wait, by the field that it is. */
export const taskMemo = {
  name: "n",
  assignee: "a",
  candidateUsers: "u",
  candidateGroups: "g",
  formKey: "f",
  priority: "p",
  dueDate: "d",
  followUpDate: "o",
} as const satisfies Partial<Record<TaskField, string>>;

function taskOf(node: Node, spec: TaskSpec, { wait }: Item, id: string | null): Readonly<Record<TaskField, Json>> {
  const value = (field: keyof typeof taskMemo, expression?: Expression): Json =>
    wait?.[taskMemo[field]] ?? (expression?.isConstant === true ? expression.text : null);
  return {
    id,
    name: value("name") ?? node.name,
    assignee: value("assignee", spec.assignee),
    candidateUsers: namesIn(value("candidateUsers", spec.candidateUsers)),
    candidateGroups: namesIn(value("candidateGroups", spec.candidateGroups)),
    formKey: value("formKey", spec.formKey),
    priority: value("priority", spec.priority) ?? 50,
    dueDate: instant(value("dueDate")),
    followUpDate: instant(value("followUpDate")),
  };
}

/** Dates are kept in milliseconds; a duration in service time is no date yet. */
function instant(value: Json): Json {
  return typeof value === "number" ? new Date(value).toISOString() : value;
}

/** A list, or names with commas between them. */
export function namesIn(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value.map((each: Json) => asText(each)) : asText(value).split(",");
  return list.map((name) => name.trim()).filter((name) => name !== "");
}
