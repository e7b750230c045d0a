import { idOf, isA, many, text } from "./element.ts";
import type { Element } from "./element.ts";
import { localPart } from "./extensions.ts";

/**
 * `isExecutable` is optional and has no default (table 10.1). A process that does not say is meant to run when no other
 * process of its file says that it is, since otherwise nothing in the file could; and when one that runs calls it. A
 * public process shows an interface to others and is never run.
 */
export function settleExecutable(definitions: Element): void {
  const processes = many(definitions, "rootElements").filter((element) => isA(element, "bpmn:Process"));
  const silent = new Map(processes.filter((process) => isSilent(process)).map((process) => [idOf(process), process]));
  const said = processes.filter((process) => process["isExecutable"] === true);
  const open = said.length > 0 ? said : [...silent.values()];
  for (const process of open) silent.delete(idOf(process));
  for (let process = open.pop(); process; process = open.pop()) {
    Reflect.set(process, "isExecutable", true);
    for (const id of calledBy(process)) {
      const called = silent.get(id);
      if (called && silent.delete(id)) open.push(called);
    }
  }
}

function isSilent(process: Element): boolean {
  return process["isExecutable"] === undefined && text(process, "processType") !== "Public";
}

function calledBy(scope: Element): readonly string[] {
  return many(scope, "flowElements").flatMap((element) => {
    if (!isA(element, "bpmn:CallActivity")) return calledBy(element);
    return localPart(element, text(element, "calledElement") ?? "");
  });
}
