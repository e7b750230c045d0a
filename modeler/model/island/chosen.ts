import type { Element } from "diagram-js/lib/model/Types";
import { getBBox } from "diagram-js/lib/util/Elements";
import { modelOf, type Island } from "./island.ts";
import { many, one } from "./moddle.ts";
import type { Moddle } from "./moddle.ts";

/** What is chosen on the canvas: one element with its model, the process when it is none, or several. */
export type Chosen =
  | { readonly kind: "one"; readonly element: Element; readonly owner: Moddle }
  | { readonly kind: "several"; readonly count: number };

/** Reads off what is chosen. A label stands for its element, an empty canvas for the process. */
export function chosenOf(island: Island): Chosen | null {
  const chosen = island.selection.get() as Element[]; // the selection of bpmn-js holds drawn elements
  if (chosen.length > 1) return { kind: "several", count: chosen.length };
  const [first] = chosen;
  const element = first === undefined ? rootOf(island) : labelTarget(first);
  const model = modelOf(element);
  if (model === undefined || element === undefined) return null;
  return { kind: "one", element, owner: model.$type === "bpmn:Collaboration" ? (processIn(model) ?? model) : model };
}

/** The process the canvas shows. */
export function shownProcess(island: Island): Moddle | undefined {
  const root = modelOf(rootOf(island));
  if (root?.$type !== "bpmn:Collaboration") return root;
  return processIn(root);
}

const readable = 0.6;

/** Chooses an element and brings it into sight. */
export function choose(island: Island, id: string): void {
  const element = island.registry.get(id) as Element | undefined; // as above
  if (element === undefined) return;
  island.selection.select(element);
  if (island.canvas.zoom() < readable) island.canvas.zoom(readable);
  show(island, element);
}

const margin = { top: 80, bottom: 80, left: 140, right: 80 };

/** Puts an element in the middle unless it is in sight. bpmn-js scrolls from where the last painting left it: nowhere, in a canvas just opened. */
function show({ canvas }: Island, element: Element): void {
  const { x, y, width, height, scale } = canvas.viewbox();
  const box = getBBox(element);
  const isInSight =
    box.x >= x + margin.left / scale &&
    box.y >= y + margin.top / scale &&
    box.x + box.width <= x + width - margin.right / scale &&
    box.y + box.height <= y + height - margin.bottom / scale;
  if (isInSight) return;
  canvas.viewbox({ x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height });
}

function rootOf(island: Island): Element | undefined {
  return island.canvas.getRootElement() as Element | undefined; // the root is drawn as well
}

function labelTarget(element: Element): Element {
  const target: unknown = Reflect.get(element, "labelTarget");
  return typeof target === "object" && target !== null ? (target as Element) : element; // of a label its element
}

function processIn(collaboration: Moddle): Moddle | undefined {
  return many(collaboration, "participants")
    .map((participant) => one(participant, "processRef"))
    .find((process) => process !== undefined);
}
