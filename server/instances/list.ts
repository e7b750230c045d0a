import { anywhere } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";
import type { InstanceRow, InstanceStatus } from "./rows.ts";

/** An instance in a list, with its definition's name and version and how many faults it has. */
export type ListedInstance = Omit<InstanceRow, "snapshot" | "variables"> & {
  readonly name: string;
  readonly version: number;
  readonly faults: number;
};

/** Narrows the list of instances. */
export interface InstanceFilter {
  readonly status?: InstanceStatus | "faulty" | undefined;
  readonly processKey?: string | undefined;
  readonly version?: number | undefined;
  /** Those that wait at this element. */
  readonly elementId?: string | undefined;
  readonly search?: string | undefined;
  /** The name of a customer, exactly. */
  readonly customer?: string | undefined;
  /** Those with a variable of this value, a text or what JSON writes for it; the path leads into objects. */
  readonly variable?: { readonly path: readonly string[]; readonly value: string } | undefined;
  /** Also those that a call activity started. */
  readonly withCalled?: boolean;
  readonly after?: { readonly startedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** Columns of {@link ListedInstance}. */
const listed = `i.id, i.root_id, i.parent_id, i.parent_wait_id, i.definition_id, i.definition_key, i.business_key, i.title,
  i.customer, i.priority, i.status, i.is_suspended, i.trail_seq, i.trail_hash, i.started_at, i.ended_at, i.error_code,
  i.error_message, d.name, d.version,
  (select count(*)::int from faults f join instances m on m.tenant_id = f.tenant_id and m.id = f.instance_id
   where f.tenant_id = i.tenant_id and m.root_id = i.id) as faults`;

/** A page of instances, newest first. */
export async function listInstances(tx: Tx, filter: InstanceFilter): Promise<ListedInstance[]> {
  const { status, after, customer } = filter;
  // said only when asked for, so that the index of customers can be followed
  const ofCustomer = customer === undefined ? "$14::text is null" : "i.customer = $14";
  return tx.query<ListedInstance>(
    `select ${listed} from instances i join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where i.tenant_id = $1 and ($2::text is null or i.status = $2) and ($3::text is null or i.definition_key = $3)
       and ($4::text is null or i.business_key ilike $4 or i.title ilike $4 or i.customer ilike $4)
       and ($5 or i.parent_id is null)
       and ($6::timestamptz is null or (i.started_at, i.id) < ($6, $7::uuid))
       and (not $8 or exists (select 1 from faults f join instances m on m.tenant_id = f.tenant_id and m.id = f.instance_id
         where f.tenant_id = $1 and m.root_id = i.id))
       and ($10::int is null or d.version = $10) and ($11::text is null or $11 = any (i.waiting_at))
       and ($12::text[] is null or i.variables #>> $12 = $13) and ${ofCustomer}
     order by i.started_at desc, i.id desc limit $9`,
    [
      tx.tenantId,
      status === "faulty" ? "running" : status,
      filter.processKey,
      anywhere(filter.search),
      filter.withCalled ?? false,
      after?.startedAt,
      after?.id,
      status === "faulty",
      filter.limit,
      filter.version,
      filter.elementId,
      filter.variable?.path,
      filter.variable?.value,
      customer,
    ],
  );
}

/** The instances of a tree, callers before called. */
export async function readTree(tx: Tx, rootId: string): Promise<ListedInstance[]> {
  return tx.query<ListedInstance>(
    `select ${listed} from instances i join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where i.tenant_id = $1 and i.root_id = $2 order by i.started_at, i.id limit 1000`,
    [tx.tenantId, rootId],
  );
}

/** An open fault. */
export interface FaultRow {
  readonly instance_id: string;
  readonly wait_id: string;
  readonly element_id: string;
  readonly kind: string;
  readonly code: string;
  readonly message: string;
  /** What it shares with those alike. */
  readonly cause: string;
  readonly created_at: Date;
}

/** Open faults of an instance, oldest first. */
export async function readFaults(tx: Tx, instanceId: string): Promise<FaultRow[]> {
  return tx.query<FaultRow>(
    `select instance_id, wait_id, element_id, kind, code, message, cause, created_at from faults
     where tenant_id = $1 and instance_id = $2 order by created_at limit 500`,
    [tx.tenantId, instanceId],
  );
}

/** Open faults of a whole tree, oldest first. */
export async function faultsOfTree(tx: Tx, rootId: string): Promise<FaultRow[]> {
  return tx.query<FaultRow>(
    `select f.instance_id, f.wait_id, f.element_id, f.kind, f.code, f.message, f.cause, f.created_at
     from faults f join instances i on i.tenant_id = f.tenant_id and i.id = f.instance_id
     where f.tenant_id = $1 and i.root_id = $2 order by f.created_at, f.instance_id, f.wait_id limit 500`,
    [tx.tenantId, rootId],
  );
}
