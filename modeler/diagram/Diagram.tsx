import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "diagram-js-minimap/assets/diagram-js-minimap.css";
import "./bpmn.css";
import "./minimap.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { xmlQuery } from "../api/queries.ts";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { draw } from "./draw.ts";
import { isListening, type Graph } from "./graph.ts";
import { withoutListening, type Look } from "./look.ts";
import { Outline } from "./Outline.tsx";
import { useSpokenNames } from "./spoken.ts";
import { useViewer } from "./useViewer.ts";
import { open } from "./sight.ts";
import { makeWalkable } from "./walk.ts";
import { Zoom } from "./Zoom.tsx";
import css from "./Diagram.module.css";

export type DiagramProps = {
  readonly definitionId: string;
  readonly look: Look;
  readonly label: string;
  readonly selected?: string | null;
  /** With it elements can be chosen and walked, and the outline is offered. */
  readonly onSelect?: (id: string | null) => void;
  /** What else belongs in its tool bar. */
  readonly tools?: ReactNode;
};

/** A BPMN diagram with what an instance does on it. */
export function Diagram({ definitionId, look: asked, label, selected = null, onSelect, tools }: DiagramProps) {
  const { t } = useWords();
  const { data: xml, error, refetch } = useQuery(xmlQuery(definitionId));
  const place = useRef<HTMLDivElement>(null);
  const { viewer, graph, failure } = useViewer(place, xml, onSelect === undefined);
  const look = useMemo(() => onlyTokens(asked, graph), [asked, graph]);
  const { badges, nameOf } = useSpokenNames(graph, look);
  const choose = useRef(onSelect);
  useEffect(() => {
    choose.current = onSelect;
  });

  const focusOn = useRef<string | null>(null);
  const target = busiest(look);
  useEffect(() => {
    focusOn.current = target;
  }, [target]);
  const placeId = look.kind === "place" ? look.elementId : null;
  useEffect(() => {
    if (viewer === null) return;
    open(viewer, focusOn.current, placeId !== null);
  }, [viewer, placeId]);
  useEffect(() => {
    if (viewer === null) return;
    return draw(viewer, look, selected, badges);
  }, [viewer, look, selected, badges]);
  useEffect(() => {
    if (viewer === null) return;
    return viewer.onClick((id) => choose.current?.(graph.has(id) ? id : null));
  }, [viewer, graph]);
  useEffect(() => {
    if (viewer === null || place.current === null || choose.current === undefined) return;
    return makeWalkable(place.current, {
      graph,
      nameOf,
      first: selected,
      onChoose: (id) => choose.current?.(id),
      onArrive: (id) => viewer.canvas.scrollToElement(id, 60),
    });
  }, [viewer, graph, nameOf, selected]);

  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <figure className={css["figure"]} aria-label={label}>
      {onSelect !== undefined && (
        <div className={css["tools"]}>
          {tools}
          {viewer !== null && <Outline graph={graph} nameOf={nameOf} selected={selected} onSelect={onSelect} />}
          {viewer !== null && <Zoom viewer={viewer} />}
        </div>
      )}
      <div className={css["stage"]}>
        <div ref={place} className={`${css["canvas"] ?? ""} bio-theme-parent`} />
        {viewer === null && failure === null && (
          <div className={css["waiting"]}>
            <Skeleton rows={1} height={160} />
          </div>
        )}
        {failure !== null && <p className={css["failure"]}>{t("diagram.unreadable")}</p>}
      </div>
    </figure>
  );
}

/** Events on the edge of an activity listen; they are no place where the case stands. */
function onlyTokens(look: Look, graph: Graph): Look {
  if (look.kind === "place" || look.kind === "heat") return look;
  return { ...look, states: withoutListening(look.states, (id) => isListening(graph.get(id))) };
}

/** The element one wants to see first: where the case stands, else a fault, else a token; of a heat the hottest. */
function busiest(look: Look): string | null {
  if (look.kind === "place") return look.elementId;
  if (look.kind === "heat")
    return [...look.heats].toSorted(([, one], [, other]) => other.level - one.level)[0]?.[0] ?? null;
  const states = [...look.states];
  const [id] = states.find(([, state]) => state.faults > 0) ?? states.find(([, state]) => state.tokens > 0) ?? [null];
  return id;
}
