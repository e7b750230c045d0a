import type { JsonObject } from "../base/json.ts";
import { operations } from "../desk/operations.ts";
import { post } from "../messages/outbox.ts";
import { rescheduleTasks } from "../tasks/read.ts";
import type { Performer } from "../runtime/performer.ts";

/** Does the desk's operations inside the transaction that completes their job: exactly once, nothing half-written. */
export const deskPerformer: Performer = {
  types: ["desk.*"],
  perform: {
    kind: "inside",
    run: async (unit, job): Promise<JsonObject> => {
      const operation = operations.get(job.type);
      if (operation === undefined) throw new Error(`Expected a known desk operation, but ${job.type} is none`);
      const { tx, now } = unit;
      const calendarOf = (key?: string | null) => unit.house.calendars.of(tx, key);
      const context = {
        tx,
        now,
        instanceId: job.instanceId,
        waitId: job.waitId,
        calendarOf,
      };
      const { variables, effects = [] } = await operation(context, job.input);
      for (const effect of effects) {
        if (effect.kind !== "rescheduleTasks") continue;
        await rescheduleTasks(tx, effect.businessKey, effect.dueAt);
        unit.tasksMoved = true;
      }
      const postings = effects.filter((effect) => effect.kind === "publish");
      await post(tx, postings, job.elementId, now);
      unit.outboxFilled = postings.length > 0;
      return variables;
    },
  },
};
