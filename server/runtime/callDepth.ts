import { Refusal } from "../base/refusal.ts";
import { countCallers } from "../instances/callers.ts";
import type { Held, Unit } from "./unit.ts";

/** How many instances may stand above one another, each called by the one above it. */
const deepest = 100;

/**
 * Whether an instance may call another one. A process that calls itself without end stops here, as a fault at its call
 * activity, instead of filling the database.
 *
 * @throws {Refusal} `call.depth`
 */
export async function refuseDepth(unit: Unit, caller: Held): Promise<void> {
  let depth = 1;
  let held: Held | undefined = caller;
  while (held?.isNew === true && held.row.parent_id !== null) {
    depth += 1;
    held = unit.held.get(held.row.parent_id);
  }
  // callers that this unit did not create stand in the database
  if (depth < deepest && held !== undefined && !held.isNew) depth += await countCallers(unit.tx, held.row.id, deepest);
  if (depth >= deepest) {
    throw new Refusal(
      "unprocessable",
      "call.depth",
      `Expected at most ${deepest} processes that call one another, but here are more`,
    );
  }
}
