import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "diagram-js-minimap/assets/diagram-js-minimap.css";
import "../../diagram/bpmn.css";
import "../../diagram/minimap.css";
import "./marks.css";
import { useEffect, useRef, type ReactNode } from "react";
import { Outline } from "../../diagram/Outline.tsx";
import { centre, fit, open } from "../../diagram/sight.ts";
import { useSpokenNames } from "../../diagram/spoken.ts";
import { useViewer } from "../../diagram/useViewer.ts";
import { makeWalkable } from "../../diagram/walk.ts";
import type { Viewer } from "../../diagram/viewer.ts";
import { Zoom } from "../../diagram/Zoom.tsx";
import diagram from "../../diagram/Diagram.module.css";
import { Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { drawGhosts, markAll, type Marks } from "./marks.ts";

export type XmlDiagramProps = {
  readonly xml: string;
  readonly label: string;
  readonly marks?: Marks;
  /** A file that still has what is gone, and what that is: drawn as ghosts. */
  readonly ghosts?: { readonly xml: string; readonly ids: readonly string[] };
  readonly selected?: string | null;
  /** All of it at a glance instead of what is chosen. */
  readonly isWhole?: boolean;
  readonly onSelect?: (id: string | null) => void;
  readonly tools?: ReactNode;
};

const calm = { kind: "tokens", states: new Map() } as const;
const none: Marks = new Map();

/** A diagram of any file, with what a comparison says of its elements. What is chosen comes into sight. */
export function XmlDiagram(props: XmlDiagramProps) {
  const { xml, label, marks = none, ghosts, selected = null, isWhole = false, onSelect, tools } = props;
  const { t } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const { viewer, graph, failure } = useViewer(place, xml, false);
  const { nameOf } = useSpokenNames(graph, calm);
  const latest = useRef(onSelect);
  useEffect(() => {
    latest.current = onSelect;
  });
  const isCompared = marks !== none;
  useEffect(() => {
    // of a comparison one wants to see first where something has changed
    if (viewer !== null) (isCompared ? fit : openAtBegin)(viewer);
  }, [viewer, isCompared]);
  useEffect(() => {
    if (viewer === null) return;
    markAll(viewer, marks, selected);
    drawGhosts(viewer, ghosts?.xml ?? "<none/>", ghosts?.ids ?? []);
  }, [viewer, marks, ghosts, selected]);
  useEffect(() => {
    if (viewer === null) return;
    if (isWhole) fit(viewer);
    else if (selected !== null && viewer.registry.get(selected) !== undefined) show(viewer, selected);
  }, [viewer, selected, isWhole]);
  useEffect(() => viewer?.onClick((id) => latest.current?.(id)), [viewer]);
  useEffect(() => {
    if (viewer === null || place.current === null) return;
    return makeWalkable(place.current, {
      graph,
      nameOf,
      first: selected,
      onChoose: (id) => latest.current?.(id),
      onArrive: (id) => viewer.canvas.scrollToElement(id, 60),
    });
  }, [viewer, graph, nameOf, selected]);
  return (
    <figure className={diagram["figure"]} aria-label={label}>
      <div className={diagram["tools"]}>
        {tools}
        {viewer !== null && onSelect !== undefined && (
          <Outline graph={graph} nameOf={nameOf} selected={selected} onSelect={onSelect} />
        )}
        {viewer !== null && <Zoom viewer={viewer} />}
      </div>
      <div className={diagram["stage"]}>
        <div ref={place} className={`${diagram["canvas"] ?? ""} bio-theme-parent`} />
        {viewer === null && failure === null && (
          <div className={diagram["waiting"]}>
            <Skeleton rows={1} height={160} />
          </div>
        )}
        {failure !== null && <p className={diagram["failure"]}>{t("diagram.unreadable")}</p>}
      </div>
    </figure>
  );
}

function openAtBegin(viewer: Viewer): void {
  open(viewer, null);
}

/** Shapes are centred at a readable size; a flow is scrolled to. */
function show(viewer: Viewer, id: string): void {
  const element = viewer.registry.get(id);
  if (element !== undefined && "width" in element) centre(viewer, id);
  else viewer.canvas.scrollToElement(id, 80);
}
