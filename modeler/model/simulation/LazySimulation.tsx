import { lazy, Suspense } from "react";
import { Skeleton } from "../../kit/states.tsx";
import { whenReached } from "../../live/reach.ts";

const Loaded = lazy(async () => ({ default: (await whenReached(() => import("./Simulation.tsx"))).Simulation }));

/** The token simulation; its code is fetched when it is first asked for. */
export function Simulation({ xml }: { xml: string }) {
  return (
    <Suspense fallback={<Skeleton rows={1} height={240} />}>
      <Loaded xml={xml} />
    </Suspense>
  );
}
