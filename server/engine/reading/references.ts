import type { Expression, Model, Node } from "../model.ts";
import type { Definition } from "../types.ts";

/** What a model refers to by a constant name: rule sets, forms, called processes, job types. */
export function referencesOf(model: Model): Definition["references"] {
  const nodes = [...model.nodes.values()];
  return {
    ruleSets: names(nodes, (node) => (node.spec.kind === "decision" ? node.spec.ruleSet : undefined)),
    forms: names(nodes, (node) => (node.spec.kind === "task" ? node.spec.task.formKey : undefined)),
    processes: names(nodes, (node) => (node.spec.kind === "call" ? node.spec.call.processId : undefined)),
    jobTypes: names(nodes, jobType),
  };
}

function jobType({ spec }: Node): Expression | undefined {
  if (spec.kind === "job") return spec.job.type;
  return spec.kind === "throw" || spec.kind === "end" ? spec.job?.type : undefined;
}

function names(nodes: readonly Node[], pick: (node: Node) => Expression | undefined): readonly string[] {
  const found = new Set<string>();
  for (const node of nodes) {
    const expression = pick(node);
    if (expression?.isConstant === true) found.add(expression.text);
  }
  return [...found].toSorted();
}
