import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { LiveEvent } from "../api/types.ts";
import { follow, type LiveState } from "./connect.ts";
import { gather, makesStale } from "./gather.ts";

const LiveContext = createContext<LiveState>({ kind: "connecting" });
const gatherFor = 700;

/** Keeps what is shown fresh: what the server says has changed is asked again, at most about once a second. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>({ kind: "connecting" });

  useEffect(() => {
    const bunch = gather<LiveEvent>(gatherFor, (events) => {
      const isStale = makesStale(events);
      void client.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey) });
    });
    let wasLost = false;
    const stop = follow("/api/events", {
      changed: bunch.add,
      state: (next) => {
        // What happened while the stream was cut is not sent again: ask for everything that is on the screen.
        if (next.kind === "live" && wasLost) void client.invalidateQueries();
        wasLost = next.kind === "lost";
        setState(next);
      },
    });
    return () => {
      stop();
      bunch.stop();
    };
  }, [client]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

/** How the event stream is doing. */
export function useLive(): LiveState {
  return useContext(LiveContext);
}
