import { completeTask } from "../runtime/commands/completeTask.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { counted } from "./counting.ts";
import { atMost } from "./figures.ts";
import type { Findings } from "./figures.ts";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";

/** Counts what one warm command sends: completing a task without and with a form. */
export async function measureStatements(
  { house, cause }: Site,
  plain: readonly TaskKey[],
  formed: readonly TaskKey[],
): Promise<Findings> {
  const complete = (key: TaskKey) => completeTask(house, cause, technician, key, { outcome: "solved" });
  for (const key of [...plain.slice(1), ...formed.slice(1)]) await complete(key);
  const without = await counted(house.database, () => complete(plain[0]!)); // callers give two of each
  const withForm = await counted(house.database, () => complete(formed[0]!));
  return {
    goals: [
      atMost(5, without.statements, "statements", "completing a task"),
      atMost(2, without.roundTrips, "round trips", "completing a task"),
      atMost(5, withForm.statements, "statements", "completing a task with a form"),
      atMost(2, withForm.roundTrips, "round trips", "completing a task with a form"),
    ],
    figures: { without, withForm },
  };
}
