import type { Person } from "../../identity/person.ts";
import { refuseRescheduling } from "../../tasks/claim.ts";
import { lockedTask, saveDue } from "../../tasks/read.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import type { TaskKey } from "./completeTask.ts";

/** By when a task should be done from now on, an instant of ISO 8601 or null for no particular time; and why. */
export interface NewDue {
  readonly dueAt: string | null;
  readonly reason: string;
}

/**
 * Says anew by when a task should be done. Timers and SLA clocks stay as they are; a clock that moves later moves the task
 * with it.
 *
 * @throws {Refusal} `task.missing`, `task.assign`
 */
export function rescheduleTask(house: House, cause: Cause, person: Person, key: TaskKey, due: NewDue): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held, task] = await lockAnd(unit, key.instanceId, () => lockedTask(unit.tx, key));
    refuseRescheduling(task, person);
    const dueAt = due.dueAt === null ? null : new Date(due.dueAt);
    await saveDue(unit.tx, task, dueAt);
    const moved = { from: task.due_at?.toISOString() ?? null, to: dueAt?.toISOString() ?? null };
    unit.record(held, "rescheduleTask", {
      waitId: key.waitId,
      elementId: task.element_id,
      ...moved,
      reason: due.reason,
    });
    unit.tasksMoved = true;
  });
}
