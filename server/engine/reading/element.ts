/** An element as bpmn-moddle reads it: typed by its `$type`, everything else by name. */
export interface Element {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $parent?: Element;
  readonly $children?: readonly Element[];
  readonly $body?: string;
  readonly $descriptor?: {
    readonly ns?: { readonly uri?: string; readonly localName?: string; readonly prefix?: string };
  };
  readonly id?: string;
  readonly [name: string]: unknown;
}

/** Whether a value is an element of the model. */
export function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "$type" in value && typeof value.$type === "string";
}

/** The text of an attribute; `undefined` when it is absent or empty. */
export function text(element: Element, name: string): string | undefined {
  const value = element[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A boolean attribute. */
export function flag(element: Element, name: string, fallback: boolean): boolean {
  const value = element[name];
  return typeof value === "boolean" ? value : fallback;
}

/** A whole number attribute. */
export function integer(element: Element, name: string): number | undefined {
  const value = element[name];
  return typeof value === "number" ? value : undefined;
}

/** What a call activity may call (10.3.6). */
export const callableTypes: readonly string[] = [
  "bpmn:Process",
  "bpmn:GlobalTask",
  "bpmn:GlobalUserTask",
  "bpmn:GlobalManualTask",
  "bpmn:GlobalScriptTask",
  "bpmn:GlobalBusinessRuleTask",
];

/** The element that a reference or a single child names. */
export function one(element: Element, name: string): Element | undefined {
  const value = element[name];
  return isElement(value) ? value : undefined;
}

/** Asked for far more often than there is something to give. */
const none: readonly Element[] = [];

/** The elements of a list. */
export function many(element: Element, name: string): readonly Element[] {
  const value = element[name];
  return Array.isArray(value) && value.length > 0 ? value.filter((entry) => isElement(entry)) : none;
}

/** The text inside an expression element. */
export function body(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  const value = element["body"] ?? element["$body"];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** The language of an expression element; some say it of one that is not typed as formal, too. */
export function languageOf(expression: Element): string | undefined {
  const language = expression["language"] ?? expression.$attrs?.["language"];
  return typeof language === "string" && language !== "" ? language : undefined;
}

/** Something to name an element by in a problem, even if it has no id. */
export function idOf(element: Element): string {
  let at: Element | undefined = element;
  while (at) {
    if (typeof at.id === "string" && at.id !== "") return at.id;
    at = at.$parent;
  }
  return "";
}

/** Whether an element is of one of these types of BPMN. */
export function isA(element: Element | undefined, ...types: readonly string[]): boolean {
  return element !== undefined && types.includes(element.$type);
}
