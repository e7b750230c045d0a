import type { Assignment, Expression, Node, Trigger } from "../../engine/model.ts";
import { feelScriptOf, nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { headOf, resultOf } from "./results.ts";

/** A variable that an expression looks for and that nothing near it gives. */
export interface Read {
  readonly name: string;
  /** The node at which it happens, and the element that says so (a flow, a node). */
  readonly node: Node;
  readonly elementId: string;
  readonly text: string;
  /** It happens when the node completes: what is inside of it has been done by then. */
  readonly isLast: boolean;
}

/** Everything that the expressions of a process look for in it. */
export function readsOf(subject: Subject): readonly Read[] {
  const found: Read[] = [];
  for (const node of nodesOf(subject)) new Reader(node, subject, found).all();
  return found;
}

const loopNames = ["loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "nrOfTerminatedInstances"];

/** Looks through the expressions of one node in the order in which the kernel evaluates them. */
class Reader {
  private readonly node: Node;
  private readonly subject: Subject;
  private readonly found: Read[];
  private isLast = false;

  constructor(node: Node, subject: Subject, found: Read[]) {
    this.node = node;
    this.subject = subject;
    this.found = found;
  }

  all(): void {
    const outer = localsAround(this.node.parent);
    this.loop(outer);
    const inner = new Set([...outer, ...loopLocals(this.node)]);
    this.assignments(this.node.initial, inner);
    this.assignments(this.node.mapping.inputs, inner);
    this.spec(inner);
    this.triggers(outer, inner);
    for (const boundary of this.node.boundaries) for (const trigger of boundary.triggers) this.trigger(trigger, inner, boundary.id);
    for (const flow of this.node.outgoing) this.expression(flow.condition, outer, flow.id);
    this.outputs(inner);
  }

  private expression(expression: Expression | undefined, known: ReadonlySet<string>, elementId = this.node.id): void {
    if (!expression) return;
    for (const name of this.subject.expressions.of(expression))
      if (!known.has(name)) this.found.push({ name, node: this.node, elementId, text: expression.text, isLast: this.isLast });
  }

  /** Each sees the targets of those before it; they stay known afterwards. */
  private assignments(all: readonly Assignment[], known: Set<string>): void {
    for (const { source, target } of all) {
      this.expression(source, known);
      known.add(headOf(target));
    }
  }

  private loop(outer: ReadonlySet<string>): void {
    const { loop } = this.node;
    if (!loop) return;
    const counted = new Set([...outer, ...loopNames]);
    for (const each of [loop.collection, loop.cardinality, loop.loopCondition, loop.completionCondition]) this.expression(each, counted);
  }

  private spec(inner: Set<string>): void {
    const { spec } = this.node;
    switch (spec.kind) {
      case "task": {
        const { service, completer: _name, ...task } = spec.task;
        for (const each of [...Object.values(task), service?.calendar]) this.expression(each, inner);
        break;
      }
      case "job":
        this.expression(spec.job.type, inner);
        break;
      case "decision":
        this.expression(spec.ruleSet, inner);
        break;
      case "call":
        for (const each of [spec.call.processId, spec.call.businessKey]) this.expression(each, inner);
        this.assignments(spec.call.inputs, new Set(inner));
        break;
      case "script": {
        const text = feelScriptOf(this.node, this.subject);
        if (text !== undefined) this.expression({ text: `=${text.replace(/^\s*=/, "")}`, isConstant: false, evaluate: () => null }, inner);
        break;
      }
      case "adHoc":
        for (const each of [spec.completionCondition, spec.active]) this.expression(each, inner);
        break;
      default:
    }
  }

  /** Events look for what they wait for or throw in the scope around them; tasks that send and receive in their own. */
  private triggers(outer: ReadonlySet<string>, inner: ReadonlySet<string>): void {
    const { spec, triggers } = this.node;
    if (spec.kind === "boundary" || (spec.kind === "start" && this.node.parent === this.subject.model.root)) return;
    const known = spec.kind === "receive" || spec.kind === "send" ? inner : outer;
    for (const trigger of triggers) this.trigger(trigger, known, this.node.id);
  }

  private trigger(trigger: Trigger, known: ReadonlySet<string>, elementId: string): void {
    switch (trigger.kind) {
      case "message":
        for (const each of [trigger.name, trigger.key, trigger.publishKey]) this.expression(each, known, elementId);
        break;
      case "signal":
        this.expression(trigger.name, known, elementId);
        for (const { source } of trigger.payload?.inputs ?? []) this.expression(source, known, elementId);
        break;
      case "timer":
        for (const each of [trigger.timer.expression, trigger.timer.service?.calendar]) this.expression(each, known, elementId);
        break;
      case "condition":
        this.expression(trigger.expression, known, elementId);
        break;
      case "error":
      case "escalation":
        this.expression(trigger.code, known, elementId);
        break;
      default:
    }
  }

  /** The output mapping sees the result; of a result that nobody knows nothing can be said. */
  private outputs(inner: ReadonlySet<string>): void {
    const { names, isOpen } = resultOf(this.node, this.subject);
    if (isOpen || isStartOf(this.node, this.subject)) return;
    this.isLast = true;
    const known = new Set([...inner, ...names]);
    this.assignments(this.node.mapping.outputs, known);
    this.expression(this.node.loop?.outputElement, known);
  }
}

/** A start event maps what the starter gives. */
function isStartOf({ spec, parent }: Node, { model }: Subject): boolean {
  return spec.kind === "start" && parent === model.root;
}

/** Names that only the inside of these scopes sees. */
function localsAround(scope: Node | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = scope; at?.parent; at = at.parent) {
    for (const { target } of [...at.mapping.inputs, ...at.initial]) names.add(headOf(target));
    for (const name of loopLocals(at)) names.add(name);
  }
  return names;
}

function loopLocals({ loop }: Node): readonly string[] {
  if (!loop) return [];
  return loop.elementVariable === undefined ? loopNames : [...loopNames, loop.elementVariable];
}
