import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { columnOf, refusalOf } from "./insert.ts";

/** A table of records with what names one of them; all of it comes from code, never from input. */
export interface Kept {
  readonly table: string;
  readonly key: "id" | "login" | "key" | "number";
  /** What one is called in refusals: `customer.missing`. */
  readonly what: string;
}

/**
 * Changes one record, if nobody else has since it was read. The members of `values` are columns in camelCase; what is
 * undefined stays.
 *
 * @throws {Refusal} `customer.missing` and the like, `record.changed` somebody else was faster, `desk.exists`,
 * `desk.reference`, `desk.value`
 */
export async function changeRow(
  tx: Tx,
  kept: Kept,
  id: string,
  { revision, ...values }: Readonly<Record<string, unknown>> & { readonly revision: number },
): Promise<void> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const sets = entries.map(([name], index) => `${columnOf(name)} = $${index + 4}`);
  const given = entries.map(([, value]) => value);
  try {
    const rows = await tx.query(
      `update ${kept.table} set ${[...sets, "revision = revision + 1"].join(", ")}
       where tenant_id = $1 and ${kept.key} = $2 and revision = $3 returning revision`,
      [tx.tenantId, id, revision, ...given],
    );
    if (rows.length > 0) return;
  } catch (error) {
    throw refusalOf(error, kept.table);
  }
  const [present] = await tx.query<{ revision: number }>(
    `select revision from ${kept.table} where tenant_id = $1 and ${kept.key} = $2`,
    [tx.tenantId, id],
  );
  if (present === undefined) throw missing(kept, id);
  throw new Refusal(
    "conflict",
    "record.changed",
    `Expected revision ${present.revision}, but it is ${revision}: somebody else has changed this ${kept.what}; load it again`,
  );
}

/** The refusal of a record that nobody knows. */
export function missing({ what }: Pick<Kept, "what">, id: string): Refusal {
  return new Refusal("missing", `${what}.missing`, `Expected a known ${what}, but ${id} is none`);
}
