import type { Modification } from "../../engine/types.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";

/**
 * Moves tokens by hand, in order: cancels waits or elements, starts before or after elements. All of it happens or none.
 *
 * @throws {Refusal} `instance.missing`, `engine.ended`, `engine.wait`, `engine.element`
 */
export function modifyInstance(
  house: House,
  cause: Cause,
  instanceId: string,
  instructions: readonly Modification[],
  reason: string,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const held = await unit.lock(instanceId);
    await step(unit, held, { kind: "modify", instructions }, { reason });
  });
}
