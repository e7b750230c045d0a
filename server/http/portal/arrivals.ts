import { Refusal } from "../../base/refusal.ts";

/** Milliseconds: a quarter of an hour. */
const period = 15 * 60_000;

/** How much may arrive within a quarter of an hour: of one address, and all together. */
export interface Most {
  readonly perAddress: number;
  readonly ofAll: number;
  /** The code of the refusal. */
  readonly code: string;
}

/** Counts who sends how much; each server counts for itself. */
export class Arrivals {
  readonly #most: Most;
  readonly #times = new Map<string, number[]>();
  #all: number[] = [];

  constructor(most: Most) {
    this.#most = most;
  }

  /** @throws {Refusal} with the code when one address, or all together, send too much */
  refuseFlood(address: string, now: Date): void {
    const { perAddress, ofAll, code } = this.#most;
    const since = now.getTime() - period;
    this.#all = this.#all.filter((at) => at > since);
    const own = (this.#times.get(address) ?? []).filter((at) => at > since);
    if (own.length >= perAddress || this.#all.length >= ofAll)
      throw new Refusal("tooMany", code, "Expected a few requests, but there were too many; try again later");
    this.#all.push(now.getTime());
    this.#times.set(address, [...own, now.getTime()]);
    if (this.#times.size > ofAll * 2) this.#forget(since);
  }

  #forget(since: number): void {
    for (const [address, times] of this.#times) if (times.every((at) => at <= since)) this.#times.delete(address);
  }
}
