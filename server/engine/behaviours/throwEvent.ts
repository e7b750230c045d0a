import type { JsonObject } from "../../base/json.ts";
import { createActivity } from "../activity.ts";
import { cancelTokens, silence } from "../cancelling.ts";
import type { JobSpec, Node, Trigger } from "../model.ts";
import type { Run } from "../run.ts";
import { ROOT } from "../state.ts";
import type { Item } from "../state.ts";
import { throwTrigger } from "../throwing.ts";
import { evaluateAll, variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { describeJob, prepareJob } from "./job.ts";

/**
 * An intermediate throw event (10.5.4) or an end event (10.5.3): throws each of its event definitions in order. With a
 * job definition it is a job: a worker throws, the token goes on when it has.
 */
export const throwEvent: Behaviour = {
  arrive(run, node, scope) {
    if (jobOf(node)) createActivity(run, node, scope.id);
    else throwAll(run, node, scope);
  },

  prepare(run, node, item) {
    const spec = jobOf(node);
    return spec && prepareJob(spec, variablesOf(run, item));
  },

  describe(memory, node, item) {
    const spec = jobOf(node);
    if (!spec) throw new TypeError(`Expected a job at ${node.id}, but it has none.`);
    return describeJob(memory, node, item, spec);
  },
};

function jobOf(node: Node): JobSpec | undefined {
  return node.spec.kind === "throw" || node.spec.kind === "end" ? node.spec.job : undefined;
}

function throwAll(run: Run, node: Node, scope: Item): void {
  const payload = payloadOf(run, node, scope);
  run.fact("element.entered", node.id);
  let isTaken = false;
  for (const trigger of node.triggers)
    isTaken = throwTrigger(run, node, { scope, payload }, trigger) === "isTaken" || isTaken;
  const terminating = node.triggers.find((trigger) => trigger.kind === "terminate");
  if (terminating && !isTaken) {
    terminate(run, node, scope, terminating.what);
    return;
  }
  run.fact("element.completed", node.id);
  if (node.link) run.push({ op: "arrive", at: node.link.id, in: scope.id });
  else if (!isTaken) run.push({ op: "leave", at: node.id, in: scope.id });
}

/** What goes with a message or signal: mapped input if the model maps any, else all that is visible. */
export function payloadOf(run: Run, node: Node, scope: Item): JsonObject {
  const variables = variablesOf(run, scope);
  return node.mapping.inputs.length > 0 ? evaluateAll(node.mapping.inputs, variables) : variables.all();
}

type Terminating = Extract<Trigger, { kind: "terminate" }>;

/** A terminate end event: the scope it stands in is over at once, nothing is compensated (10.5.3). */
function terminate(run: Run, node: Node, scope: Item, what: Terminating["what"]): void {
  run.fact("element.completed", node.id);
  const body = what === "loop" ? loopAround(run, scope) : undefined;
  if (body?.loop) {
    cancelTokens(run, body);
    body.loop.total = body.loop.completed;
    run.push({ op: "loop", item: body.id });
    return;
  }
  if (what === "instance" || scope.id === ROOT) {
    run.end({ kind: "terminated" });
    run.fact("instance.terminated", node.id);
    return;
  }
  scope.interrupted = true;
  cancelTokens(run, scope);
  silence(run, scope);
  run.push({ op: "drained", item: scope.id });
}

/** The nearest multi-instance that a scope belongs to. */
function loopAround(run: Run, scope: Item): Item | undefined {
  for (let item: Item | undefined = scope; item; item = run.item(item.up)) {
    if (item.kind === "body" && item.loop && item.loop.total >= 0) return item;
  }
  return undefined;
}
