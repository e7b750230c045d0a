import { isA, many, text } from "./element.ts";
import type { Element } from "./element.ts";

/**
 * `isExecutable` is optional and has no default (table 10.1): a process that does not say is meant to run when no other
 * process of its file says that it is, since otherwise nothing in the file could. A public process shows an interface
 * to others and is never run.
 */
export function settleExecutable(definitions: Element): void {
  const processes = many(definitions, "rootElements").filter((element) => isA(element, "bpmn:Process"));
  if (processes.some((process) => process["isExecutable"] === true)) return;
  for (const process of processes) {
    const isSilent = process["isExecutable"] === undefined && text(process, "processType") !== "Public";
    if (isSilent) Reflect.set(process, "isExecutable", true);
  }
}
