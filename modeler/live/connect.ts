import type { LiveEvent } from "../api/types.ts";

/** How the event stream is doing. `since` is when it was last known to be whole, in milliseconds since 1970. */
export type LiveState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live"; readonly lastEventAt: number | null }
  | { readonly kind: "lost"; readonly since: number };
export type Listener = { readonly changed: (event: LiveEvent) => void; readonly state: (state: LiveState) => void };

const firstPause = 1000;
const longestPause = 30_000;

/**
 * Follows the server's event stream until the returned function is called. The browser reconnects by itself after a
 * cut; after a refusal (a restarting server behind a proxy) we do, with growing pauses. A stream does not notice that
 * the network has gone: when the system says that it went or came, the stream is opened anew, which tells.
 */
export function follow(path: string, listener: Listener): () => void {
  const ended = new AbortController();
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = firstPause;
  let lostSince: number | null = null;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(path);
    source.addEventListener("open", () => {
      pause = firstPause;
      lostSince = null;
      listener.state({ kind: "live", lastEventAt: null });
    });
    source.addEventListener("change", (message: MessageEvent<string>) => {
      // The stream is our server's; its events have the shape of wire.ts.
      const event = JSON.parse(message.data) as LiveEvent;
      listener.state({ kind: "live", lastEventAt: Date.now() });
      listener.changed(event);
    });
    source.addEventListener("error", () => {
      lostSince ??= Date.now();
      listener.state({ kind: "lost", since: lostSince });
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, longestPause);
    });
  };
  const anew = () => {
    listener.state({ kind: "connecting" });
    open();
  };
  // Whether the server can be reached is not what the system knows: it may run on this very machine.
  for (const turn of ["offline", "online"]) addEventListener(turn, anew, { signal: ended.signal });
  anew();

  return () => {
    ended.abort();
    clearTimeout(timer);
    source?.close();
  };
}
