import type { Tx } from "../db/transact.ts";

/** How many instances of a version run, and how many faults they have. */
export interface VersionStanding {
  readonly definitionId: string;
  readonly processKey: string;
  readonly name: string;
  readonly version: number;
  readonly running: number;
  readonly suspended: number;
  readonly faults: number;
}

/** The versions that instances run in, by process, the newest first. Called instances count like any other. */
export async function readStanding(
  tx: Tx,
  { processKey, customer }: { readonly processKey?: string | undefined; readonly customer?: string | undefined },
): Promise<VersionStanding[]> {
  // said only when asked for: without it nothing but indexes of running instances is read
  const ofCustomer = customer === undefined ? "$3::text is null" : "i.customer = $3";
  return tx.query<VersionStanding>(
    // "offset 0": few instances have faults, and a join with all running ones would cost more than looking each up
    `select d.id as "definitionId", d.key as "processKey", d.name, d.version, r.running, coalesce(s.suspended, 0) as suspended,
       coalesce(f.faults, 0) as faults
     from (select i.definition_id, count(*)::int as running from instances i
         where i.tenant_id = $1 and i.status = 'running' and ${ofCustomer} group by i.definition_id) as r
       join definitions d on d.tenant_id = $1 and d.id = r.definition_id and ($2::text is null or d.key = $2)
       left join (select i.definition_id, count(*)::int as suspended from instances i
         where i.tenant_id = $1 and i.status = 'running' and i.is_suspended and ${ofCustomer} group by i.definition_id) as s
         on s.definition_id = r.definition_id
       left join (select i.definition_id, count(*)::int as faults
         from faults f, lateral (select i.definition_id from instances i
           where i.tenant_id = $1 and i.id = f.instance_id and i.status = 'running' and ${ofCustomer} offset 0) as i
         where f.tenant_id = $1 group by i.definition_id) as f on f.definition_id = r.definition_id
     order by d.key, d.version desc limit 2000`,
    [tx.tenantId, processKey ?? null, customer ?? null],
  );
}

/** What stands at an element of a version: a token for each wait, and faults. */
export interface ElementStanding {
  readonly elementId: string;
  readonly tokens: number;
  readonly faults: number;
}

/** Where the tokens of a version stand, over all its running instances; those with most first. */
export async function readElements(
  tx: Tx,
  definitionId: string,
  customer: string | undefined,
): Promise<ElementStanding[]> {
  return tx.query<ElementStanding>(
    `with mine as materialized (select i.id, i.waiting_at from instances i
       where i.tenant_id = $1 and i.definition_id = $2 and i.status = 'running' and ($3::text is null or i.customer = $3)),
     tokens as (select place as element_id, count(*)::int as count from mine cross join unnest(waiting_at) as place group by place),
     faulty as (select f.element_id, count(*)::int as count from mine join faults f on f.tenant_id = $1 and f.instance_id = mine.id
       group by f.element_id)
     select element_id as "elementId", coalesce(t.count, 0) as tokens, coalesce(f.count, 0) as faults
     from tokens t full join faulty f using (element_id) order by t.count desc nulls last, element_id`,
    [tx.tenantId, definitionId, customer ?? null],
  );
}
