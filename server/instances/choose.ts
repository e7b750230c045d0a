import { anywhere } from "../db/pattern.ts";
import type { Tx } from "../db/transact.ts";

/** Which instances: named one by one, those with faults of one cause, or all running ones that fit. */
export type Selection =
  | { readonly kind: "ids"; readonly instanceIds: readonly string[] }
  | { readonly kind: "cause"; readonly cause: string }
  | {
      readonly kind: "filter";
      readonly processKey?: string | undefined;
      readonly version?: number | undefined;
      readonly isFaulty?: boolean | undefined;
      readonly isSuspended?: boolean | undefined;
      /** Text in business key, title or customer. */
      readonly search?: string | undefined;
    };

/**
 * The instances of a selection, each once, those that were named in the order given, else the oldest first. A migration
 * wants called instances too, since each has a version of its own; everything else is done to a tree by its root.
 */
export async function choose(
  tx: Tx,
  selection: Selection,
  { withCalled, limit }: { readonly withCalled: boolean; readonly limit: number },
): Promise<string[]> {
  if (selection.kind === "ids") return [...new Set(selection.instanceIds)].slice(0, limit);
  if (selection.kind === "cause") return chooseFaulty(tx, selection.cause, limit);
  const { processKey, version, isFaulty, isSuspended, search } = selection;
  const rows = await tx.query<{ id: string }>(
    `select i.id from instances i join definitions d on d.tenant_id = i.tenant_id and d.id = i.definition_id
     where i.tenant_id = $1 and i.status = 'running' and (i.parent_id is null or $2)
       and ($3::text is null or i.definition_key = $3) and ($4::int is null or d.version = $4)
       and ($5::boolean is null or i.is_suspended = $5)
       and ($6::text is null or i.business_key ilike $6 or i.title ilike $6 or i.customer ilike $6)
       and ($7::boolean is null or $7 = exists (select 1 from faults f
         join instances m on m.tenant_id = f.tenant_id and m.id = f.instance_id where f.tenant_id = $1 and m.root_id = i.id))
     order by i.started_at, i.id limit $8`,
    [
      tx.tenantId,
      withCalled,
      processKey ?? null,
      version ?? null,
      isSuspended ?? null,
      anywhere(search),
      isFaulty ?? null,
      limit,
    ],
  );
  return rows.map((row) => row.id);
}

/** The instances that have a fault of a cause, the longest standing first. */
async function chooseFaulty(tx: Tx, cause: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select instance_id as id from faults where tenant_id = $1 and cause = $2
     group by instance_id order by min(created_at), instance_id limit $3`,
    [tx.tenantId, cause, limit],
  );
  return rows.map((row) => row.id);
}
