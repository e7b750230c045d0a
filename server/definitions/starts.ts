import type { Tx } from "../db/transact.ts";
import { nextDue, scheduleAt } from "../engine/time/schedule.ts";
import type { Definition } from "../engine/types.ts";
import { standardTenant } from "./parts.ts";

/**
 * The start events of a version replace those of all other versions of its process. Nothing starts in the standard
 * catalogue itself: it is there to be taken over.
 */
export async function subscribeStarts(tx: Tx, definitionId: string, definition: Definition, now: Date): Promise<void> {
  await unsubscribeStarts(tx, definition.processId);
  if (tx.tenantId === standardTenant) return;
  for (const [position, start] of definition.starts.entries()) {
    if (start.kind === "none") continue;
    const schedule = start.kind === "timer" ? scheduleAt(start.schedule, now) : undefined;
    await tx.query(
      `insert into start_subscriptions (tenant_id, definition_id, element_id, kind, position, name, schedule, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.tenantId,
        definitionId,
        start.elementId,
        start.kind,
        position,
        start.kind === "message" || start.kind === "signal" ? start.name : null,
        schedule ? JSON.stringify(schedule) : null,
        schedule ? (nextDue(schedule, now) ?? null) : null,
      ],
    );
  }
}

/** From now on nothing starts the process by message, signal or timer. */
export async function unsubscribeStarts(tx: Tx, key: string): Promise<void> {
  await tx.query(
    `delete from start_subscriptions s using definitions d
     where s.tenant_id = $1 and d.tenant_id = $1 and d.id = s.definition_id and d.key = $2`,
    [tx.tenantId, key],
  );
}
