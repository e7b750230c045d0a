import type { Expression, JobSpec, Node, Trigger } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item } from "./state.ts";
import { listenable, prepareTrigger, triggerOf } from "./triggers.ts";
import { variablesOf } from "./variables.ts";

/**
 * What was evaluated when a wait opened stays as it is where both versions say it in the same words; what the other
 * version says differently is evaluated anew.
 */
export function renewMemo(run: Run, item: Item, from: Node, to: Node): void {
  if (to.spec.kind === "receive") {
    renewTrigger(run, item, { from, to }, item);
    return;
  }
  const before = expressionsOf(from);
  const after = expressionsOf(to);
  const changed = Object.keys({ ...before, ...after }).filter((key) => before[key]?.text !== after[key]?.text);
  if (changed.length === 0) return;
  const prepared = run.behaviours[to.spec.kind].prepare?.(run, to, item) ?? {};
  const memo = { ...item.wait };
  for (const key of changed) {
    const value = prepared[key];
    if (value === undefined) delete memo[key];
    else memo[key] = value;
  }
  replaceMemo(item, memo);
}

/** The same for one trigger of an event, whose expressions see what `scope` sees. @throws {Fault} */
export function renewTrigger(
  run: Run,
  item: Item,
  nodes: { readonly from: Node; readonly to: Node },
  scope: Item | undefined,
): void {
  const before = triggerOf(nodes.from, item);
  const after = triggerOf(nodes.to, item);
  if (!before || !after || signature(before) === signature(after)) return;
  const memo = prepareTrigger(after, variablesOf(run, scope));
  replaceMemo(item, memo ?? {});
  if (after.kind === "condition" || after.kind === "timer") run.isDirty = true;
}

function replaceMemo(item: Item, memo: NonNullable<Item["wait"]>): void {
  if (Object.keys(memo).length === 0) delete item.wait;
  else item.wait = memo;
}

/** Whether the waits of one event can stand for those of another: as many, of the same kinds, at the same places. */
export function areAlike(a: Node, b: Node): boolean {
  return kindsOf(a) === kindsOf(b) && a.isParallelMultiple === b.isParallelMultiple;
}

function kindsOf(node: Node): string {
  return listenable(node)
    .map(([index, { kind }]) => `${index}${kind}`)
    .join();
}

/** All that a trigger says, in its own words. */
function signature(trigger: Trigger): string {
  switch (trigger.kind) {
    case "message":
      return JSON.stringify([trigger.kind, trigger.name.text, trigger.key?.text]);
    case "signal":
      return JSON.stringify([trigger.kind, trigger.name.text]);
    case "timer": {
      const { kind, expression, service, pausedWhile, until } = trigger.timer;
      return JSON.stringify([
        kind,
        expression.text,
        service !== undefined,
        service?.calendar?.text,
        ...(pausedWhile ? [pausedWhile.text] : []),
        ...(until ? [{ until: until.text }] : []),
      ]);
    }
    case "condition":
      return JSON.stringify([trigger.kind, trigger.expression.text, ...(trigger.watch ? [trigger.watch] : [])]);
    case "error":
    case "escalation":
    case "compensate":
    case "cancel":
    case "terminate":
    case "link":
      return trigger.kind;
  }
}

/** What an expression says, as far as two versions are compared. */
type Said = Pick<Expression, "text">;

/** The expressions whose values a wait keeps, under the keys it keeps them. A called instance is not called again. */
function expressionsOf({ spec }: Node): Readonly<Record<string, Said | undefined>> {
  switch (spec.kind) {
    case "task": {
      const { name, assignee, candidateUsers, candidateGroups, formKey, priority, dueDate, followUpDate, service } =
        spec.task;
      return {
        c: service?.calendar,
        n: name,
        a: assignee,
        u: candidateUsers,
        g: candidateGroups,
        f: formKey,
        p: priority,
        d: dueDate && { text: `${dueDate.text}${service ? " in service time" : ""}` },
        o: followUpDate,
      };
    }
    case "job":
    case "throw":
    case "end":
      return jobExpressions(spec.job);
    case "decision":
      return { r: spec.ruleSet };
    default:
      return {};
  }
}

function jobExpressions(job: JobSpec | undefined): Readonly<Record<string, Said | undefined>> {
  return job ? { t: job.type, r: job.retries } : {};
}
