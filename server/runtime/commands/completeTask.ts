import type { JsonObject } from "../../base/json.ts";
import type { Person } from "../../identity/person.ts";
import { refuseCompletion } from "../../tasks/claim.ts";
import { StandAside } from "../../db/together.ts";
import { useFiles } from "../../desk/files/uses.ts";
import { caseKeyOf } from "../../instances/cases.ts";
import { acceptValues, filesIn } from "../../tasks/form.ts";
import { lockedTaskWithForm } from "../../tasks/read.ts";
import type { TaskWithForm } from "../../tasks/read.ts";
import { taskId } from "../../tasks/rows.ts";
import { chosenRecords } from "../chosenRecords.ts";
import { commitTogether } from "../commitTogether.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import { step } from "../step.ts";
import type { Held, Unit } from "../unit.ts";

/** A task by the two parts of its id. */
export interface TaskKey {
  readonly instanceId: string;
  readonly waitId: string;
}

/**
 * Completes a user task with the values of its form.
 *
 * @throws {Refusal} `task.missing` done or cancelled meanwhile, `task.claimed` held by somebody else, `task.candidate`,
 *   `form.values` with each field that is not as expected or names a record that is none, `file.missing` a file that the case does not have
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
    const accepted = await acceptable(unit, held, task, variables);
    await step(
      unit,
      held,
      { kind: "completeTask", waitId: key.waitId, variables: accepted, completedBy: person.login },
      { elementId: task.element_id },
    );
  });
}

/** A task with a form takes the form's values and nothing else; one without takes any variables. */
async function acceptable(unit: Unit, held: Held, task: TaskWithForm, values: JsonObject): Promise<JsonObject> {
  if (task.form_key === null || task.form_version === null) return values;
  const { forms } = unit.house;
  const form = await forms.byVersion(unit.tx, task.form_key, task.form_version);
  const variables = { ...held.row.variables, ...task.input };
  const seen = { variables, now: unit.now, compile: forms.compile };
  const accepted = await chosenRecords(unit.tx, form, acceptValues(form, values, seen), seen);
  await keepFiles(unit, held, task, filesIn(form, accepted));
  return accepted;
}

/** What a completed task names stays. Alone: a file may just be about to be deleted, and others must not wait for that. */
async function keepFiles(unit: Unit, held: Held, task: TaskWithForm, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  if (unit.isTogether) throw new StandAside();
  const user = { kind: "task", id: taskId(task.instance_id, task.wait_id) };
  await useFiles(unit.tx, user, { kind: "case", id: caseKeyOf(held.row) }, fileIds);
}
