import type { JsonObject } from "../base/json.ts";
import { appendTrail } from "../audit/trail.ts";
import type { RuleSet } from "../decisions/ruleSet.ts";
import type { RecordChange } from "../desk/operation.ts";
import { operations } from "../desk/operations.ts";
import { post } from "../messages/outbox.ts";
import { rescheduleTasks } from "../tasks/read.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import type { Unit } from "../runtime/unit.ts";

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
        ruleSetOf: (key: string) => ruleSetOf(unit, job, key),
      };
      const { variables, effects = [] } = await operation(context, job.input);
      for (const effect of effects) {
        if (effect.kind === "changed") await tell(unit, effect);
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

/** The version that the release of the job's process pins, as its business rule tasks have it; else the latest. */
async function ruleSetOf({ tx, house }: Unit, { instanceId }: LeasedJob, key: string): Promise<RuleSet> {
  const [row] = await tx.query<{ release: string | null }>(
    `select d.release_id as release from instances i join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, instanceId],
  );
  const { compiled } = await house.ruleSets.bound(tx, key, { kind: "release" }, row?.release ?? undefined);
  return compiled.ruleSet;
}

/** Says it where changes by hand are told. */
function tell({ tx, now }: Unit, { record, id, members, by }: RecordChange): Promise<void> {
  const type = record === "customer" ? "changeCustomer" : "changeContract";
  return appendTrail(tx, {
    streamId: `${record}:${id}`,
    at: now,
    type,
    actor: by,
    requestId: null,
    data: { id, members },
  });
}
