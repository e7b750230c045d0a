import type { Person } from "../../identity/person.ts";
import { assign, claim, delegate, handBack, release } from "../../tasks/claim.ts";
import { lockedTask, saveHolding } from "../../tasks/read.ts";
import type { Holding } from "../../tasks/read.ts";
import { taskId } from "../../tasks/rows.ts";
import type { TaskRow } from "../../tasks/rows.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { lockAnd } from "../lockAnd.ts";
import { tellPeople } from "../tellPeople.ts";
import type { Unit } from "../unit.ts";
import type { TaskKey } from "./completeTask.ts";

/** Takes a free task. @throws {Refusal} `task.missing`, `task.claimed`, `task.candidate` */
export function claimTask(house: House, cause: Cause, person: Person, key: TaskKey): Promise<void> {
  return hand(house, cause, key, { type: "claimTask", decide: (task) => claim(task, person) });
}

/** Gives a task back to its candidates, or to who has handed it over. @throws {Refusal} `task.missing`, `task.held` */
export function releaseTask(house: House, cause: Cause, person: Person, key: TaskKey): Promise<void> {
  return hand(house, cause, key, { type: "releaseTask", decide: (task) => release(task, person) });
}

/**
 * Gives a task to somebody for good. The holder may hand on what is theirs; for others' tasks it takes `tasks.assign`.
 *
 * @throws {Refusal} `task.missing`, `task.assign`
 */
export function assignTask(
  house: House,
  cause: Cause,
  person: Person,
  key: TaskKey,
  assignee: string | null,
): Promise<void> {
  return hand(house, cause, key, { type: "assignTask", decide: (task) => assign(task, person, assignee) });
}

/** Hands a task over for a while. @throws {Refusal} `task.missing`, `task.assign`, `task.free`, `task.self` */
export function delegateTask(house: House, cause: Cause, person: Person, key: TaskKey, to: string): Promise<void> {
  return hand(house, cause, key, { type: "delegateTask", decide: (task) => delegate(task, person, to) });
}

/** Gives back, or takes back, what was handed over. @throws {Refusal} `task.missing`, `task.held`, `task.owned` */
export function handBackTask(house: House, cause: Cause, person: Person, key: TaskKey): Promise<void> {
  return hand(house, cause, key, { type: "handBackTask", decide: (task) => handBack(task, person) });
}

interface Handing {
  readonly type: keyof typeof words;
  readonly decide: (task: TaskRow) => Holding;
}

function hand(house: House, cause: Cause, key: TaskKey, { type, decide }: Handing): Promise<void> {
  return commit(house, cause, async (unit) => {
    const [held, task] = await lockAnd(unit, key.instanceId, () => lockedTask(unit.tx, key));
    const { assignee, owner } = decide(task);
    if (assignee === task.assignee && owner === task.owner) return;
    await saveHolding(unit.tx, task, { assignee, owner }, unit.now);
    unit.record(held, type, { waitId: key.waitId, elementId: task.element_id, from: task.assignee, to: assignee });
    unit.tasksMoved = true;
    if (assignee !== null && assignee !== cause.actor) await tellHolder(unit, task, { type, assignee });
  });
}

/** Who gets a task from somebody else should not have to find it. */
function tellHolder(
  unit: Unit,
  task: TaskRow,
  { type, assignee }: { readonly type: keyof typeof words; readonly assignee: string },
): Promise<void> {
  const what = [task.business_key, task.title ?? task.name].filter((text) => text !== null).join(" · ");
  return tellPeople(unit, [assignee], {
    title: words[type],
    body: { de: what, en: what },
    link: `/tasks?view=all&task=${encodeURIComponent(taskId(task.instance_id, task.wait_id))}`,
  });
}

const words = {
  claimTask: { de: "Eine Aufgabe ist bei Ihnen", en: "You have a task" },
  assignTask: { de: "Ihnen wurde eine Aufgabe zugewiesen", en: "A task was assigned to you" },
  delegateTask: { de: "Eine Aufgabe wurde Ihnen vorübergehend übergeben", en: "A task was handed over to you" },
  handBackTask: { de: "Eine Aufgabe ist zurück bei Ihnen", en: "A task is back with you" },
  releaseTask: { de: "Eine Aufgabe ist zurück bei Ihnen", en: "A task is back with you" },
} as const;
