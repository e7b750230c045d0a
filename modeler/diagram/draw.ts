import type { Shape } from "diagram-js/lib/model/Types";
import type { Heat, Look, State } from "./look.ts";
import type { Viewer } from "./viewer.ts";

/** The words a badge is spoken with. */
export type BadgeWords = {
  readonly tokens: (count: number) => string;
  readonly faults: (count: number) => string;
  readonly passed: (count: number) => string;
};

const smallShape = 60;
const heats = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4"] as const;
const markers = ["is-place", "is-passed", "has-token", "has-fault", "is-selected", ...heats];

/** Draws a look on the diagram: colours by class, numbers as badges. What was drawn before is taken away. */
export function draw(viewer: Viewer, look: Look, selected: string | null, words: BadgeWords): void {
  wipe(viewer);
  if (look.kind === "place") mark(viewer, look.elementId, "is-place");
  else if (look.kind === "heat") for (const [id, heat] of look.heats) drawHeat(viewer, id, heat);
  else for (const [id, state] of look.states) drawState(viewer, id, state, look.kind, words);
  if (selected !== null) mark(viewer, selected, "is-selected");
}

/** Brings an element to the middle at a readable size. */
export function centre(viewer: Viewer, elementId: string, scale: number): void {
  const shape = viewer.registry.get(elementId) as Shape | undefined; // what has tokens and tasks is drawn as a shape
  if (shape === undefined) return;
  const { x, y, width, height } = shape;
  const outer = viewer.canvas.viewbox().outer;
  viewer.canvas.viewbox({
    x: x + width / 2 - outer.width / scale / 2,
    y: y + height / 2 - outer.height / scale / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Shows the whole diagram with a margin. Returns how large it got; 1 is the size it was drawn in. */
export function fit(viewer: Viewer): number {
  viewer.canvas.zoom("fit-viewport");
  const { outer } = viewer.canvas.viewbox();
  return viewer.canvas.zoom(viewer.canvas.zoom() * 0.95, { x: outer.width / 2, y: outer.height / 2 });
}

function wipe(viewer: Viewer): void {
  viewer.overlays.remove({ type: "ablauf" });
  for (const { id } of viewer.registry.getAll()) {
    for (const marker of markers) viewer.canvas.removeMarker(id, marker);
  }
}

function mark(viewer: Viewer, id: string, marker: string): void {
  if (viewer.registry.get(id) !== undefined) viewer.canvas.addMarker(id, marker);
}

function drawState(viewer: Viewer, id: string, state: State, kind: "tokens" | "path", words: BadgeWords): void {
  const element = viewer.registry.get(id);
  if (element === undefined) return;
  if (state.passed > 0) mark(viewer, id, "is-passed");
  const isFlow = "waypoints" in element;
  if (isFlow) return;
  if (state.tokens > 0) mark(viewer, id, "has-token");
  if (state.faults > 0) mark(viewer, id, "has-fault");
  const badges = badgesOf(state, kind, words);
  if (badges.length > 0) attach(viewer, id, badges);
}

function drawHeat(viewer: Viewer, id: string, { level, text }: Heat): void {
  const element = viewer.registry.get(id);
  if (element === undefined || "waypoints" in element) return;
  mark(viewer, id, heats[level]);
  attach(viewer, id, [badge("heat", text, text)]);
}

function attach(viewer: Viewer, id: string, badges: readonly HTMLElement[]): void {
  const element = viewer.registry.get(id);
  if (element === undefined) return;
  const place = document.createElement("div");
  place.className = "ablauf-badges";
  place.append(...badges);
  // Beside a task there is room on the right; right above a gateway or an event its flow or label begins.
  const isSmall = "width" in element && Number(element.width) < smallShape;
  viewer.overlays.add(id, "ablauf", {
    position: isSmall ? { top: -14, left: -4 } : { top: -12, right: 14 },
    html: place,
  });
}

function badgesOf(state: State, kind: "tokens" | "path", words: BadgeWords): HTMLElement[] {
  const badges: HTMLElement[] = [];
  if (state.faults > 0) badges.push(badge("fault", `▲ ${state.faults}`, words.faults(state.faults)));
  if (state.tokens > 0) badges.push(badge("token", `● ${state.tokens}`, words.tokens(state.tokens)));
  if (kind === "path" && state.passed > 0)
    badges.push(badge("passed", `✓ ${state.passed}`, words.passed(state.passed)));
  if (kind === "tokens" && badges.length === 0 && state.passed > 0)
    badges.push(badge("passed", "✓", words.passed(state.passed)));
  return badges;
}

function badge(kind: string, text: string, title: string): HTMLElement {
  const node = document.createElement("span");
  node.className = `ablauf-badge ablauf-badge-${kind}`;
  node.textContent = text;
  node.title = title;
  return node;
}
