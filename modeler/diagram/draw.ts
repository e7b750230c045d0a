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

/** A drawing under way, and what it has put on elements. */
type Drawing = { readonly viewer: Viewer; readonly marks: [id: string, marker: string][]; readonly words: BadgeWords };

/** Draws a look on the diagram: colours by class, numbers as badges. Returns what takes it away again. */
export function draw(viewer: Viewer, look: Look, selected: string | null, words: BadgeWords): () => void {
  const drawing: Drawing = { viewer, marks: [], words };
  if (look.kind === "place") mark(drawing, look.elementId, "is-place");
  else if (look.kind === "heat") for (const [id, heat] of look.heats) drawHeat(drawing, id, heat);
  else for (const [id, state] of look.states) drawState(drawing, id, state, look.kind);
  if (selected !== null) mark(drawing, selected, "is-selected");
  return () => {
    viewer.overlays.remove({ type: "ablauf" });
    for (const [id, marker] of drawing.marks)
      if (viewer.registry.get(id) !== undefined) viewer.canvas.removeMarker(id, marker);
  };
}

function mark({ viewer, marks }: Drawing, id: string, marker: string): void {
  if (viewer.registry.get(id) === undefined) return;
  viewer.canvas.addMarker(id, marker);
  marks.push([id, marker]);
}

function drawState(drawing: Drawing, id: string, state: State, kind: "tokens" | "path"): void {
  const element = drawing.viewer.registry.get(id);
  if (element === undefined) return;
  if (state.passed > 0) mark(drawing, id, "is-passed");
  const isFlow = "waypoints" in element;
  if (isFlow) return;
  if (state.tokens > 0) mark(drawing, id, "has-token");
  if (state.faults > 0) mark(drawing, id, "has-fault");
  const badges = badgesOf(state, kind, drawing.words);
  if (badges.length > 0) attach(drawing.viewer, id, badges);
}

function drawHeat(drawing: Drawing, id: string, { level, text }: Heat): void {
  const element = drawing.viewer.registry.get(id);
  if (element === undefined || "waypoints" in element) return;
  mark(drawing, id, heats[level]);
  attach(drawing.viewer, id, [badge("heat", text, text)]);
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
