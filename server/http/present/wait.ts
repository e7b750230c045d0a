import type { JsonObject } from "../../base/json.ts";
import type { Wait } from "../../engine/types.ts";
import type { ListedInstance } from "../../instances/list.ts";
import type { OpenWait } from "../wire.ts";
import { presentWait } from "./instance.ts";

/** One waiting place with all that is known of it, for operators and tools. */
export function presentOpenWait(
  wait: Wait,
  due: ReadonlyMap<string, Date>,
  called: readonly ListedInstance[],
  local: JsonObject,
): OpenWait {
  const isTask = wait.kind === "task";
  return {
    ...presentWait(wait, due, called),
    name: nameOf(wait),
    correlationKey: wait.kind === "message" ? (wait.correlationKey ?? null) : null,
    candidateUsers: isTask ? [...wait.candidateUsers] : [],
    candidateGroups: isTask ? [...wait.candidateGroups] : [],
    priority: isTask ? (wait.priority ?? 50) : null,
    activatable: wait.kind === "adHoc" ? [...wait.activatable] : [],
    variables: wait.kind === "call" ? wait.variables : local,
  };
}

function nameOf(wait: Wait): string | null {
  switch (wait.kind) {
    case "message":
    case "signal":
    case "task":
      return wait.name;
    case "job":
      return wait.type;
    case "call":
      return wait.processId;
    case "decision":
      return wait.ruleSet;
    case "fault":
      return wait.code;
    case "timer":
    case "condition":
    case "adHoc":
      return null;
  }
}
