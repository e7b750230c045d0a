import { Refusal } from "../base/refusal.ts";
import type { Person } from "../identity/person.ts";
import { isSupervisor } from "../identity/person.ts";
import type { TaskRow } from "./rows.ts";

/** Whether a person may work on a task: named, in a candidate group, or the task is open to everybody. */
export function isCandidate(task: TaskRow, person: Person): boolean {
  if (task.assignee === person.login || isSupervisor(person)) return true;
  if (task.candidate_users.includes(person.login)) return true;
  if (task.candidate_groups.some((group) => person.roles.includes(group))) return true;
  return task.candidate_users.length === 0 && task.candidate_groups.length === 0 && task.assignee === null;
}

/**
 * Who holds the task after `person` claims it. Claiming what one holds already changes nothing.
 *
 * @throws {Refusal} `task.claimed` held by somebody else, `task.candidate` not among the candidates
 */
export function claim(task: TaskRow, person: Person): string {
  if (task.assignee === person.login) return person.login;
  if (task.assignee !== null) {
    throw new Refusal("conflict", "task.claimed", `Expected a free task, but ${task.assignee} holds it`, [
      { place: "assignee", code: "task.claimed", message: task.assignee },
    ]);
  }
  refuseStranger(task, person);
  return person.login;
}

/** Gives the task back. @throws {Refusal} `task.held` when somebody else holds it and the person is no supervisor */
export function release(task: TaskRow, person: Person): null {
  if (task.assignee !== null && task.assignee !== person.login && !isSupervisor(person)) {
    throw new Refusal(
      "forbidden",
      "task.held",
      `Expected a task held by ${person.login}, but ${task.assignee} holds it`,
    );
  }
  return null;
}

/**
 * Whether a person may complete the task now: the holder, or a candidate when nobody holds it.
 *
 * @throws {Refusal} `task.claimed`, `task.candidate`
 */
export function refuseCompletion(task: TaskRow, person: Person): void {
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

function refuseStranger(task: TaskRow, person: Person): void {
  if (isCandidate(task, person)) return;
  const groups = [...task.candidate_groups, ...task.candidate_users].join(", ");
  throw new Refusal("forbidden", "task.candidate", `Expected one of ${groups}, but ${person.login} is none of them`);
}
