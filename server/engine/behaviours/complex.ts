import { isTrue, park, parkedAt, take, unpark } from "../flow.ts";
import type { Expression, Flow, Node } from "../model.ts";
import type { Run } from "../run.ts";
import type { Item } from "../state.ts";
import { isAwaited } from "../upstream.ts";
import { overlay, variablesOf } from "../variables.ts";
import type { Behaviour } from "./behaviour.ts";
import { passed, takeOpen } from "./gateways.ts";

/**
 * A complex gateway (10.6.5, table 13.5): its activation condition, over `activationCount` (tokens at its incoming flows),
 * says when it fires; afterwards it waits for the stragglers and resets. Parked tokens and what was used are in the scope.
 */
export const complex: Behaviour = {
  arrive(run, node, scope, by) {
    if (by === undefined || node.incoming.length < 2) takeOpen(run, node, scope);
    else park(run, scope, by);
  },
};

/** Fires or resets a complex gateway if it may. Says whether it did. @throws {Fault} from its conditions */
export function fireComplex(run: Run, node: Node, scope: Item): boolean {
  const used = usedFlows(scope, node);
  return used === undefined ? activate(run, node, scope) : reset(run, node, scope, used);
}

function activate(run: Run, node: Node, scope: Item): boolean {
  const activation = node.spec.kind === "complex" ? node.spec.activation : undefined;
  if (activation && !isActivated(run, node, scope, activation)) return false;
  const used = node.incoming.filter((flow) => parkedAt(scope, flow) > 0);
  send(run, node, scope, true);
  for (const flow of used) unpark(run, scope, flow);
  if (activation) remember(scope, node, used);
  return true;
}

function isActivated(run: Run, node: Node, scope: Item, activation: Expression): boolean {
  const activationCount = node.incoming.reduce((sum, flow) => sum + parkedAt(scope, flow), 0);
  const seen = overlay({ activationCount, waitingForStart: true }, variablesOf(run, scope));
  return isTrue(activation.evaluate(seen), activation.text);
}

/** Waiting for reset: every flow that brought nothing the first time, unless no token can come there any more. */
function reset(run: Run, node: Node, scope: Item, used: ReadonlySet<string>): boolean {
  const missing = (flow: Flow): boolean => !used.has(flow.id);
  if (isAwaited(run, node, scope, { expected: missing })) return false;
  const late = node.incoming.filter((flow) => missing(flow) && parkedAt(scope, flow) > 0);
  if (late.length > 0) send(run, node, scope, false);
  for (const flow of late) unpark(run, scope, flow);
  forget(scope, node);
  return true;
}

/** At a reset it is no mistake when no condition is true: then nothing is sent. A flow without condition is for the start. */
function send(run: Run, node: Node, scope: Item, isStart: boolean): void {
  const seen = overlay({ waitingForStart: isStart }, variablesOf(run, scope));
  const open = node.outgoing.filter((flow) => {
    if (flow === node.default) return false;
    return flow.condition ? isTrue(flow.condition.evaluate(seen), flow.condition.text) : isStart;
  });
  const flows = open.length === 0 && isStart && node.default ? [node.default] : open;
  passed(run, node);
  take(run, flows, scope.id, node);
}

function usedFlows(scope: Item, node: Node): ReadonlySet<string> | undefined {
  const used = scope.memo?.[`complex:${node.id}`];
  return Array.isArray(used) ? new Set(used.map(String)) : undefined;
}

function remember(scope: Item, node: Node, used: readonly Flow[]): void {
  scope.memo = { ...scope.memo, [`complex:${node.id}`]: used.map((flow) => flow.id) };
}

function forget(scope: Item, node: Node): void {
  const { [`complex:${node.id}`]: _used, ...rest } = scope.memo ?? {};
  scope.memo = rest;
}
