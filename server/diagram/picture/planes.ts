import type { Measure } from "./dom/node.ts";
import type { Moddle } from "./services.ts";

/** A BPMNDiagram: the plane that it shows and the shapes and edges on it. */
export interface Diagram {
  readonly id?: string;
  readonly plane?: Plane;
}

interface Plane {
  readonly id?: string;
  bpmnElement?: Moddle | undefined;
  readonly planeElement?: readonly { readonly bpmnElement?: Moddle; readonly label?: { bounds?: Bounds } }[];
}

/** dc:Bounds */
export interface Bounds {
  x: number;
  width: number;
}

/** The diagrams of a model in the order of the file. */
export function diagramsOf(definitions: Moddle): readonly Diagram[] {
  const { diagrams } = definitions;
  return Array.isArray(diagrams) ? diagrams : [];
}

/**
 * Gives planes back the element that they show where a tool wrote none, the definitions or something that has no
 * inside: the collaboration or process that the shapes on the plane belong to (BPMN 2.0, 12.2.3.2 asks for it).
 */
export function repairPlanes(definitions: Moddle): void {
  for (const { plane } of diagramsOf(definitions)) {
    if (plane === undefined || hasInside(plane.bpmnElement)) continue;
    const shown = (plane.planeElement ?? []).flatMap(({ bpmnElement }) => bpmnElement ?? []);
    plane.bpmnElement = rootOf(definitions, shown);
  }
}

/** The font of labels beside their element, as bpmn-js has it. */
const labelFont = "normal 11px Arial";

/**
 * Makes labels wide enough for their longest word, where the element has got a name in another language than the one that
 * the label was drawn for; otherwise the word would be broken.
 */
export function widenLabels(definitions: Moddle, renamed: ReadonlySet<Moddle>, measure: Measure): void {
  for (const { bpmnElement, label } of diagramsOf(definitions).flatMap(({ plane }) => plane?.planeElement ?? [])) {
    const bounds = label?.bounds;
    const name = bpmnElement?.["name"];
    if (bounds === undefined || bpmnElement === undefined || typeof name !== "string" || !renamed.has(bpmnElement))
      continue;
    const longest = Math.max(...name.split(/\s+/).map((word) => measure(word, labelFont)));
    const more = Math.ceil(longest) + 1 - bounds.width;
    if (more <= 0) continue;
    bounds.x -= Math.round(more / 2);
    bounds.width += more;
  }
}

const withInside = /^bpmn:(Process|Collaboration|SubProcess|AdHocSubProcess|Transaction)$/;

function hasInside(element: Moddle | undefined): boolean {
  return element !== undefined && withInside.test(element.$type);
}

function rootOf(definitions: Moddle, shown: readonly Moddle[]): Moddle | undefined {
  const roots = new Set(shown.map(topOf));
  const collaboration = [...roots].find(({ $type }) => $type === "bpmn:Collaboration");
  const process = [...roots].find(({ $type }) => $type === "bpmn:Process");
  return collaboration ?? process ?? (definitions["rootElements"] as Moddle[] | undefined)?.find(hasInside);
}

/** The root element that holds an element. */
function topOf(element: Moddle): Moddle {
  let top = element;
  for (let parent = top.$parent; parent !== undefined && parent.$type !== "bpmn:Definitions"; parent = top.$parent)
    top = parent;
  return top;
}
