import { useEffect, useRef, useState, type RefObject } from "react";
import type { Language } from "../api/types.ts";
import { whenIdle } from "../kit/idle.ts";
import { useWords } from "../words/language.tsx";
import type { Graph } from "./graph.ts";
import { readGraph } from "./readGraph.ts";
import { createViewer, type Viewer } from "./viewer.ts";

type Drawn = { readonly viewer: Viewer | null; readonly graph: Graph; readonly failure: Error | null };
/** What is drawn, and of which XML in which language. */
type DrawnOf = Drawn & { readonly xml: string | undefined; readonly language: Language | undefined };

const nothing: DrawnOf = { viewer: null, graph: new Map(), failure: null, xml: undefined, language: undefined };

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
        () => !isOver && setDrawn({ viewer, graph: readGraph(viewer.registry), failure: null, xml, language }),
        (failure: Error) => !isOver && setDrawn({ ...nothing, failure, xml, language }),
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

  // The viewer of what was shown before is gone already when the effects of its successor's first render run.
  return drawn.xml === xml && drawn.language === language ? drawn : nothing;
}
