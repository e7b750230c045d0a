import { camundaLike } from "../dialect.ts";
import type { Dialect } from "../dialect.ts";
import { isA } from "./element.ts";
import type { Element } from "./element.ts";
import { attribute, children, extensions, localName } from "./extensions.ts";

/** A listener as the model has it. */
export interface GivenListener {
  readonly dialect: Dialect;
  readonly source: Element;
  /** `taskListener`; otherwise `executionListener`. */
  readonly isTask: boolean;
  /** `start`, `end`, `take`, `create` and so on, as it stands there. */
  readonly event: string;
  readonly endsWhenCancelled: boolean;
}

/** The execution and task listeners of an element in any dialect, in their order. */
export function givenListeners(element: Element): readonly GivenListener[] {
  if (!element["extensionElements"]) return [];
  const foreign = camundaLike.flatMap((dialect) => [
    ...extensions(element, dialect, "executionListener").map((source) => given(element, dialect, source)),
    ...extensions(element, dialect, "taskListener").map((source) => given(element, dialect, source)),
  ]);
  return [...foreign, ...ofZeebe(element, "executionListener"), ...ofZeebe(element, "taskListener")];
}

function given(element: Element, dialect: Dialect, source: Element): GivenListener {
  // on a flow there is but one event, whatever the model says
  const isFlow = isA(element, "bpmn:SequenceFlow");
  const event = isFlow ? "take" : (attribute(source, "event") ?? attribute(source, "eventType") ?? "");
  const endsWhenCancelled = dialect === "camunda" || dialect === "operaton";
  return { dialect, source, isTask: localName(source) === "taskListener", event, endsWhenCancelled };
}

function ofZeebe(element: Element, name: string): readonly GivenListener[] {
  const lists = extensions(element, "zeebe", `${name}s`);
  return lists.flatMap((list) => children(list, name)).map((source) => given(element, "zeebe", source));
}

/** The script of a listener. */
export interface ListenerScript {
  readonly source: string;
  /** The language, in small letters. */
  readonly format: string;
  readonly name: string | undefined;
}

/**
 * The script that a listener holds: `<camunda:script scriptFormat>`, `<flowable:script language>`, or the fields of the
 * class that runs scripts in Activiti and its children. One that stands elsewhere (`resource`) is none.
 */
export function scriptOf(listener: Element): ListenerScript | undefined {
  const [script] = children(listener, "script");
  if (script) {
    const source = script.$body?.trim();
    if (source === undefined || source === "" || attribute(script, "resource") !== undefined) return undefined;
    const format = attribute(script, "scriptFormat") ?? attribute(script, "language") ?? "javascript";
    return { source, format: format.toLowerCase(), name: attribute(script, "resultVariable") };
  }
  if (!/\.Script(?:Execution|Task)Listener$/.test(attribute(listener, "class") ?? "")) return undefined;
  const source = fieldOf(listener, "script");
  if (source === undefined) return undefined;
  const format = (fieldOf(listener, "language") ?? "javascript").toLowerCase();
  return { source, format, name: fieldOf(listener, "resultVariable") };
}

function fieldOf(listener: Element, name: string): string | undefined {
  const field = children(listener, "field").find((each) => attribute(each, "name") === name);
  const [value] = [...children(field, "string"), ...children(field, "expression")];
  return attribute(field, "stringValue") ?? value?.$body?.trim();
}
