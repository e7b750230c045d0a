import type { Node, Trigger } from "../../engine/model.ts";
import { feelScriptOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { jobTypeOf } from "../bindings/jobType.ts";

/** Variables that something brings. `isOpen`: others as well, which nobody knows. */
export interface Names {
  readonly names: readonly string[];
  readonly isOpen: boolean;
}

const nothing: Names = { names: [], isOpen: false };
const anything: Names = { names: [], isOpen: true };

/** What completing a node brings, before its output mapping. */
export function resultOf(node: Node, subject: Subject): Names {
  const { spec } = node;
  switch (spec.kind) {
    case "task":
      return taskResult(node, subject);
    case "job":
      return jobResult(node, subject);
    case "decision":
      return spec.resultVariable === undefined ? nothing : closed([spec.resultVariable]);
    case "script":
      return scriptResult(node, subject);
    case "call":
      return callResult(node, subject);
    case "throw":
    case "end":
      return spec.job ? anything : nothing;
    case "receive":
    case "catch":
    case "boundary":
    case "start":
      return eventResult(node.triggers);
    default:
      return nothing;
  }
}

function closed(names: readonly string[]): Names {
  return { names, isOpen: false };
}

function taskResult({ spec }: Node, { around }: Subject): Names {
  if (spec.kind !== "task" || spec.task.formKey?.isConstant !== true) return anything;
  const form = around.forms?.get(spec.task.formKey.text);
  return form ? closed([...form.fields, spec.task.completer ?? "completedBy"]) : anything;
}

function jobResult({ spec }: Node, { around }: Subject): Names {
  if (spec.kind !== "job") return anything;
  const type = spec.job.type.isConstant ? jobTypeOf(spec.job.type.text, around) : undefined;
  if (!type?.outputs) return anything;
  return closed(spec.job.resultVariable === undefined ? type.outputs : [...type.outputs, spec.job.resultVariable]);
}

/** JavaScript may assign whatever it likes. */
function scriptResult(node: Node, subject: Subject): Names {
  if (node.spec.kind !== "script") return nothing;
  const { resultVariable } = node.spec.script;
  const names = resultVariable === undefined ? [] : [resultVariable];
  return { names, isOpen: feelScriptOf(node, subject) === undefined };
}

function callResult({ spec, mapping }: Node, { around }: Subject): Names {
  if (spec.kind !== "call") return nothing;
  const targets = spec.call.outputs.map(({ target }) => headOf(target));
  if (!spec.call.allOut) return closed(targets);
  const facts = spec.call.processId.isConstant ? around.processes?.get(spec.call.processId.text) : undefined;
  if (!facts?.brings) return anything;
  return closed([...targets, ...facts.brings, ...mapping.inputs.map(({ target }) => headOf(target))]);
}

function eventResult(triggers: readonly Trigger[]): Names {
  const names: string[] = [];
  let isOpen = false;
  for (const trigger of triggers) {
    if (trigger.kind === "message" || trigger.kind === "signal") isOpen = true;
    if (trigger.kind !== "error" && trigger.kind !== "escalation") continue;
    isOpen = true;
    if (trigger.codeVariable !== undefined) names.push(trigger.codeVariable);
    if (trigger.kind === "error" && trigger.messageVariable !== undefined) names.push(trigger.messageVariable);
  }
  return { names, isOpen };
}

/** The variable that a dotted path begins with. */
export function headOf(target: string): string {
  return target.split(".")[0] ?? target;
}
