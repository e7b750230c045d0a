import { Refusal } from "../base/refusal.ts";
import { countCallers } from "../instances/callers.ts";
import type { Held, Unit } from "./unit.ts";

/** How many instances may stand above one another, each called by the one above it. */
const deepest = 100;
/**
 * How many instances one command may hold before those that it begins, deeper than `broad`, may call no more: one process
 * may call thousands, but thousands that call thousands in turn are no use to anybody.
 */
const widest = 250;
const broad = 2;

/**
 * Whether an instance may call another one. A process that calls itself without end, or ten times over, stops here, as a
 * fault at its call activity, instead of filling the database.
 *
 * @throws {Refusal} `call.depth`, `call.width`
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
  if (depth > broad && unit.held.size >= widest) {
    const message = `Expected at most ${widest} instances in one command at this depth, but it begins more`;
    throw new Refusal("unprocessable", "call.width", message);
  }
  if (depth >= deepest) {
    throw new Refusal(
      "unprocessable",
      "call.depth",
      `Expected at most ${deepest} processes that call one another, but here are more`,
    );
  }
}
