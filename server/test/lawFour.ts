import { transact } from "../db/transact.ts";
import type { House } from "../runtime/house.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly definition_id: string;
  readonly status: string;
  readonly snapshot: string;
  readonly variables: Record<string, never>;
  readonly rows: readonly string[];
  readonly waiting_at: readonly string[];
  /** Words of open tasks that a search does not lead from. */
  readonly unfound: readonly string[];
  readonly is_still_found: boolean;
}

/**
 * Where the open rows of a tenant's instances are not the waits of their snapshots (law 4), one line for each instance;
 * calls and conditions have no rows, but stand in `waiting_at`, and words of open tasks in `task_words`. One statement, so
 * that everything is of one moment.
 */
export async function breachesOfLawFour(house: House, tenantId: string): Promise<string[]> {
  return transact(house.database, tenantId, async (tx) => {
    const instances = await tx.query<Row>(
      `select i.id, i.definition_id, i.status, i.snapshot, i.variables, i.waiting_at,
         array(select 'task ' || wait_id || ' ' || element_id from tasks where instance_id = i.id
           union all select 'job ' || wait_id || ' ' || element_id from jobs where instance_id = i.id
           union all select 'timer ' || wait_id || ' ' || element_id from timers where instance_id = i.id
           union all select kind || ' ' || wait_id || ' ' || element_id from subscriptions where instance_id = i.id
           union all select 'fault ' || wait_id || ' ' || element_id from faults where instance_id = i.id
             and wait_id <> '') as rows,
         array(select w.word from tasks, string_to_table(words, ' ') as w(word) where instance_id = i.id and w.word <> ''
           except select word from task_words where instance_id = i.id) as unfound,
         i.status <> 'running' and exists (select from task_words where instance_id = i.id) as is_still_found
       from instances i where i.tenant_id = $1`,
      [tenantId],
    );
    const breaches: string[] = [];
    for (const instance of instances) {
      const { definition } = await house.versions.byId(tx, instance.definition_id);
      const waits = instance.status === "running" ? definition.waits(instance) : [];
      const expected = waits
        .filter(({ kind }) => kind !== "call" && kind !== "condition" && kind !== "adHoc")
        .map((wait) => `${wait.kind} ${wait.id} ${wait.elementId}`);
      const stored = instance.rows.toSorted().join(", ");
      if (expected.toSorted().join(", ") !== stored)
        breaches.push(`${instance.id}: expected ${expected.toSorted().join(", ")}, but the rows are ${stored}`);
      const places = waits.map(({ elementId }) => elementId).toSorted();
      const kept = instance.waiting_at.toSorted().join(", ");
      if (places.join(", ") !== kept) breaches.push(`${instance.id}: waits at ${places.join(", ")}, but keeps ${kept}`);
      if (instance.unfound.length > 0) breaches.push(`${instance.id}: does not keep ${instance.unfound.join(", ")}`);
      if (instance.is_still_found) breaches.push(`${instance.id}: keeps words, but has ended`);
    }
    return breaches;
  });
}
