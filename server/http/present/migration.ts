import { Refusal } from "../../base/refusal.ts";
import type { Wait } from "../../engine/types.ts";
import type { DryRun } from "../../runtime/commands/migrateInstance.ts";
import type { MigrationDryRun } from "../wire.ts";

const nothing = { kept: [], opened: [], closed: [], forgotten: [] };

/** What a migration would do to an instance, or why it cannot be. */
export function presentDryRun(instanceId: string, told: DryRun | Refusal): MigrationDryRun {
  if (told instanceof Refusal) {
    const { code, message } = told;
    const obstacles = told.complaints.length > 0 ? [...told.complaints] : [{ place: instanceId, code, message }];
    return { instanceId, fromVersion: null, isPossible: false, ...nothing, obstacles };
  }
  const { version: fromVersion, migration } = told;
  if (migration.kind === "impossible") {
    const obstacles = migration.obstacles.map(({ elementId, ...rest }) => ({ place: elementId, ...rest }));
    return { instanceId, fromVersion, isPossible: false, ...nothing, obstacles };
  }
  const { kept, opened, closed, forgotten } = migration.migrated;
  return {
    instanceId,
    fromVersion,
    isPossible: true,
    kept: kept.map(({ before, after }) => ({ ...placeOf(after), before: before.elementId })),
    opened: opened.map((wait) => ({ ...placeOf(wait), dueAt: dueOf(wait) })),
    closed: closed.map(placeOf),
    forgotten: [...forgotten],
    obstacles: [],
  };
}

function placeOf({ id, elementId, kind }: Wait): { waitId: string; elementId: string; kind: string } {
  return { waitId: id, elementId, kind };
}

/** Service time is counted when the timer is really armed. */
function dueOf(wait: Wait): string | null {
  return wait.kind === "timer" && wait.due.kind === "at" ? wait.due.at.toISOString() : null;
}
