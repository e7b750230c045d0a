/** The package ships types under a path of their own only; this is what we use of it. */
declare module "bpmn-moddle" {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<{
      rootElement: unknown;
      warnings: readonly unknown[];
      references: readonly { readonly element: unknown; readonly property: string; readonly id: string }[];
      elementsById: Readonly<Record<string, unknown>>;
    }>;
    toXML(element: unknown, options?: { format?: boolean }): Promise<{ xml: string }>;
    create(type: string, attributes?: Readonly<Record<string, unknown>>): unknown;
    /** An element of a namespace that moddle does not know. */
    createAny(name: string, namespace: string, attributes?: Readonly<Record<string, unknown>>): unknown;
  }
}
