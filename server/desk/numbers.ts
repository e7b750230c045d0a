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
 * Draws the next number of a range in this transaction: a rollback gives it back, so there are no gaps. A year begins
 * with the range `KEY-year-`, unless one was laid out before. What draws numbers in one range waits for one another.
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
       insert into number_ranges (tenant_id, key, year, prefix, next_number) values ($1, $2, $3, $4, 2)
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
