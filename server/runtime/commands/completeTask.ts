import type { JsonObject } from "../../base/json.ts";
import type { Person } from "../../identity/person.ts";
import { refuseCompletion } from "../../tasks/claim.ts";
import { acceptValues, parseForm } from "../../tasks/form.ts";
import { lockedTaskWithForm } from "../../tasks/read.ts";
import { commitTogether } from "../commitTogether.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import { step } from "../step.ts";

/** A task by the two parts of its id. */
export interface TaskKey {
  readonly instanceId: string;
  readonly waitId: string;
}

/**
 * Completes a user task with the values of its form.
 *
 * @throws {Refusal} `task.missing` done or cancelled meanwhile, `task.claimed` held by somebody else, `task.candidate`,
 *   `form.values` with each field that is not as expected
 */
export function completeTask(
  house: House,
  cause: Cause,
  person: Person,
  key: TaskKey,
  variables: JsonObject,
): Promise<void> {
  return commitTogether(house, cause, async (unit) => {
    const [held, task] = await lockAnd(unit, key.instanceId, () => lockedTaskWithForm(unit.tx, key));
    refuseCompletion(task, person);
    const seen = { variables: { ...held.row.variables, ...task.input }, now: unit.now };
    // a task with a form takes the form's values and nothing else; one without takes any variables
    const accepted = task.form === null ? variables : acceptValues(parseForm(task.form), variables, seen);
    await step(
      unit,
      held,
      { kind: "completeTask", waitId: key.waitId, variables: accepted },
      { elementId: task.element_id },
    );
  });
}
