import { lazy, Suspense } from "react";
import { Skeleton } from "../kit/states.tsx";
import type { DiagramProps } from "./Diagram.tsx";

const Diagram = lazy(async () => ({ default: (await import("./Diagram.tsx")).Diagram }));

/** The diagram; its code is fetched when the first one is shown. */
export function LazyDiagram(props: DiagramProps) {
  return (
    <Suspense fallback={<Skeleton rows={1} height={180} />}>
      <Diagram {...props} />
    </Suspense>
  );
}
