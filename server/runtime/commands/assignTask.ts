import { Refusal } from "../../base/refusal.ts";
import type { Person } from "../../identity/person.ts";
import { isSupervisor } from "../../identity/person.ts";
import { claim, release } from "../../tasks/claim.ts";
import { lockedTask, saveAssignee } from "../../tasks/read.ts";
import type { TaskRow } from "../../tasks/rows.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import type { TaskKey } from "./completeTask.ts";

/** Takes a free task. @throws {Refusal} `task.missing`, `task.claimed`, `task.candidate` */
export function claimTask(house: House, cause: Cause, person: Person, key: TaskKey): Promise<void> {
  return hand(house, cause, key, "claimTask", (task) => claim(task, person));
}

/** Gives a task back to its candidates. @throws {Refusal} `task.missing`, `task.held` */
export function releaseTask(house: House, cause: Cause, person: Person, key: TaskKey): Promise<void> {
  return hand(house, cause, key, "releaseTask", (task) => release(task, person));
}

/** Gives a task to somebody. The holder may hand on what is theirs; for others' tasks it takes `tasks.assign`. */
export function assignTask(
  house: House,
  cause: Cause,
  person: Person,
  key: TaskKey,
  assignee: string | null,
): Promise<void> {
  return hand(house, cause, key, "assignTask", (task) => {
    if (task.assignee === person.login || isSupervisor(person)) return assignee;
    throw new Refusal(
      "forbidden",
      "task.assign",
      `Expected the holder or a person with tasks.assign, but ${person.login} is neither`,
    );
  });
}

function hand(
  house: House,
  cause: Cause,
  key: TaskKey,
  type: string,
  decide: (task: TaskRow) => string | null,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held, task] = await lockAnd(unit, key.instanceId, () => lockedTask(unit.tx, key));
    const assignee = decide(task);
    if (assignee === task.assignee) return;
    await saveAssignee(unit.tx, task, assignee, unit.now);
    unit.record(held, type, { waitId: key.waitId, elementId: task.element_id, from: task.assignee, to: assignee });
    unit.tasksMoved = true;
  });
}
