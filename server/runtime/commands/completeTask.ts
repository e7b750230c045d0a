import type { JsonObject } from "../../base/json.ts";
import type { Person } from "../../identity/person.ts";
import { refuseCompletion } from "../../tasks/claim.ts";
import { lockedTask } from "../../tasks/read.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";

/** A task by the two parts of its id. */
export interface TaskKey {
  readonly instanceId: string;
  readonly waitId: string;
}

/**
 * Completes a user task with the values of its form.
 *
 * @throws {Refusal} `task.missing` done or cancelled meanwhile, `task.claimed` held by somebody else, `task.candidate`
 */
export function completeTask(house: House, cause: Cause, person: Person, key: TaskKey, variables: JsonObject): Promise<void> {
  return commit(house, cause, async (unit) => {
    const held = await unit.lock(key.instanceId);
    const task = await lockedTask(unit.tx, key);
    refuseCompletion(task, person);
    await step(unit, held, { kind: "completeTask", waitId: key.waitId, variables }, { elementId: task.element_id });
  });
}
