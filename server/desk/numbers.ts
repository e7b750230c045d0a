import type { Tx } from "../db/transact.ts";
import { Refusal } from "../base/refusal.ts";

/**
 * The kinds of numbers: ticket, invoice, credit note, purchase, return, opportunity, quote, order, contract, project, billing
 * run, batch for the ledger, asset, review, security incident.
 */
export type NumberKey =
  | ("T" | "RE" | "GS" | "PO" | "RMA" | "OP" | "AN" | "AB" | "V" | "P" | "AL" | "EX")
  | ("A" | "QBR" | "SI");

/**
 * How the numbers of a range look in a year that has none of its own yet, as SQL with prefix and width: as in the year before, with
 * the year put right; no row where the year before has none, or its prefix does not tell one year from another.
 *
 * @param key SQL of the range's key
 * @param year SQL of the year, an integer
 */
export function inherited(key: string, year: string): string {
  return `(select made.prefix, last.width from (select prefix, year, width from number_ranges
      where tenant_id = $1 and key = ${key} and year < ${year} order by year desc limit 1) as last
    cross join lateral (select case when strpos(last.prefix, last.year::text) > 0 then replace(last.prefix, last.year::text, (${year})::text)
      else replace(last.prefix, right(last.year::text, 2), right((${year})::text, 2)) end as prefix) as made
    where made.prefix <> last.prefix)`;
}

/**
 * Draws the next number of a range in this transaction: a rollback gives it back, so there are no gaps. A year begins
 * as the one before looked, else with the range `KEY-year-`, unless one was laid out. What draws numbers in one range waits
 * for one another.
 *
 * @param year of the business day, not of UTC
 */
export async function drawNumber(
  tx: Tx,
  key: NumberKey,
  entity: { readonly kind: string; readonly id: string; readonly year: number; readonly now: Date },
): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `with drawn as (
       insert into number_ranges (tenant_id, key, year, prefix, width, next_number)
       select $1, $2, $3, coalesce(i.prefix, $4), coalesce(i.width, 5), 2 from (values (1)) as one
       left join lateral ${inherited("$2", "$3::int")} as i on true
       on conflict (tenant_id, key, year) do update set next_number = number_ranges.next_number + 1
       returning prefix, width, next_number - 1 as no)
     insert into number_log (tenant_id, key, year, no, number, entity, entity_id, drawn_at)
     select $1, $2, $3, no, prefix || lpad(no::text, greatest(width, length(no::text)), '0'), $5, $6, $7 from drawn returning number`,
    [tx.tenantId, key, entity.year, `${key}-${entity.year}-`, entity.kind, entity.id, entity.now],
  );
  if (row === undefined)
    throw new Refusal("busy", "numbers.none", `Expected a number of range ${key}, but none was drawn`);
  return row.number;
}
