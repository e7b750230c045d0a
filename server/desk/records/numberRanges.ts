import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { NumberKey } from "../numbers.ts";
import { inherited } from "../numbers.ts";

/** A range of numbers in a year, whether it is in use already or would begin with the next number that is drawn. */
export interface NumberRange {
  readonly key: NumberKey;
  readonly year: number;
  readonly prefix: string;
  readonly nextNumber: number;
  readonly width: number;
  /** As it will stand on the next document. */
  readonly next: string;
  readonly lastDrawn: string | null;
  /** Whether no number may be missing: invoices and credit notes. */
  readonly isGapless: boolean;
}

const keys = ["T", "RE", "GS", "AN", "AB", "V", "P", "OP", "PO", "RMA", "A", "QBR", "SI", "AL", "EX"] as const satisfies readonly NumberKey[]; // prettier-ignore
const gapless: readonly string[] = ["RE", "GS"] satisfies readonly NumberKey[];

/** All ranges of a year, in the order in which people think of them. */
export async function listNumberRanges(tx: Tx, year: number): Promise<NumberRange[]> {
  const rows = await tx.query<Omit<NumberRange, "isGapless" | "year">>(
    `select k.key, r.prefix, r."nextNumber", r.width,
       r.prefix || lpad(r."nextNumber"::text, greatest(r.width, length(r."nextNumber"::text)), '0') as next,
       (select l.number from number_log l where l.tenant_id = $1 and l.key = k.key and l.year = $2 order by l.no desc limit 1) as "lastDrawn"
     from unnest($3::text[]) with ordinality as k (key, place)
     left join number_ranges n on n.tenant_id = $1 and n.key = k.key and n.year = $2
     left join lateral ${inherited("k.key", "$2::int")} as i on true
     cross join lateral (select coalesce(n.prefix, i.prefix, k.key || '-' || $2::int || '-') as prefix,
       coalesce(n.next_number, 1) as "nextNumber", coalesce(n.width, i.width, 5) as width) as r
     order by k.place`,
    [tx.tenantId, year, keys],
  );
  return rows.map((row) => ({ ...row, year, isGapless: gapless.includes(row.key) }));
}

/** How numbers of a range look from now on, and which comes next. */
export const rangeChange = z.strictObject({
  prefix: z.string().trim().max(20),
  nextNumber: z.int().min(1).max(999_999_999),
  width: z.int().min(1).max(10),
});

/**
 * Says how the numbers of a year look. No number is given twice: those that were drawn are behind, and a prefix says its
 * year and is no other range's. Where no number may be missing, nothing changes once one was drawn.
 *
 * @throws {Refusal} `numbers.key`, `numbers.back`, `numbers.inUse`, `numbers.year`, `numbers.prefix`
 */
export async function changeNumberRange(
  tx: Tx,
  { key, year }: { readonly key: string; readonly year: number },
  change: z.output<typeof rangeChange>,
): Promise<void> {
  // nobody draws meanwhile
  await tx.query("select 1 from number_ranges where tenant_id = $1 and year = $2 for update", [tx.tenantId, year]);
  const ranges = await listNumberRanges(tx, year);
  const range = ranges.find((each) => each.key === key);
  if (range === undefined) throw new Refusal("missing", "numbers.key", `Expected a known range, but ${key} is none`);
  refuseMisuse(range, change);
  refuseAmbiguity(range, change, ranges);
  await tx.query(
    `insert into number_ranges (tenant_id, key, year, prefix, next_number, width) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, key, year) do update set prefix = excluded.prefix, next_number = excluded.next_number, width = excluded.width`,
    [tx.tenantId, key, year, change.prefix, change.nextNumber, change.width],
  );
}

function refuseMisuse(range: NumberRange, { prefix, nextNumber }: z.output<typeof rangeChange>): void {
  if (range.lastDrawn === null) return;
  if (nextNumber < range.nextNumber)
    throw at(
      "nextNumber",
      "numbers.back",
      `Expected ${range.nextNumber} or more, but it is ${nextNumber}: numbers before it were given`,
    );
  if (range.isGapless && (prefix !== range.prefix || nextNumber !== range.nextNumber))
    throw at(
      prefix === range.prefix ? "nextNumber" : "prefix",
      "numbers.inUse",
      `Expected the range of ${range.lastDrawn} to go on as it is, because none of its numbers may be missing`,
    );
}

function refuseAmbiguity(
  { key, year }: NumberRange,
  { prefix }: z.output<typeof rangeChange>,
  ranges: readonly NumberRange[],
): void {
  if (!prefix.includes(String(year % 100).padStart(2, "0")))
    throw at("prefix", "numbers.year", `Expected a prefix that says the year ${year}, but ${prefix} does not`);
  const other = ranges.find((each) => each.key !== key && each.prefix === prefix);
  if (other === undefined) return;
  throw at("prefix", "numbers.prefix", `Expected a prefix of its own, but ${other.key} has ${prefix} too`);
}

function at(field: string, code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message, [{ place: `/${field}`, code, message }]);
}
