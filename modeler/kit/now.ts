import { useSyncExternalStore } from "react";

const tick = 1000;

/**
 * A text that changes with time. The component renders again only when its text does, so a list of countdowns in
 * minutes costs one render a minute each.
 */
export function useTextOfNow(text: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => text(Math.floor(Date.now() / tick) * tick));
}

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, tick);
  return () => clearInterval(timer);
}
