import type { Graph } from "./graph.ts";
import { step } from "./graph.ts";

export type WalkOptions = {
  readonly graph: Graph;
  readonly nameOf: (id: string) => string;
  readonly first: string | null;
  readonly onChoose: (id: string) => void;
  readonly onArrive: (id: string) => void;
};

/**
 * Makes the drawn elements reachable: one of them is in the tab order, the arrows lead along the flow, Enter chooses,
 * and each has a spoken name. Returns what takes it all away again.
 */
export function makeWalkable(container: HTMLElement, options: WalkOptions): () => void {
  const shapes = shapesOf(container, options.graph);
  let current = options.first !== null && shapes.has(options.first) ? options.first : ([...shapes.keys()][0] ?? null);
  for (const [id, shape] of shapes) {
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", options.nameOf(id));
    shape.setAttribute("tabindex", id === current ? "0" : "-1");
    // Lines of a label are drawn one by one: read together they need a blank between them.
    for (const line of shape.querySelectorAll("tspan + tspan")) line.before(" ");
  }
  // The canvas itself is in the tab order of diagram-js, but without a name and without anything to do there.
  container.querySelector(".djs-container > svg")?.setAttribute("tabindex", "-1");

  const go = (id: string) => {
    if (current !== null) shapes.get(current)?.setAttribute("tabindex", "-1");
    current = id;
    shapes.get(id)?.setAttribute("tabindex", "0");
    options.onArrive(id);
    shapes.get(id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = idAt(event.target);
    if (id === null || !shapes.has(id)) return;
    if (event.key === "Enter" || event.key === " ") options.onChoose(id);
    else {
      const next = step(options.graph, id, event.key);
      if (next === null) return;
      go(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  container.addEventListener("keydown", onKeyDown, { capture: true });
  return () => container.removeEventListener("keydown", onKeyDown, { capture: true });
}

function shapesOf(container: HTMLElement, graph: Graph): Map<string, SVGElement> {
  const shapes = new Map<string, SVGElement>();
  for (const shape of container.querySelectorAll<SVGElement>(".djs-element[data-element-id]")) {
    const id = shape.dataset["elementId"];
    if (id !== undefined && graph.has(id)) shapes.set(id, shape);
  }
  return shapes;
}

function idAt(target: EventTarget | null): string | null {
  return target instanceof SVGElement ? (target.dataset["elementId"] ?? null) : null;
}
