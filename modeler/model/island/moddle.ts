/** A moddle element as far as the modeler reads and writes it; every property is reached by name. */
export type Moddle = {
  readonly $type: string;
  readonly $parent?: Moddle;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $instanceOf?: (type: string) => boolean;
  id?: string;
  [name: string]: unknown;
};

/** A property that is text, or "" where there is none. */
export function textOf(element: Moddle | undefined, name: string): string {
  const value = element?.[name];
  return typeof value === "string" ? value : "";
}

/** A property that is another element. */
export function one(element: Moddle | undefined, name: string): Moddle | undefined {
  const value = element?.[name];
  return isModdle(value) ? value : undefined;
}

/** A property that is a list of elements. */
export function many(element: Moddle | undefined, name: string): readonly Moddle[] {
  const value = element?.[name];
  return Array.isArray(value) ? value.filter(isModdle) : [];
}

/** Whether an element is of a BPMN type or one derived from it. */
export function isA(element: Moddle | undefined, ...types: readonly string[]): boolean {
  return element !== undefined && types.some((type) => element.$instanceOf?.(type) ?? element.$type === type);
}

/** The first extension element of a type such as `zeebe:TaskDefinition`. */
export function extension(element: Moddle | undefined, type: string): Moddle | undefined {
  return extensions(element, type)[0];
}

/** All extension elements of a type. */
export function extensions(element: Moddle | undefined, type: string): readonly Moddle[] {
  return many(one(element, "extensionElements"), "values").filter((value) => value.$type === type);
}

/** The process an element lives in, or the element itself when it is one. */
export function processOf(element: Moddle | undefined): Moddle | undefined {
  let at = element;
  while (at !== undefined && at.$type !== "bpmn:Process") at = at.$parent;
  return at;
}

/** The definitions at the root. */
export function definitionsOf(element: Moddle | undefined): Moddle | undefined {
  let at = element;
  while (at !== undefined && at.$type !== "bpmn:Definitions") at = at.$parent;
  return at;
}

/** The first event definition of an event. */
export function eventDefinition(element: Moddle | undefined): Moddle | undefined {
  return many(element, "eventDefinitions")[0];
}

function isModdle(value: unknown): value is Moddle {
  return typeof value === "object" && value !== null && "$type" in value;
}
