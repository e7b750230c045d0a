import type { Tx } from "../../db/transact.ts";
import type { Version } from "../../definitions/store.ts";
import type { Wait } from "../../engine/types.ts";
import type { FaultRow, ListedInstance } from "../../instances/list.ts";
import type { InstanceRow } from "../../instances/rows.ts";
import type { Instance, InstanceRow as WireRow } from "../wire.ts";
import { nameOf } from "./task.ts";

type Language = "de" | "en";

/** An instance in a list. */
export function presentInstanceRow(row: ListedInstance, version: Version | undefined, language: Language): WireRow {
  return {
    id: row.id,
    processKey: row.definition_key,
    processName: nameOf(version, language) ?? row.name,
    definitionId: row.definition_id,
    version: row.version,
    businessKey: row.business_key,
    title: row.title,
    customer: row.customer,
    priority: row.priority,
    status: row.status,
    isSuspended: row.is_suspended,
    faults: row.faults,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/** What the page of an instance is made of. */
export interface InstanceParts {
  readonly row: InstanceRow;
  readonly tree: readonly ListedInstance[];
  readonly version: Version;
  readonly faults: readonly FaultRow[];
  readonly path: Instance["path"];
  readonly language: Language;
}

/** An instance with everything its page shows. */
export async function presentInstance(
  tx: Tx,
  { row, tree, version, faults, path, language }: InstanceParts,
): Promise<Instance> {
  const listed = tree.find((candidate) => candidate.id === row.id);
  if (listed === undefined) throw new Error(`instance ${row.id} is not in its own tree`);
  const children = tree.filter((candidate) => candidate.parent_id === row.id);
  const waits = row.status === "running" ? version.definition.waits(row) : [];
  const times = await dueTimes(tx, row.id);
  return {
    ...presentInstanceRow(listed, version, language),
    parentId: row.parent_id,
    rootId: row.root_id,
    children: await presentChildren(tx, children, language),
    variables: row.variables,
    waits: waits.slice(0, 2000).map((wait) => presentWait(wait, times, children)),
    faultList: faults.map((fault) => ({
      instanceId: fault.instance_id,
      waitId: fault.wait_id,
      elementId: fault.element_id,
      kind: fault.kind,
      code: fault.code,
      message: fault.message,
      createdAt: fault.created_at.toISOString(),
    })),
    path,
    errorCode: row.error_code,
    errorMessage: row.error_message,
  };
}

/** One waiting place as the page of its instance shows it. */
export function presentWait(
  wait: Wait,
  times: ReadonlyMap<string, Date>,
  children: readonly ListedInstance[],
): Instance["waits"][number] {
  const child = children.find((candidate) => candidate.parent_wait_id === wait.id && candidate.status === "running");
  const dueAt = times.get(wait.id);
  return {
    waitId: wait.id,
    elementId: wait.elementId,
    kind: wait.kind,
    detail: detailOf(wait),
    dueAt: dueAt?.toISOString() ?? null,
    childId: child?.id ?? null,
  };
}

function detailOf(wait: Wait): string | null {
  switch (wait.kind) {
    case "task":
      return wait.assignee ?? (wait.candidateGroups.join(", ") || null);
    case "job":
      return wait.type;
    case "message":
      return wait.correlationKey === undefined ? wait.name : `${wait.name} · ${wait.correlationKey}`;
    case "signal":
      return wait.name;
    case "decision":
      return wait.ruleSet;
    case "call":
      return wait.processId;
    case "fault":
      return wait.message;
    case "timer":
      return wait.due.kind === "serviceTime" ? wait.due.duration : null;
    case "adHoc":
      return wait.activatable.join(", ");
    case "condition":
      return null;
  }
}

async function presentChildren(
  tx: Tx,
  children: readonly ListedInstance[],
  language: Language,
): Promise<Instance["children"]> {
  if (children.length === 0) return [];
  const ids = children.map((child) => child.definition_id);
  const rows = await tx.query<{ id: string; name: string }>(
    "select id, coalesce(names ->> $3, name) as name from definitions where tenant_id = $1 and id = any($2)",
    [tx.tenantId, ids, language],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return children.map((child) => ({
    id: child.id,
    processKey: child.definition_key,
    processName: names.get(child.definition_id) ?? child.definition_key,
    waitId: child.parent_wait_id,
    status: child.status,
  }));
}

/** When the timers and tasks of an instance are due, by wait id. */
export async function dueTimes(tx: Tx, instanceId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.query<{ wait_id: string; due_at: Date }>(
    `select wait_id, due_at from timers where tenant_id = $1 and instance_id = $2
     union all select wait_id, due_at from tasks where tenant_id = $1 and instance_id = $2 and due_at is not null`,
    [tx.tenantId, instanceId],
  );
  return new Map(rows.map((row) => [row.wait_id, row.due_at]));
}

/** How often each element was completed and each flow taken, read off the trail. */
export async function pathOf(tx: Tx, instanceId: string): Promise<Instance["path"]> {
  return tx.query<{ elementId: string; count: number }>(
    `select f.fact->>'elementId' as "elementId", count(*)::int as count
     from trail t cross join jsonb_array_elements(t.data->'facts') as f(fact)
     where t.tenant_id = $1 and t.stream_id = $2 and t.data ? 'facts'
       and f.fact->>'type' in ('element.completed', 'flow.taken') and f.fact ? 'elementId'
     group by 1`,
    [tx.tenantId, instanceId],
  );
}
