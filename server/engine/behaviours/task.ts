import type { Json } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import type { Expression, Node, TaskSpec, Variables } from "../model.ts";
import { namesIn, taskMemo } from "../place.ts";
import type { Item } from "../state.ts";
import type { Memo } from "../triggers.ts";
import { parseDate, parseDuration, addDuration } from "../time/iso.ts";
import type { Duration } from "../time/iso.ts";
import type { Due, TaskWait } from "../types.ts";
import { localVariables, variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { asText } from "../text.ts";

/** A user or manual task (10.3.4): somebody does it and says so. Who and when is decided as it begins. */
export const task: Behaviour = {
  prepare(run, node, item) {
    return node.spec.kind === "task" ? prepare(node.spec.task, variablesOf(run, item)) : undefined;
  },

  describe(memory, node, item) {
    const spec = node.spec.kind === "task" ? node.spec.task : {};
    return describe(node, item, spec, localVariables(memory, item));
  },
};

/** What is kept in the wait as its expression gives it; dates are looked at more closely. */
const fields = ["name", "assignee", "candidateUsers", "candidateGroups", "formKey", "priority"] as const;

function prepare(spec: TaskSpec, variables: Variables): Memo {
  const memo: Record<string, Json> = {};
  for (const field of fields) {
    const expression = spec[field];
    if (!expression || expression.isConstant) continue;
    const value = expression.evaluate(variables);
    if (value !== null) memo[taskMemo[field]] = value;
  }
  Object.assign(memo, datesOf(spec, variables));
  return Object.keys(memo).length === 0 ? undefined : memo;
}

function datesOf({ dueDate, service, followUpDate }: TaskSpec, variables: Variables): Record<string, Json> {
  const due = dueDate && dueBy(dueDate, variables, service !== undefined);
  const calendar = service?.calendar?.evaluate(variables);
  const followUp = followUpDate && instant(followUpDate, variables);
  return {
    ...(due === undefined ? {} : { d: due }),
    ...(typeof calendar === "string" ? { c: calendar } : {}),
    ...(followUp === undefined ? {} : { o: followUp }),
  };
}

/** An instant in milliseconds, or a duration in service time, as business days always are. */
function dueBy(expression: Expression, variables: Variables, isServiceTime: boolean): number | string | undefined {
  const value = expression.evaluate(variables);
  const duration = value === null ? undefined : parseDuration(asText(value));
  const isCounted = duration !== undefined && (isServiceTime || duration.businessDays > 0);
  return isCounted && isOpeningTime(duration) ? asText(value).trim() : instant(expression, variables);
}

/** Business days, hours and minutes can be counted in opening time; three calendar days are three calendar days. */
function isOpeningTime({ sign, years, months, weeks, days, time }: Duration): boolean {
  return sign > 0 && years + months + weeks + days === 0 && time % 60_000 === 0;
}

/** A date, or a duration from now, as milliseconds. */
function instant(expression: Expression, variables: Variables): number | undefined {
  const value = expression.evaluate(variables);
  if (value === null || value === "") return undefined;
  if (typeof value === "number") return value;
  const text = asText(value);
  const duration = parseDuration(text);
  const date = duration ? addDuration(variables.now, duration) : parseDate(text);
  if (date) return date.getTime();
  throw new Fault(
    "engine.expression",
    `Expected a date or a duration from "${expression.text}", but it gives ${text}.`,
  );
}

function describe(node: Node, item: Item, spec: TaskSpec, input: TaskWait["input"]): TaskWait {
  const memo = item.wait;
  const value = (key: string, expression: Expression | undefined): Json | undefined =>
    memo?.[key] ?? (expression?.isConstant === true ? constant(expression) : undefined);
  const assignee = value("a", spec.assignee);
  const formKey = value("f", spec.formKey);
  const priority = Number(value("p", spec.priority) ?? Number.NaN);
  return {
    id: String(item.id),
    elementId: node.id,
    kind: "task",
    name: asText(memo?.["n"] ?? node.name),
    ...(assignee === undefined || assignee === "" ? {} : { assignee: asText(assignee) }),
    candidateUsers: namesIn(value("u", spec.candidateUsers)),
    candidateGroups: namesIn(value("g", spec.candidateGroups)),
    ...(formKey === undefined || formKey === "" ? {} : { formKey: asText(formKey) }),
    ...(Number.isNaN(priority) ? {} : { priority }),
    ...dates(memo),
    input,
  };
}

function dates(memo: Memo): Pick<TaskWait, "due" | "followUpAt"> {
  const due = dueOf(memo);
  const followUp = memo?.["o"];
  return {
    ...(due === undefined ? {} : { due }),
    ...(followUp === undefined ? {} : { followUpAt: new Date(Number(followUp)) }),
  };
}

function dueOf(memo: Memo): Due | undefined {
  const [due, calendar] = [memo?.["d"], memo?.["c"]];
  if (due === undefined) return undefined;
  if (typeof due !== "string") return { kind: "at", at: new Date(Number(due)) };
  return { kind: "serviceTime", duration: due, ...(typeof calendar === "string" ? { calendar } : {}) };
}

const nothing: Variables = { now: new Date(0), get: () => undefined, all: () => ({}) };

function constant(expression: Expression): Json {
  return expression.evaluate(nothing);
}
