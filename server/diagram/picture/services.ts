import type { DomElement } from "./dom/node.ts";
import type { Point } from "./dom/path.ts";

/** An object of a BPMN model as bpmn-moddle holds it; properties are read by their BPMN names. */
export interface Moddle {
  readonly $type: string;
  readonly $parent?: Moddle;
  id: string;
  [property: string]: unknown;
}

/** An element on the canvas: a shape, a connection, a label or a root (plane). */
export interface DiagramElement {
  readonly id: string;
  readonly type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  readonly waypoints?: Point[];
  readonly businessObject: Moddle;
  readonly di: Moddle;
  readonly parent?: DiagramElement;
  readonly children: DiagramElement[];
  readonly labels?: DiagramElement[];
  readonly labelTarget?: DiagramElement;
  readonly host?: DiagramElement;
  readonly attachers?: DiagramElement[];
  readonly source?: DiagramElement;
  readonly target?: DiagramElement;
  readonly incoming: DiagramElement[];
  readonly outgoing: DiagramElement[];
  readonly collapsed?: boolean;
  readonly isFrame?: boolean;
  readonly hidden?: boolean;
}

/** `canvas`: planes and what is drawn on them. */
export interface Canvas {
  getRootElement(): DiagramElement;
  getRootElements(): DiagramElement[];
  setRootElement(root: DiagramElement): void;
  getActiveLayer(): DomElement;
}

/** `elementRegistry`: the elements of all planes. */
export interface ElementRegistry {
  get(id: string): DiagramElement | undefined;
  getAll(): DiagramElement[];
  filter(test: (element: DiagramElement) => boolean): DiagramElement[];
}

/** `modeling`: the commands of the modeler. Each leaves flows, lanes, labels and DI in order. */
export interface Modeling {
  moveElements(elements: readonly DiagramElement[], by: Point, target?: DiagramElement, hints?: object): void;
  moveShape(shape: DiagramElement, by: Point, parent?: DiagramElement, hints?: object): void;
  resizeShape(shape: DiagramElement, bounds: object): void;
  createShape(shape: object, at: object, parent: DiagramElement, hints?: object): DiagramElement;
  appendShape(source: DiagramElement, shape: object, at: Point | undefined, target: DiagramElement): DiagramElement;
  connect(source: DiagramElement, target: DiagramElement, attributes?: object, hints?: object): DiagramElement;
  reconnectStart(connection: DiagramElement, source: DiagramElement, docking: Point | readonly Point[]): void;
  reconnectEnd(connection: DiagramElement, target: DiagramElement, docking: Point | readonly Point[]): void;
  layoutConnection(connection: DiagramElement, hints?: object): void;
  updateWaypoints(connection: DiagramElement, waypoints: readonly Point[], hints?: object): void;
  updateProperties(element: DiagramElement, properties: object): void;
  updateModdleProperties(element: DiagramElement, moddle: Moddle, properties: object): void;
  updateLabel(element: DiagramElement, label: string, bounds?: object, hints?: object): void;
  removeElements(elements: readonly DiagramElement[]): void;
  createSpace(
    moving: readonly DiagramElement[],
    resizing: readonly DiagramElement[],
    delta: Point,
    direction: "n" | "e" | "s" | "w",
    start: number,
  ): void;
  setColor(elements: readonly DiagramElement[], colors: object): void;
}

/** The services that this room and its callers ask bpmn-js for. */
export interface Services {
  readonly canvas: Canvas;
  readonly elementRegistry: ElementRegistry;
  readonly modeling: Modeling;
  readonly elementFactory: { createShape(attributes: object): DiagramElement };
  readonly bpmnFactory: { create(type: string, attributes?: object): Moddle };
  readonly bpmnReplace: {
    replaceElement(element: DiagramElement, target: object, hints?: object): DiagramElement | undefined;
  };
  readonly autoPlace: { append(source: DiagramElement, shape: object, hints?: object): DiagramElement };
  readonly commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean };
  readonly rules: { allowed(rule: string, context: object): unknown };
  readonly copyPaste: {
    copy(elements: readonly DiagramElement[]): unknown;
    paste(context: object): DiagramElement[] | undefined;
  };
  readonly moddle: { readonly ids: { claimed(id: string): unknown } };
}

/** What bpmn-js could not take in but went on without; `element` where it names one. */
export interface ImportWarning {
  readonly message: string;
  readonly context?: { readonly element?: Partial<Moddle> };
  readonly element?: Partial<Moddle>;
}

/** A viewer or a modeler with its own canvas. */
export interface Editor {
  get<Name extends keyof Services>(name: Name): Services[Name];
  on(event: string, priority: number, listener: (event: { readonly definitions?: Moddle }) => void): void;
  importXML(xml: string): Promise<{ readonly warnings: readonly ImportWarning[] }>;
  importDefinitions(definitions: Moddle, diagram?: string): Promise<{ readonly warnings: readonly ImportWarning[] }>;
  open(diagram: object): Promise<{ readonly warnings: readonly ImportWarning[] }>;
  saveXML(options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
  saveSVG(): Promise<{ readonly svg: string }>;
  getDefinitions(): Moddle | undefined;
}

/** A diagram-js module: services by name, with lists of what to load and what to start. */
export type ModuleDeclaration = Readonly<Record<string, unknown>>;

/** The class of a viewer or of a modeler. */
export interface EditorType {
  new (options: { readonly container: DomElement; readonly modules: readonly ModuleDeclaration[] }): Editor;
  readonly prototype: object;
}
