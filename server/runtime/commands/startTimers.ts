import { everyTenant, transact } from "../../db/transact.ts";
import { afterFiring } from "../../engine/time/schedule.ts";
import type { Schedule } from "../../engine/types.ts";
import { commit } from "../commit.ts";
import type { House } from "../house.ts";
import { newRow, step } from "../step.ts";

interface DueStart {
  readonly tenant_id: string;
  readonly definition_id: string;
  readonly element_id: string;
  readonly position: number;
}

/** Starts an instance for each start timer that is due and sets its next due time. Tells how many; one that fails holds up no other. */
export async function fireStartTimers(house: House): Promise<number> {
  const due = await transact(house.database, everyTenant, (tx) =>
    tx.query<DueStart>(
      `select tenant_id, definition_id, element_id, position from start_subscriptions
       where kind = 'timer' and due_at <= $1 order by due_at limit 50`,
      [house.now()],
    ),
  );
  let fired = 0;
  for (const start of due) {
    try {
      await fire(house, start);
      fired += 1;
    } catch (error) {
      house.log.error({ err: error, ...start }, "a start timer could not be fired");
    }
  }
  return fired;
}

/** When the next start timer is due after an instant. */
export async function nextStartAt(house: House, after: Date): Promise<Date | undefined> {
  const [row] = await transact(house.database, everyTenant, (tx) =>
    tx.query<{ due_at: Date }>(
      "select due_at from start_subscriptions where kind = 'timer' and due_at > $1 order by due_at limit 1",
      [after],
    ),
  );
  return row?.due_at;
}

/** The row lock makes one server fire it; the next due time counts from the planned one, so nothing drifts; what has fired is counted. */
function fire(house: House, start: DueStart): Promise<void> {
  return commit(house, { tenantId: start.tenant_id, actor: "system" }, async (unit) => {
    const [row] = await unit.tx.query<{ due_at: Date; schedule: Schedule }>(
      `select due_at, schedule from start_subscriptions
       where tenant_id = $1 and definition_id = $2 and element_id = $3 and kind = 'timer' and position = $4 and due_at <= $5
       for update skip locked`,
      [start.tenant_id, start.definition_id, start.element_id, start.position, unit.now],
    );
    if (row === undefined) return;
    const next = afterFiring(row.schedule, row.due_at);
    await unit.tx.query(
      `update start_subscriptions set due_at = $5, schedule = $6
       where tenant_id = $1 and definition_id = $2 and element_id = $3 and kind = 'timer' and position = $4`,
      [
        start.tenant_id,
        start.definition_id,
        start.element_id,
        start.position,
        next.dueAt ?? null,
        JSON.stringify(next.schedule),
      ],
    );
    const version = await unit.house.versions.byId(unit.tx, start.definition_id);
    const held = unit.create(newRow(unit, version, {}), version);
    await step(
      unit,
      held,
      { kind: "start", elementId: start.element_id, variables: {} },
      { dueAt: row.due_at.toISOString() },
    );
  });
}
