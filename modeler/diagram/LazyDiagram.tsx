import { usePrefetchQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { xmlQuery } from "../api/queries.ts";
import { fetched } from "../kit/fetched.ts";
import { Skeleton } from "../kit/states.tsx";
import type { DiagramProps } from "./Diagram.tsx";

const { Component, ahead } = fetched(async () => (await import("./Diagram.tsx")).Diagram);

/** Fetches the code of diagrams, for who will show one soon. */
export const fetchDiagram = ahead;

/** The diagram; its code is fetched when the first one is shown. */
export function LazyDiagram(props: DiagramProps) {
  usePrefetchQuery(xmlQuery(props.definitionId));
  return (
    <Suspense fallback={<Skeleton rows={1} height={180} />}>
      <Component {...props} />
    </Suspense>
  );
}
