import type { Problem } from "../useProblems.ts";
import type { Shown } from "../drawer/Tests.tsx";
import type { Island } from "./island.ts";

const overlay = "ablauf-problem";

/** Draws a badge on each element that has a problem; pressing it leads to the list. */
export function markProblems(island: Island, problems: readonly Problem[], onPress: (elementId: string) => void): void {
  island.overlays.remove({ type: overlay });
  for (const [elementId, all] of Map.groupBy(problems, (problem) => problem.elementId)) {
    if (island.registry.get(elementId) === undefined) continue;
    const isBad = all.some((problem) => problem.severity === "error");
    const badge = document.createElement("button");
    badge.type = "button";
    badge.className = `ablauf-problem ablauf-problem-${isBad ? "error" : "warning"}`;
    badge.textContent = isBad ? "!" : "?";
    badge.title = all.map((problem) => problem.message).join("\n");
    badge.setAttribute("aria-label", badge.title);
    badge.addEventListener("click", () => onPress(elementId));
    island.overlays.add(elementId, overlay, { position: { bottom: 10, left: -10 }, html: badge });
  }
}

/** Colours what scenarios have passed and what not, or the path of one. Nothing when there is nothing to show. */
export function markTests(island: Island, shown: Shown | null): void {
  for (const { id, type } of island.registry.getAll() as { id: string; type?: string }[]) {
    island.canvas.removeMarker(id, "is-covered");
    island.canvas.removeMarker(id, "is-uncovered");
    const isFlow = type !== undefined && /Task|Event|Gateway|Activity|SubProcess|SequenceFlow/.test(type);
    if (shown === null || !isFlow || id.endsWith("_label")) continue;
    if (shown.kind === "coverage") island.canvas.addMarker(id, shown.missed.has(id) ? "is-uncovered" : "is-covered");
    else if (shown.path.has(id)) island.canvas.addMarker(id, "is-covered");
  }
}
