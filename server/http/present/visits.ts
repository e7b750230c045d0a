import type { Tx } from "../../db/transact.ts";
import type { Definition } from "../../engine/types.ts";
import type { InstanceRow } from "../../instances/rows.ts";
import type { Visit } from "../wire.ts";

interface FactRow {
  readonly type: string;
  readonly element_id: string;
  readonly at: Date;
}

/**
 * The visits of elements in the order they were entered, read off the trail. What is still open when the instance has
 * ended was cancelled with it.
 */
export async function visitsOf(tx: Tx, instance: InstanceRow, definition: Definition): Promise<Visit[]> {
  const facts = await tx.query<FactRow>(
    `select f.fact->>'type' as type, f.fact->>'elementId' as element_id, t.at
     from trail t cross join jsonb_array_elements(t.data->'facts') with ordinality as f(fact, position)
     where t.tenant_id = $1 and t.stream_id = $2 and t.data ? 'facts'
       and f.fact->>'type' in ('element.entered', 'element.completed', 'element.cancelled') and f.fact ? 'elementId'
     order by t.seq, f.position`,
    [tx.tenantId, instance.id],
  );
  const visits: Visit[] = [];
  for (const { type, element_id: elementId, at } of facts) {
    if (type === "element.entered") visits.push(begun(elementId, definition, at));
    else end(visits, elementId, type === "element.completed" ? "completed" : "cancelled", at);
  }
  if (instance.ended_at !== null) {
    for (const visit of visits) if (visit.outcome === "open") finish(visit, "cancelled", instance.ended_at);
  }
  return visits;
}

function begun(elementId: string, definition: Definition, at: Date): Visit {
  const element = definition.elements.get(elementId);
  return {
    elementId,
    type: element?.type ?? "",
    name: element?.name ?? null,
    enteredAt: at.toISOString(),
    endedAt: null,
    outcome: "open",
  };
}

function end(visits: readonly Visit[], elementId: string, outcome: "completed" | "cancelled", at: Date): void {
  const visit = visits.find((each) => each.elementId === elementId && each.outcome === "open");
  if (visit !== undefined) finish(visit, outcome, at);
}

function finish(visit: Visit, outcome: "completed" | "cancelled", at: Date): void {
  visit.outcome = outcome;
  visit.endedAt = at.toISOString();
}
