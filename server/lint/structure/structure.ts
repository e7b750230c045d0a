import type { Finding } from "../finding.ts";
import type { Subject } from "../model.ts";
import { choices } from "./choices.ts";
import { endless, unreachable } from "./reach.ts";
import { soundness } from "./soundness.ts";

/** What can be said of the ways through a process, scope by scope. */
export function structure({ model, names }: Subject): readonly Finding[] {
  return [...model.nodes.values()].flatMap((node) => [
    ...choices(node, names),
    ...(node.spec.kind === "scope" || node.spec.kind === "adHoc"
      ? [...unreachable(node, names), ...endless(node, names), ...soundness(node, names)]
      : []),
  ]);
}
