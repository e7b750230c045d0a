import type { Node } from "../../engine/model.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { headOf, resultOf } from "./results.ts";

/** Who writes which variables into the process, as far as it can be told. */
export interface Writes {
  readonly byName: ReadonlyMap<string, readonly Node[]>;
  /** Nodes that bring variables that nobody knows. */
  readonly open: readonly Node[];
}

/** Collects what is written: an assignment reaches the process unless a scope in between has the name (`variables.ts`). */
export function writesOf(subject: Subject): Writes {
  const byName = new Map<string, Node[]>();
  const open: Node[] = [];
  const note = (name: string, node: Node): void => void byName.set(name, [...(byName.get(name) ?? []), node]);
  for (const { target } of subject.model.root.initial) note(headOf(target), subject.model.root);
  for (const node of nodesOf(subject)) {
    const { names, isOpen } = writtenBy(node, subject);
    for (const name of names) note(name, node);
    if (isOpen || hasListeners(node)) open.push(node);
  }
  if (subject.model.root.listeners) open.push(subject.model.root);
  return { byName, open };
}

/** What listeners write is theirs to know. */
function hasListeners({ listeners, outgoing }: Node): boolean {
  return listeners !== undefined || outgoing.some((flow) => flow.listeners !== undefined);
}

function writtenBy(node: Node, subject: Subject): { names: readonly string[]; isOpen: boolean } {
  const { outputs, outputsOnly } = node.mapping;
  const result = resultOf(node, subject);
  const isMapped = outputs.length > 0 && outputsOnly;
  const loop = node.loop?.outputCollection;
  const names = [
    ...outputs.map(({ target }) => headOf(target)),
    ...(isMapped ? [] : result.names),
    ...(loop === undefined ? [] : [loop]),
  ];
  return { names, isOpen: !isMapped && result.isOpen && !isStart(node, subject) };
}

/** What starts an instance brings variables as well; whether they are known is looked at apart. */
export function isStart(node: Node, { model }: Pick<Subject, "model">): boolean {
  return node.parent === model.root && (node.spec.kind === "start" || node.instantiates);
}
