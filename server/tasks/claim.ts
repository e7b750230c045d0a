import { Refusal } from "../base/refusal.ts";
import type { Person } from "../identity/person.ts";
import { isSupervisor } from "../identity/person.ts";
import type { Holding } from "./read.ts";
import type { TaskRow } from "./rows.ts";

/** Whether a person may work on a task: named, in a candidate group, or the task is open to everybody. */
export function isCandidate(task: TaskRow, person: Person): boolean {
  if (task.assignee === person.login || isSupervisor(person)) return true;
  if (task.candidate_users.includes(person.login)) return true;
  if (task.candidate_groups.some((group) => person.roles.includes(group))) return true;
  return task.candidate_users.length === 0 && task.candidate_groups.length === 0 && task.assignee === null;
}

/** Nobody's but the holder's: there is nobody to whom it comes back. */
function heldBy(assignee: string | null): Holding {
  return { assignee, owner: null };
}

/**
 * Four eyes: whom the task's input names in `excludedLogins` neither holds nor completes it, whatever else they may.
 *
 * @throws {Refusal} `task.excluded`
 */
function refuseExcluded({ input }: TaskRow, person: Person): void {
  const excluded = input["excludedLogins"];
  if (!Array.isArray(excluded) || !excluded.includes(person.login)) return;
  throw new Refusal(
    "forbidden",
    "task.excluded",
    `Expected somebody else, but ${person.login} asked for this or did the work`,
  );
}

/**
 * Who holds the task after `person` claims it. Claiming what one holds already changes nothing.
 *
 * @throws {Refusal} `task.claimed` held by somebody else, `task.candidate` not among the candidates, `task.excluded`
 */
export function claim(task: TaskRow, person: Person): Holding {
  if (task.assignee === person.login) return task;
  if (task.assignee !== null) {
    throw new Refusal("conflict", "task.claimed", `Expected a free task, but ${task.assignee} holds it`, [
      { place: "assignee", code: "task.claimed", message: task.assignee },
    ]);
  }
  refuseStranger(task, person);
  return heldBy(person.login);
}

/**
 * Gives the task back: to whom it was handed over by, else to its candidates.
 *
 * @throws {Refusal} `task.held` when somebody else holds it and the person is no supervisor
 */
export function release(task: TaskRow, person: Person): Holding {
  if (task.assignee !== null && task.assignee !== person.login && !isSupervisor(person)) {
    throw new Refusal(
      "forbidden",
      "task.held",
      `Expected a task held by ${person.login}, but ${task.assignee} holds it`,
    );
  }
  return heldBy(task.owner);
}

/**
 * Gives the task away for good.
 *
 * @throws {Refusal} `task.assign` the person neither holds it nor owns it, and may not assign others' tasks
 */
export function assign(task: TaskRow, person: Person, assignee: string | null): Holding {
  refuseMeddling(task, person);
  return heldBy(assignee);
}

/**
 * Hands the task over for a while: it stays the holder's and comes back to them. Handed on once more, it comes back to the
 * first.
 *
 * @throws {Refusal} `task.assign`, `task.free` nobody holds it, `task.self` to whom it would come back
 */
export function delegate(task: TaskRow, person: Person, to: string): Holding {
  refuseMeddling(task, person);
  if (task.assignee === null)
    throw new Refusal("conflict", "task.free", "Expected a task that somebody holds, but it is free");
  const owner = task.owner ?? task.assignee;
  if (to === owner)
    throw new Refusal("unprocessable", "task.self", `Expected another person, but the task comes back to ${owner}`);
  return { assignee: to, owner };
}

/**
 * Whether a person may say anew by when the task should be done: who holds or owns it, or assigns others' tasks.
 *
 * @throws {Refusal} `task.assign`
 */
export function refuseRescheduling(task: TaskRow, person: Person): void {
  refuseMeddling(task, person);
}

function refuseMeddling(task: TaskRow, person: Person): void {
  if (task.assignee === person.login || task.owner === person.login || isSupervisor(person)) return;
  throw new Refusal(
    "forbidden",
    "task.assign",
    `Expected the holder or a person with tasks.assign, but ${person.login} is neither`,
  );
}

/**
 * Gives back what was handed over, done or not: whoever owns it decides.
 *
 * @throws {Refusal} `task.held` somebody else has it, `task.owned` nobody has handed it over
 */
export function handBack(task: TaskRow, person: Person): Holding {
  if (task.owner === null)
    throw new Refusal("conflict", "task.owned", "Expected a task that was handed over, but nobody waits for it");
  return task.owner === person.login ? heldBy(task.owner) : release(task, person);
}

/**
 * Whether a person may fill in the form now: the holder, or a candidate when nobody holds the task.
 *
 * @throws {Refusal} `task.claimed`, `task.candidate`, `task.excluded`
 */
export function refuseEditing(task: TaskRow, person: Person): void {
  refuseExcluded(task, person);
  if (task.assignee === person.login) return;
  if (task.assignee !== null && !isSupervisor(person)) {
    throw new Refusal(
      "conflict",
      "task.claimed",
      `Expected a task held by ${person.login}, but ${task.assignee} holds it`,
      [{ place: "assignee", code: "task.claimed", message: task.assignee }],
    );
  }
  refuseStranger(task, person);
}

/**
 * Whether a person may complete the task now: who may fill in its form. What was handed over is completed by its owner.
 *
 * @throws {Refusal} `task.claimed`, `task.candidate`, `task.delegated`
 */
export function refuseCompletion(task: TaskRow, person: Person): void {
  refuseEditing(task, person);
  if (task.owner === null) return;
  throw new Refusal(
    "conflict",
    "task.delegated",
    `Expected a task that is back with ${task.owner}, but ${task.assignee} has it`,
    [{ place: "assignee", code: "task.delegated", message: task.owner }],
  );
}

function refuseStranger(task: TaskRow, person: Person): void {
  refuseExcluded(task, person);
  if (isCandidate(task, person)) return;
  const groups = [...task.candidate_groups, ...task.candidate_users].join(", ");
  throw new Refusal("forbidden", "task.candidate", `Expected one of ${groups}, but ${person.login} is none of them`);
}
