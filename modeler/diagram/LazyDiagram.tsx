import { usePrefetchQuery } from "@tanstack/react-query";
import { CatchBoundary } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { xmlQuery } from "../api/queries.ts";
import { fetched } from "../kit/fetched.ts";
import { whenIdle } from "../kit/idle.ts";
import { Failure, Skeleton } from "../kit/states.tsx";
import type { DiagramProps } from "./Diagram.tsx";

const { Component, ahead } = fetched(async () => (await import("./Diagram.tsx")).Diagram);

/** Fetches the code of diagrams, for who will show one soon. */
export const fetchDiagram = ahead;

/** The same when there is nothing else to do, for a list that leads to diagrams. */
export function useDiagramAhead(): void {
  useEffect(() => whenIdle(() => void fetchDiagram()), []);
}

/** The diagram; its code is fetched when the first one is shown. One that breaks leaves the screen around it standing. */
export function LazyDiagram(props: DiagramProps) {
  usePrefetchQuery(xmlQuery(props.definitionId));
  return (
    <CatchBoundary
      getResetKey={() => props.definitionId}
      errorComponent={({ error, reset }) => <Failure error={error} onRetry={reset} />}
    >
      <Suspense fallback={<Skeleton rows={1} height={180} />}>
        <Component {...props} />
      </Suspense>
    </CatchBoundary>
  );
}
