import { lazy, Suspense, type ComponentType } from "react";
import { Skeleton } from "../kit/states.tsx";
import { whenReached } from "../live/reach.ts";
import type { Row } from "./read.ts";
import type { PanelKey } from "./register.ts";

const panels: Readonly<Record<PanelKey, ComponentType<{ row: Row }>>> = {
  projectPlan: lazy(async () => ({ default: (await whenReached(() => import("./projects/PlanPanel.tsx"))).PlanPanel })),
};

/** What of a record is drawn by itself. */
export function Panel({ panel, row }: { panel: PanelKey; row: Row }) {
  const Drawn = panels[panel];
  return (
    <Suspense fallback={<Skeleton rows={3} height={40} />}>
      <Drawn row={row} />
    </Suspense>
  );
}
