import { isJavaScript } from "../expressions/javascript.ts";
import { callableTypes, isA } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { attribute, camundaExtensions } from "../reading/extensions.ts";
import { givenListeners, scriptOf } from "../reading/listenerSources.ts";
import type { GivenListener } from "../reading/listenerSources.ts";
import { flowNodeTypes, incoming, isExecutable, nameOf } from "./rule.ts";
import type { File, Rule } from "./rule.ts";

/**
 * Listeners are extensions of other engines (8.2.3). Those that are a script or an expression run; one that would be
 * silently left out is refused instead.
 */
export const listenerRules: readonly Rule[] = [
  {
    code: "coverage.listener",
    reference: "8.2.3",
    on: [...flowNodeTypes, ...callableTypes, "bpmn:SequenceFlow"],
    check(element, file) {
      if (!isExecutable(element) && !/:Global/.test(element.$type)) return undefined;
      for (const listener of givenListeners(element)) {
        const reason = whyNot(listener) ?? whyNotHere(listener, element, file);
        if (reason !== undefined) return told(listener, element, reason);
      }
      const [foreign] = camundaExtensions(element, "eventListener");
      return foreign && `Expected no listener to the engine at ${nameOf(element)}, but there is "eventListener".`;
    },
  },
];

function told({ isTask, event, source }: GivenListener, element: Element, reason: string): string {
  const foreign = attribute(source, "class") ?? attribute(source, "delegateExpression") ?? attribute(source, "type");
  const whose = [isTask ? "taskListener" : "executionListener", event, foreign].filter((part) => part).join(" ");
  return `Expected listeners that run at ${nameOf(element)}, but "${whose}" ${reason}.`;
}

/** Why a listener cannot run anywhere. */
function whyNot({ dialect, source }: GivenListener): string | undefined {
  if (dialect === "zeebe") return "is a job; workers are called for tasks, put it into one";
  if (attribute(source, "onTransaction") !== undefined) return "wants to be called outside the transaction";
  const script = scriptOf(source);
  if (script)
    return isJavaScript(script.format) || script.format.includes("feel")
      ? undefined
      : `is a script in ${script.format}, not in JavaScript or FEEL`;
  if ((attribute(source, "class") ?? attribute(source, "delegateExpression")) !== undefined)
    return "is foreign code, and there is none here";
  return attribute(source, "expression") === undefined
    ? "has neither an expression nor a script in the file"
    : undefined;
}

const untold: Readonly<Record<string, string>> = {
  assignment: "would be called as somebody takes the task, of which the instance is not told",
  update: "would be called as somebody changes the task, of which the instance is not told",
  timeout: "is a timer; a timer at the border that does not interrupt does the same",
  all: "is called as somebody takes the task, too, of which the instance is not told",
};

/** Why a listener cannot run at this event of this element. */
function whyNotHere({ isTask, event }: GivenListener, element: Element, file: File): string | undefined {
  const known = isTask
    ? ["create", "complete", "delete"]
    : isA(element, "bpmn:SequenceFlow")
      ? ["take"]
      : ["start", "end"];
  if (isTask && !isA(element, "bpmn:UserTask", "bpmn:GlobalUserTask")) return "is not at a user task";
  if (!known.includes(event)) return untold[event] ?? `names none of ${known.join(", ")}`;
  const isJoin = isA(element, "bpmn:ParallelGateway", "bpmn:InclusiveGateway", "bpmn:ComplexGateway");
  return event === "start" && isJoin && incoming(element, file).length > 1
    ? "is at a gateway that joins, which begins with several tokens and none of them"
    : undefined;
}
