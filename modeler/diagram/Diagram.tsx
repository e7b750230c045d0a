import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "./bpmn.css";
import { useQuery } from "@tanstack/react-query";
import { Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { xmlQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { centre, draw, fit } from "./draw.ts";
import type { Look } from "./look.ts";
import { Outline } from "./Outline.tsx";
import { useSpokenNames } from "./spoken.ts";
import { useViewer } from "./useViewer.ts";
import { makeWalkable } from "./walk.ts";
import css from "./Diagram.module.css";

export type DiagramProps = {
  readonly definitionId: string;
  readonly look: Look;
  readonly label: string;
  readonly selected?: string | null;
  /** With it elements can be chosen and walked, and the outline is offered. */
  readonly onSelect?: (id: string | null) => void;
};

const readable = 0.72;

/** A BPMN diagram with what an instance does on it. */
export function Diagram({ definitionId, look, label, selected = null, onSelect }: DiagramProps) {
  const { t } = useWords();
  const { data: xml, error, refetch } = useQuery(xmlQuery(definitionId));
  const place = useRef<HTMLDivElement>(null);
  const { viewer, graph, failure } = useViewer(place, xml, onSelect === undefined);
  const { badges, nameOf } = useSpokenNames(graph, look);
  const choose = useRef(onSelect);
  useEffect(() => {
    choose.current = onSelect;
  });

  const focusOn = look.kind === "place" ? look.elementId : null;
  useEffect(() => {
    if (viewer === null) return;
    draw(viewer, look, selected, badges);
  }, [viewer, look, selected, badges]);
  useEffect(() => {
    if (viewer === null) return;
    if (focusOn === null) fit(viewer);
    else centre(viewer, focusOn, readable);
  }, [viewer, focusOn]);
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
      <div ref={place} className={`${css["canvas"] ?? ""} bio-theme-parent`} data-still={onSelect === undefined} />
      {viewer === null && failure === null && (
        <div className={css["waiting"]}>
          <Skeleton rows={1} height={160} />
        </div>
      )}
      {failure !== null && <p className={css["failure"]}>{t("diagram.unreadable")}</p>}
      {onSelect !== undefined && viewer !== null && (
        <>
          <div className={css["zoom"]} role="group" aria-label={t("diagram.zoom")}>
            <Button label={t("diagram.larger")} icon={<Plus aria-hidden="true" />} onPress={() => viewer.canvas.zoom(viewer.canvas.zoom() * 1.25)} />
            <Button label={t("diagram.smaller")} icon={<Minus aria-hidden="true" />} onPress={() => viewer.canvas.zoom(viewer.canvas.zoom() / 1.25)} />
            <Button label={t("diagram.fit")} icon={<Maximize aria-hidden="true" />} onPress={() => fit(viewer)} />
          </div>
          <Outline graph={graph} nameOf={nameOf} selected={selected} onSelect={onSelect} />
        </>
      )}
    </figure>
  );
}
