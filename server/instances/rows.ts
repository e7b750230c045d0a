import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Columns } from "../db/given.ts";
import type { LookUp } from "../db/lookUp.ts";
import type { Tx } from "../db/transact.ts";

/** How an instance stands. */
export type InstanceStatus = "running" | "completed" | "terminated" | "cancelled" | "failed";

/** An instance as stored. The snapshot is opaque here. */
export interface InstanceRow {
  readonly id: string;
  readonly root_id: string;
  readonly parent_id: string | null;
  readonly parent_wait_id: string | null;
  readonly definition_id: string;
  readonly definition_key: string;
  readonly business_key: string | null;
  readonly title: string | null;
  readonly customer: string | null;
  readonly priority: string | null;
  readonly status: InstanceStatus;
  readonly is_suspended: boolean;
  readonly snapshot: string;
  readonly variables: JsonObject;
  readonly trail_seq: string;
  readonly trail_hash: string;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

const columns = `id, root_id, parent_id, parent_wait_id, definition_id, definition_key, business_key, title, customer,
  priority, status, is_suspended, snapshot, variables, trail_seq, trail_hash, started_at, ended_at, error_code, error_message`;

const selectRoot = `select ${columns} from instances where tenant_id = $1
  and id = (select root_id from instances where tenant_id = $1 and id = $2)`;

/**
 * Locks the tree an instance belongs to and reads its root. The lock is on the root only: commands to any instance of a
 * tree queue up behind it, so a called instance can answer its caller without a second lock. The sub-select may be stale
 * after a wait for the lock, which is harmless because `root_id` never changes.
 *
 * @throws {Refusal} `instance.missing`
 */
export async function lockRoot(tx: Tx, instanceId: string): Promise<InstanceRow> {
  const [root] = await tx.query<InstanceRow>(`${selectRoot} for update`, [tx.tenantId, instanceId]);
  if (root === undefined) throw missing(instanceId);
  return root;
}

/** The same without waiting: undefined when somebody holds the lock, and when there is no such instance. */
export function lockRootIfFree(tx: Tx, instanceId: string): Promise<InstanceRow | undefined> {
  return tx.look(freeRoots, [instanceId]);
}

const freeRoots: LookUp<InstanceRow> = {
  key: { id: "uuid" },
  text: (keys) => `select k.at, ${columns.replaceAll(/\b(?=\w)/g, "i.")} from ${keys}
    join instances a on a.tenant_id = $1 and a.id = k.id
    join instances i on i.tenant_id = $1 and i.id = a.root_id
    for update of i skip locked`,
};

/** Reads an instance of a tree that is locked already. @throws {Refusal} `instance.missing` */
export async function readInstance(tx: Tx, instanceId: string): Promise<InstanceRow> {
  const [row] = await tx.query<InstanceRow>(`select ${columns} from instances where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    instanceId,
  ]);
  if (row === undefined) throw missing(instanceId);
  return row;
}

/** The running instance that a call activity's wait started, if it still runs. */
export async function readCalled(tx: Tx, parentId: string, waitId: string): Promise<InstanceRow | undefined> {
  const [row] = await tx.query<InstanceRow>(
    `select ${columns} from instances where tenant_id = $1 and parent_id = $2 and parent_wait_id = $3 and status = 'running'`,
    [tx.tenantId, parentId, waitId],
  );
  return row;
}

/** What a step writes of an instance. `isNew` decides between insert and update. */
export interface InstanceChange {
  readonly row: InstanceRow;
  readonly isNew: boolean;
}

/** The columns of instances that a step writes. `waiting_at`: the element of each wait, for counting over many instances. */
export const instanceColumns: Columns = {
  id: "uuid",
  root_id: "uuid",
  parent_id: "uuid",
  parent_wait_id: "text",
  definition_id: "uuid",
  definition_key: "text",
  business_key: "text",
  title: "text",
  customer: "text",
  priority: "text",
  status: "text",
  is_suspended: "boolean",
  snapshot: "text",
  variables: "jsonb",
  trail_seq: "bigint",
  trail_hash: "text",
  started_at: "timestamptz",
  ended_at: "timestamptz",
  error_code: "text",
  error_message: "text",
  waiting_at: "text[]",
};

/** The part of a step's statement that writes new instances. `rows` is a table with the alias `r`. */
export function insertInstances(rows: string): string {
  return `insert into instances (tenant_id, ${columns}, waiting_at) select $1, ${columns}, waiting_at from ${rows}`;
}

/** The part of a step's statement that writes instances back; variables only when they changed (null = unchanged). */
export function updateInstances(rows: string): string {
  return `update instances as i set snapshot = r.snapshot, variables = coalesce(r.variables, i.variables),
      status = r.status, is_suspended = r.is_suspended, business_key = r.business_key, title = r.title,
      customer = r.customer, priority = r.priority, trail_seq = r.trail_seq, trail_hash = r.trail_hash,
      ended_at = r.ended_at, error_code = r.error_code, error_message = r.error_message, waiting_at = r.waiting_at
    from ${rows} where i.tenant_id = $1 and i.id = r.id`;
}

function missing(instanceId: string): Refusal {
  return new Refusal("missing", "instance.missing", `Expected an instance with id ${instanceId}, but there is none`);
}
