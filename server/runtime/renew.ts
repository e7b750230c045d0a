import type { LastingWait } from "../engine/migrate.ts";
import type { Due, Wait } from "../engine/types.ts";
import type { Version } from "../definitions/store.ts";
import { dueIn } from "../desk/calendars.ts";
import { renewFaults, renewJobs, renewTimers } from "../jobs/renew.ts";
import type { LastingTimer } from "../jobs/renew.ts";
import { renewSubscriptions } from "../messages/renew.ts";
import { renewTasks } from "../tasks/renew.ts";
import type { LastingTask } from "../tasks/renew.ts";
import { dueAtOf } from "./reconcile.ts";
import type { Held, Unit } from "./unit.ts";

/**
 * Brings the rows of waits that last to what the version of the instance says of them (law 4), before `save` writes
 * those that opened and closed. Assignments, retries and due times of unchanged waits stay.
 */
export async function renewRows(
  unit: Unit,
  held: Held,
  version: Pick<Version, "id" | "definition">,
  kept: readonly LastingWait[],
): Promise<void> {
  const { tx, now } = unit;
  const { id } = held.row;
  const after = kept.map((wait) => wait.after);
  await renewTasks(tx, { instanceId: id, definitionId: version.id }, await tasksOf(unit, kept, version.definition));
  await renewJobs(
    tx,
    id,
    after.filter((wait) => wait.kind === "job"),
    now,
  );
  await renewTimers(tx, id, await timersOf(unit, kept));
  await renewSubscriptions(
    tx,
    id,
    after.filter((wait) => wait.kind === "message" || wait.kind === "signal"),
  );
  // exhausted jobs and calls without target have their fault row under their own wait
  await renewFaults(tx, id, after);
  unit.tasksMoved = true;
  unit.isWoken = true;
}

async function tasksOf(
  unit: Unit,
  kept: readonly LastingWait[],
  { elements }: Version["definition"],
): Promise<LastingTask[]> {
  const tasks: LastingTask[] = [];
  for (const { before, after } of kept) {
    if (before.kind !== "task" || after.kind !== "task") continue;
    const names = Object.values(elements.get(after.elementId)?.names ?? {});
    const isDueAnew = JSON.stringify(before.due) !== JSON.stringify(after.due);
    tasks.push({ after, names, isDueAnew, dueAt: isDueAnew ? await dueAtOf(unit, after) : null });
  }
  return tasks;
}

async function timersOf(unit: Unit, kept: readonly LastingWait[]): Promise<LastingTimer[]> {
  const timers: LastingTimer[] = [];
  for (const { before, after } of kept) {
    if (after.kind !== "timer") continue;
    const dueAt = isDueAsBefore(before, after.due)
      ? undefined
      : await dueIn(unit.house.calendars)(unit.tx, after.due, unit.now);
    timers.push({ waitId: after.id, elementId: after.elementId, dueAt });
  }
  return timers;
}

function isDueAsBefore(before: Wait, due: Due): boolean {
  return before.kind === "timer" && JSON.stringify(before.due) === JSON.stringify(due);
}
