import { setTimeout as pause } from "node:timers/promises";

/** Keeps requests of one connector within what the other side allows; another server of ours keeps its own count. */
export class Paces {
  readonly #starts = new Map<string, number[]>();

  /**
   * Waits until one more request fits into the last `within` milliseconds.
   *
   * @throws when the signal ends the wait
   */
  async wait(
    name: string,
    pace: { readonly requests: number; readonly within: number },
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const now = performance.now();
      const recent = (this.#starts.get(name) ?? []).filter((at) => at > now - pace.within);
      const [oldest = now] = recent;
      this.#starts.set(name, recent);
      if (recent.length < pace.requests) {
        recent.push(now);
        return;
      }
      await pause(oldest + pace.within - now + 1, undefined, { signal });
    }
  }
}
