import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "diagram-js-minimap/assets/diagram-js-minimap.css";
import "../../diagram/bpmn.css";
import "../../diagram/minimap.css";
import "./island.css";
import { useEffect, useMemo, useRef, type RefObject } from "react";
import { readGraph } from "../../diagram/readGraph.ts";
import { useSpokenNames } from "../../diagram/spoken.ts";
import { makeWalkable } from "../../diagram/walk.ts";
import { Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { choose } from "./chosen.ts";
import type { Island } from "./island.ts";
import css from "./Canvas.module.css";

export type CanvasProps = {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly island: Island | null;
  readonly failure: Error | null;
  readonly change: number;
};

const calm = { kind: "tokens", states: new Map() } as const;

/** Where one draws. Its elements can be walked with the arrows and chosen with Enter, each with a spoken name. */
export function Canvas({ place, island, failure, change }: CanvasProps) {
  const { t } = useWords();
  const graph = useMemo(
    () => (island === null || change < 0 ? new Map() : readGraph(island.registry)),
    [island, change],
  );
  const { nameOf } = useSpokenNames(graph, calm);
  const latest = useRef(nameOf);
  useEffect(() => {
    latest.current = nameOf;
  });
  useEffect(() => {
    if (island === null || place.current === null) return;
    const focused =
      document.activeElement instanceof SVGElement ? document.activeElement.dataset["elementId"] : undefined;
    return makeWalkable(place.current, {
      graph,
      nameOf: (id) => latest.current(id),
      first: focused ?? island.selection.get()[0]?.id ?? null,
      onChoose: (id) => choose(island, id),
      onArrive: (id) => island.canvas.scrollToElement(id, 80),
    });
  }, [island, place, graph]);
  return (
    <div className={css["stage"]}>
      <div
        ref={place}
        className={`${css["canvas"] ?? ""} bio-theme-parent`}
        role="application"
        aria-label={t("model.canvas")}
      />
      {island === null && failure === null && (
        <div className={css["over"]}>
          <Skeleton rows={1} height={240} />
        </div>
      )}
      {failure !== null && (
        <p className={css["over"]} role="alert">
          {t("diagram.unreadable")} {failure.message}
        </p>
      )}
    </div>
  );
}
