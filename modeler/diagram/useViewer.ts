import { useEffect, useRef, useState, type RefObject } from "react";
import { whenIdle } from "../kit/idle.ts";
import { useWords } from "../words/language.tsx";
import type { Graph } from "./graph.ts";
import { readGraph } from "./readGraph.ts";
import { createViewer, type Viewer } from "./viewer.ts";

type Drawn = { readonly viewer: Viewer | null; readonly graph: Graph; readonly failure: Error | null };

const nothing: Drawn = { viewer: null, graph: new Map(), failure: null };

/** A viewer in an element that shows an XML, drawn anew when the XML or the language changes. */
export function useViewer(place: RefObject<HTMLDivElement | null>, xml: string | undefined, isStill: boolean): Drawn {
  const { language } = useWords();
  const spoken = useRef(language);
  const [drawn, setDrawn] = useState(nothing);

  useEffect(() => {
    spoken.current = language;
    if (place.current === null || xml === undefined) return;
    const container = place.current;
    const viewer = createViewer(container, isStill, () => spoken.current);
    let isOver = false;
    // Drawing takes a moment; what is around it comes first.
    const forget = whenIdle(() => {
      viewer.show(xml).then(
        () => !isOver && setDrawn({ viewer, graph: readGraph(viewer.registry), failure: null }),
        (failure: Error) => !isOver && setDrawn({ ...nothing, failure }),
      );
    });
    const observer = new ResizeObserver(() => viewer.canvas.resized());
    observer.observe(container);
    return () => {
      isOver = true;
      forget();
      observer.disconnect();
      setDrawn(nothing);
      viewer.destroy();
    };
  }, [place, xml, language, isStill]);

  return drawn;
}
