import type { LicenceCountPort } from "../frame/ports.ts";
import { shortOf } from "./memory.ts";
import type { Memory } from "./memory.ts";

/** What it counts is of this source. */
export const simulatedSource = "simulator";

/** Counts of licences that nobody gives: up to two more or fewer are in use than agreed, the same every time for each licence. */
export function simulatedCounts(memory: Memory): LicenceCountPort {
  return {
    source: simulatedSource,
    count: async (asked) => {
      await memory.attempt("count licences");
      return asked.map(({ externalId, quantity }) => {
        const active = Math.max(0, quantity + (Number.parseInt(shortOf(externalId).slice(0, 2), 16) % 5) - 2);
        return { externalId, purchased: quantity, assigned: Math.max(quantity, active), active };
      });
    },
  };
}
