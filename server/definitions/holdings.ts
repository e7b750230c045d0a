import type { Tx } from "../db/transact.ts";
import { nameOf, partKinds } from "./parts.ts";
import type { Part } from "./parts.ts";
import { tableOf } from "./versions.ts";

/** A part of what a tenant holds: published in a version, or as a draft has it, then without. */
export interface Held extends Part {
  readonly sha256: string;
  readonly version: number | null;
}

/** Everything that a tenant holds, by {@link nameOf}. */
export type Holdings = ReadonlyMap<string, Held>;

/** The newest published version of every key of every kind. */
export async function readHoldings(tx: Tx, tenantId: string = tx.tenantId): Promise<Holdings> {
  const selects = partKinds.map((kind) => {
    const { table, only } = tableOf(kind);
    const body = kind === "process" ? "to_jsonb(v.xml)" : "v.body";
    return `(select distinct on (v.key) '${kind}' as kind, v.key, v.version, v.sha256, ${body} as body from ${table} v
      where v.tenant_id = $1 and ${only} and v.state = 'published' order by v.key, v.version desc)`;
  });
  const rows = await tx.query<Held>(selects.join(" union all "), [tenantId]);
  return new Map(rows.map((row) => [nameOf(row), row]));
}

/** The holdings with a draft's parts in their place. */
export function withParts(holdings: Holdings, parts: readonly (Part & { readonly sha256: string })[]): Holdings {
  const all = new Map(holdings);
  for (const { kind, key, body, sha256 } of parts)
    all.set(nameOf({ kind, key }), { kind, key, body, sha256, version: null });
  return all;
}
