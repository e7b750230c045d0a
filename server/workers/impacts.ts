import { workImpact } from "../runtime/commands/impactWork.ts";
import type { House } from "../runtime/house.ts";
import type { Work } from "./loop.ts";

/** Holds changed rule sets against decisions that were made, one run after the other. */
export function impactWork(house: House): Work {
  return { name: "impacts", run: () => workImpact(house) };
}
