import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { sessionQuery } from "../api/queries.ts";
import type { LiveEvent } from "../api/types.ts";
import type { Listener, LiveState } from "./connect.ts";
import { gather, makesStale } from "./gather.ts";
import { watchReach } from "./reach.ts";
import { followShared } from "./share.ts";

/** Whether the server can be asked. Changes seldom, unlike the state of the stream. */
export type Reach = {
  readonly isOutOfReach: boolean;
  /** How often the stream has come back: what failed for want of a server before is over. */
  readonly returns: number;
};

const LiveContext = createContext<LiveState>({ kind: "connecting" });
const ReachContext = createContext<Reach>({ isOutOfReach: false, returns: 0 });
const gatherFor = 700;

/** Keeps what is shown fresh: what the server says has changed is asked again, at most about once a second. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [state, setState] = useState<LiveState>({ kind: "connecting" });
  const [returns, setReturns] = useState(0);
  const who = session === undefined ? null : `${session.tenant.id}/${session.user.login}`;

  useEffect(() => {
    if (who === null) return;
    const bunch = gather<LiveEvent>(gatherFor, (events) => {
      const isStale = makesStale(events);
      void client.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey) });
    });
    let isBegun = false;
    let isBehind = false;
    const stop = whileOpen(`ablauf.events.${who}`, {
      changed: bunch.add,
      state: (next) => {
        // What happened while there was no stream is not sent again: ask for everything that is on the screen.
        if (next.kind === "live" && isBehind) {
          void client.invalidateQueries();
          setReturns((before) => before + 1);
        }
        isBehind = next.kind === "lost" || (next.kind === "connecting" && isBegun);
        isBegun ||= next.kind !== "connecting";
        if (next.kind !== "connecting") setState(next);
      },
    });
    return () => {
      stop();
      bunch.stop();
    };
  }, [client, who]);

  const isOutOfReach = useOutOfReach(state.kind === "lost");
  const reach = useMemo(() => ({ isOutOfReach, returns }), [isOutOfReach, returns]);
  return (
    <LiveContext value={state}>
      <ReachContext value={reach}>{children}</ReachContext>
    </LiveContext>
  );
}

function useOutOfReach(isLost: boolean): boolean {
  const [isReached, setReached] = useState(true);
  useEffect(() => {
    if (!isLost) return;
    const stop = watchReach(setReached);
    return () => {
      stop();
      setReached(true);
    };
  }, [isLost]);
  return isLost && !isReached;
}

/** Follows the stream while the page is open. One that the browser keeps for going back must not keep a connection. */
function whileOpen(name: string, listener: Listener): () => void {
  const begin = () => followShared("/api/events", name, listener);
  let stop: (() => void) | null = begin();
  const leave = () => {
    stop?.();
    stop = null;
    listener.state({ kind: "connecting" });
  };
  const comeBack = () => void (stop ??= begin());
  addEventListener("pagehide", leave);
  addEventListener("pageshow", comeBack);
  return () => {
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", comeBack);
    stop?.();
  };
}

/** How the event stream is doing. */
export function useLive(): LiveState {
  return useContext(LiveContext);
}

/** Whether the server can be asked. */
export function useReach(): Reach {
  return useContext(ReachContext);
}
