import type { LiveEvent } from "../api/types.ts";
import { channelOf } from "./channel.ts";
import { follow, type Listener, type LiveState } from "./connect.ts";
import { standForLead } from "./lead.ts";

/** What the pages of one person tell each other. Whoever joins asks; the one that holds the stream answers. */
type Said =
  | { readonly kind: "ask" }
  | { readonly kind: "state"; readonly state: LiveState }
  | { readonly kind: "change"; readonly event: LiveEvent };

/** A page that holds the stream answers at once, unless it has been put to sleep. Milliseconds. */
const patience = 3000;

/**
 * Follows the stream together with the other pages of this browser that say the same `name`: one of them holds it and
 * tells the others, because a browser opens no more than six connections to a server. When it goes, another opens a
 * stream of its own and says `connecting` before: what happened in between may not have been told.
 *
 * Where pages cannot agree (Web Locks want HTTPS or this machine), each has its own stream, as long as it is seen.
 */
export function followShared(path: string, name: string, listener: Listener): () => void {
  if (!("locks" in navigator)) return followWhileSeen(path, listener);
  let state: LiveState = { kind: "connecting" };
  let isAnswered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hear = (said: Said) => {
    if (said.kind === "state") listener.state((state = said.state));
    if (said.kind === "change") listener.changed(said.event);
  };
  const channel = channelOf<Said>(name, (said) => {
    isAnswered ||= said.kind !== "ask";
    hear(said);
    if (said.kind === "ask" && lead.isLeading()) channel.say({ kind: "state", state });
  });
  const tell = (said: Said) => {
    channel.say(said);
    hear(said);
  };
  const lead = standForLead(name, () =>
    follow(path, {
      changed: (event) => tell({ kind: "change", event }),
      state: (next) => tell({ kind: "state", state: next }),
    }),
  );
  const ask = () => {
    if (lead.isLeading() || document.visibilityState === "hidden") return;
    isAnswered = false;
    channel.say({ kind: "ask" });
    clearTimeout(timer);
    timer = setTimeout(() => !isAnswered && !lead.isLeading() && lead.take(), patience);
  };
  ask();
  document.addEventListener("visibilitychange", ask);

  return () => {
    document.removeEventListener("visibilitychange", ask);
    clearTimeout(timer);
    lead.end();
    channel.close();
  };
}

function followWhileSeen(path: string, listener: Listener): () => void {
  let stop: (() => void) | null = null;
  const look = () => {
    const isSeen = document.visibilityState === "visible";
    if (isSeen) stop ??= follow(path, listener);
    else stop = stop?.() ?? null;
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    stop?.();
  };
}
