/** A property as moddle's descriptor tells it (bpmn-moddle/resources/bpmn/json). */
export interface Property {
  readonly name: string;
  readonly ns: { readonly name: string; readonly prefix: string; readonly localName: string };
  readonly type: string;
  readonly isMany?: boolean;
  readonly isReference?: boolean;
  readonly isVirtual?: boolean;
  readonly isAttr?: boolean;
  readonly isBody?: boolean;
  readonly inherited?: boolean;
  readonly xml?: { readonly serialize?: string };
  readonly default?: unknown;
}

/** What moddle knows of an element's type; of a foreign element only its namespace. */
export interface Descriptor {
  readonly ns: { readonly prefix?: string; readonly localName?: string; readonly uri?: string };
  readonly name?: string;
  readonly $pkg?: { readonly xml?: { readonly tagAlias?: string; readonly typePrefix?: string } };
  readonly isGeneric?: boolean;
  readonly properties?: readonly Property[];
  readonly propertiesByName?: Readonly<Record<string, Property>>;
  readonly allTypesByName?: Readonly<Record<string, unknown>>;
}

/** An element of a model as moddle reads and writes it. */
export interface Element {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $children?: readonly Element[];
  readonly $body?: string;
  readonly $descriptor: Descriptor;
  readonly [name: string]: unknown;
}

/** Whether a value is an element that moddle read or made. */
export function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "$type") === "string";
}

/** Whether an element's type is, or extends, a type of BPMN. */
export function isA(element: Element, type: string): boolean {
  return element.$descriptor.allTypesByName?.[type] !== undefined;
}
