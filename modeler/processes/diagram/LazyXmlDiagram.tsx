import { lazy, Suspense } from "react";
import { Skeleton } from "../../kit/states.tsx";
import type { XmlDiagramProps } from "./XmlDiagram.tsx";
import { whenReached } from "../../live/reach.ts";

const Loaded = lazy(async () => ({ default: (await whenReached(() => import("./XmlDiagram.tsx"))).XmlDiagram }));

/** The diagram of a file; its code is fetched when the first one is shown. */
export function LazyXmlDiagram(props: XmlDiagramProps) {
  return (
    <Suspense fallback={<Skeleton rows={1} height={240} />}>
      {/* Another file is another diagram: nothing of the one before must be drawn on it. */}
      <Loaded key={props.xml} {...props} />
    </Suspense>
  );
}
