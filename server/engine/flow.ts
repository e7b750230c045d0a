import { Fault } from "./fault.ts";
import type { Expression, Flow, Node, Variables } from "./model.ts";
import type { Run } from "./run.ts";
import type { Item, Step } from "./state.ts";
import { variablesOf } from "./variables.ts";

/**
 * Decides a condition: true, false, or null for "not known", which is not true.
 *
 * @throws {Fault} `engine.expression` when the expression gives anything else
 */
export function holds(run: Run, flow: Flow, scope: Item): boolean {
  if (!flow.condition) return true;
  return isTrue(flow.condition.evaluate(variablesOf(run, scope)), flow.condition.text);
}

/** @throws {Fault} `engine.expression` when a value is neither a boolean nor null */
export function isTrue(value: unknown, text: string): boolean {
  if (value === true) return true;
  if (value === false || value === null || value === undefined) return false;
  throw new Fault("engine.expression", `Expected true or false from "${text}", but it gives ${JSON.stringify(value)}.`);
}

/** The same where data may not be there yet: what cannot be decided is not true, and is looked at again with the next change. */
export function isTrueYet(condition: Expression, variables: Variables): boolean {
  try {
    return isTrue(condition.evaluate(variables), condition.text);
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

/** The flows whose condition holds, else the default flow (8.4.13, 10.3.1). */
export function openFlows(run: Run, node: Node, scope: Item): readonly Flow[] {
  const { outgoing } = node;
  const [only] = outgoing;
  if (outgoing.length === 0 || (outgoing.length === 1 && only && !only.condition)) return outgoing;
  const open = outgoing.filter((flow) => flow !== node.default && holds(run, flow, scope));
  // beside the flows of an activity that have no condition the default is still the "else" of those that have one
  const decided = node.isActivity ? open.filter((flow) => flow.condition) : open;
  if (node.default && decided.length === 0) return [...open, node.default];
  if (open.length > 0) return open;
  throw new Fault("engine.flow", `Expected a sequence flow of ${node.id} that may be taken, but no condition is true.`);
}

/** Sends one token down each flow; `gateway` has decided which, if one did. */
export function take(run: Run, flows: readonly Flow[], scope: number, gateway?: Node): void {
  if (gateway?.listeners?.depart) {
    const then = flows.map((flow) => onto(run, flow, scope));
    run.push({ op: "hear", at: gateway.id, in: scope, moment: "depart", then });
  } else for (const flow of flows) run.push(onto(run, flow, scope));
}

function onto(run: Run, flow: Flow, scope: number): Step {
  run.fact("flow.taken", flow.id);
  const arrival: Step = { op: "arrive", at: flow.target.id, in: scope, by: flow.id };
  if (!flow.listeners) return arrival;
  return { op: "hear", at: flow.source.id, in: scope, moment: "take", by: flow.id, then: [arrival] };
}

/** The step `leave`: the element is complete, its tokens go on. Without outgoing flows they are consumed. */
export function leave(run: Run, node: Node, scope: Item): void {
  const flows = openFlows(run, node, scope);
  if (node.completionQuantity > 1) run.need(node.completionQuantity);
  for (let token = 0; token < node.completionQuantity; token += 1) take(run, flows, scope.id, node);
}

/** Parks a token that came by a flow at a gateway. */
export function park(run: Run, scope: Item, flow: string): void {
  scope.parked ??= new Map();
  scope.parked.set(flow, (scope.parked.get(flow) ?? 0) + 1);
  run.retain(scope.id, 1);
}

/** How many tokens wait at a flow's end. */
export function parkedAt(scope: Item, flow: Flow): number {
  return scope.parked?.get(flow.id) ?? 0;
}

/** Takes one parked token away. The caller has put what replaces it into the queue first. */
export function unpark(run: Run, scope: Item, flow: Flow, tokens = 1): void {
  const left = parkedAt(scope, flow) - tokens;
  if (left > 0) scope.parked?.set(flow.id, left);
  else scope.parked?.delete(flow.id);
  run.release(scope.id, tokens);
}
