import { anywhere } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";

/** What an alike cause of faults is: the same code at the same element of a process, with a message of the same shape. */
export interface FaultCause {
  readonly cause: string;
  readonly processKey: string;
  /** The version that the newest of the faults stands in. */
  readonly definitionId: string;
  readonly elementId: string;
  readonly kind: string;
  readonly code: string;
  /** Of the newest of the faults. */
  readonly message: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** How causes are ordered: those with most faults first, or those with the newest one. */
export type CauseOrder = "count" | "last";

/** Narrows the list of causes. `after`: count or last instant, and cause, of the last one seen. */
export interface CauseFilter {
  readonly processKey?: string | undefined;
  readonly elementId?: string | undefined;
  readonly customer?: string | undefined;
  /** Text in code, message or element. */
  readonly search?: string | undefined;
  readonly order: CauseOrder;
  readonly after?: { readonly value: string; readonly cause: string } | undefined;
  readonly limit: number;
}

const orders: Readonly<Record<CauseOrder, { readonly column: string; readonly type: string }>> = {
  count: { column: "count", type: "int" },
  last: { column: `"lastAt"`, type: "timestamptz" },
};

/** The newest fault of a cause, which stands for all of them. */
const newest = `select f.definition_key as "processKey", i.definition_id as "definitionId", f.element_id as "elementId",
    f.kind, f.code, f.message
  from faults f join instances i on i.tenant_id = f.tenant_id and i.id = f.instance_id
  where f.tenant_id = $1 and f.cause = g.cause order by f.created_at desc limit 1`;

/** A page of causes with how many open faults each has. */
export async function listCauses(tx: Tx, filter: CauseFilter): Promise<FaultCause[]> {
  const { column, type } = orders[filter.order];
  // said only when asked for: without it nothing but the index of causes is read
  const ofCustomer = `exists (select from instances i where i.tenant_id = f.tenant_id and i.id = f.instance_id and i.customer = $4)`;
  return tx.query<FaultCause>(
    `select g.*, s.* from (
       select f.cause, count(*)::int as count, min(f.created_at) as "firstAt", max(f.created_at) as "lastAt" from faults f
       where f.tenant_id = $1 and ($2::text is null or f.definition_key = $2) and ($3::text is null or f.element_id = $3)
         and ${filter.customer === undefined ? "$4::text is null" : ofCustomer}
         and ($5::text is null or f.message ilike $5 or f.code ilike $5 or f.element_id ilike $5)
       group by f.cause) as g cross join lateral (${newest}) as s
     where $6::${type} is null or (g.${column}, g.cause) < ($6, $7)
     order by g.${column} desc, g.cause desc limit $8`,
    [
      tx.tenantId,
      filter.processKey ?? null,
      filter.elementId ?? null,
      filter.customer ?? null,
      anywhere(filter.search),
      filter.after?.value ?? null,
      filter.after?.cause ?? null,
      filter.limit,
    ],
  );
}

/** A cause with how many instances have faults of it; undefined when no open fault has it. */
export async function readCause(
  tx: Tx,
  cause: string,
): Promise<(FaultCause & { readonly instances: number }) | undefined> {
  const [row] = await tx.query<FaultCause & { readonly instances: number }>(
    `select g.*, s.* from (
       select f.cause, count(*)::int as count, count(distinct f.instance_id)::int as instances,
         min(f.created_at) as "firstAt", max(f.created_at) as "lastAt"
       from faults f where f.tenant_id = $1 and f.cause = $2 group by f.cause) as g cross join lateral (${newest}) as s`,
    [tx.tenantId, cause],
  );
  return row;
}

/** A fault with the instance that has it. */
export interface AlikeFault {
  readonly instanceId: string;
  readonly waitId: string;
  readonly title: string | null;
  readonly businessKey: string | null;
  readonly customer: string | null;
  readonly version: number;
  readonly message: string;
  readonly createdAt: Date;
}

/** A page of the open faults of a cause, newest first. `after`: instant, instance and wait of the last one seen. */
export async function listAlike(
  tx: Tx,
  cause: string,
  { after, limit }: { readonly after?: readonly string[] | undefined; readonly limit: number },
): Promise<AlikeFault[]> {
  return tx.query<AlikeFault>(
    `select f.instance_id as "instanceId", f.wait_id as "waitId", i.title, i.business_key as "businessKey", i.customer,
       d.version, f.message, f.created_at as "createdAt"
     from faults f join instances i on i.tenant_id = f.tenant_id and i.id = f.instance_id
       join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where f.tenant_id = $1 and f.cause = $2
       and ($3::timestamptz is null or f.created_at < $3
         or f.created_at = $3 and (f.instance_id, f.wait_id) > ($4::uuid, $5))
     order by f.created_at desc, f.instance_id, f.wait_id limit $6`,
    [tx.tenantId, cause, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );
}
