import type { Viewer } from "../../diagram/viewer.ts";

/** What a comparison says of an element. */
export type Mark = "added" | "removed" | "changed" | "moved" | "conflict";
export type Marks = ReadonlyMap<string, Mark>;

const classes: readonly Mark[] = ["added", "removed", "changed", "moved", "conflict"];

/** Colours elements by what a comparison says of them, and the chosen one. */
export function markAll(viewer: Viewer, marks: Marks, selected: string | null): void {
  for (const { id } of viewer.registry.getAll()) {
    for (const each of [...classes, "selected"]) viewer.canvas.removeMarker(id, `is-${each}`);
    const mark = marks.get(id);
    if (mark !== undefined) viewer.canvas.addMarker(id, `is-${mark}`);
    if (id === selected) viewer.canvas.addMarker(id, "is-selected");
  }
}

const svg = "http://www.w3.org/2000/svg";

/** Draws where elements were that are gone, from the file that still had them. */
export function drawGhosts(viewer: Viewer, before: string, gone: readonly string[]): void {
  const layer = viewer.canvas.getLayer("ablauf-ghosts", -1);
  layer.replaceChildren();
  const drawing = new DOMParser().parseFromString(before, "text/xml");
  const wanted = new Set(gone);
  for (const picture of drawing.querySelectorAll("[bpmnElement]")) {
    if (!wanted.has(picture.getAttribute("bpmnElement") ?? "")) continue;
    const drawn = picture.localName === "BPMNEdge" ? ghostLine(picture) : ghostBox(picture);
    if (drawn !== null) layer.append(drawn);
  }
}

function ghostBox(picture: Element): SVGElement | null {
  const bounds = [...picture.children].find((child) => child.localName === "Bounds");
  if (bounds === undefined) return null;
  const box = document.createElementNS(svg, "rect");
  for (const name of ["x", "y", "width", "height"]) box.setAttribute(name, bounds.getAttribute(name) ?? "0");
  box.setAttribute("rx", Number(bounds.getAttribute("width")) <= 60 ? "25" : "10");
  box.setAttribute("class", "ablauf-ghost");
  return box;
}

function ghostLine(picture: Element): SVGElement | null {
  const points = [...picture.children].filter((child) => child.localName === "waypoint");
  const line = document.createElementNS(svg, "polyline");
  line.setAttribute("points", points.map((point) => `${point.getAttribute("x")},${point.getAttribute("y")}`).join(" "));
  line.setAttribute("class", "ablauf-ghost");
  return points.length < 2 ? null : line;
}
