import type { Posting } from "./voucher.ts";

/** A line of an invoice as the ledger sees it. Money in cents. */
export type LedgerLine = Omit<Posting, "vatCents">;

/** What one tax key comes to on a document. Money in cents. */
export interface TaxSum {
  readonly taxKey: string;
  readonly percent: number;
  readonly netCents: number;
  readonly vatCents: number;
}

/**
 * The tax of a document, key by key: the lines' net amounts are summed first and rounded once (EN 16931, BR-CO-17; half a
 * cent goes away from zero). Rounding each line and adding up would differ by cents, and its e-invoice would be declined.
 */
export function taxSums(lines: readonly LedgerLine[]): TaxSum[] {
  return [...Map.groupBy(lines, ({ taxKey, percent }) => `${taxKey} ${percent}`).values()].map((group) => {
    const [{ taxKey, percent }] = group as [LedgerLine]; // no group is empty
    const netCents = group.reduce((sum, line) => sum + line.netCents, 0);
    return { taxKey, percent, netCents, vatCents: vatOf(netCents, percent) };
  });
}

/** The tax of a net amount, in cents, rounded half away from zero. */
export function vatOf(netCents: number, percent: number): number {
  // rates have at most two decimals: in hundredths everything stays a whole number
  const product = Math.abs(netCents) * Math.round(percent * 100);
  return Math.sign(netCents) * Math.floor((product + 5000) / 10_000) || 0;
}

/**
 * The rows for the ledger: lines of one tax key, revenue group and cost centre become one. Each key's tax, rounded once
 * for the document, is spread over its rows so that their sum is the document's to the cent.
 */
export function postingsOf(lines: readonly LedgerLine[]): Posting[] {
  return [...Map.groupBy(lines, ({ taxKey, percent }) => `${taxKey} ${percent}`).values()].flatMap((group) => {
    const [{ percent }] = group as [LedgerLine]; // no group is empty
    const rows = [...Map.groupBy(group, (line) => `${line.revenueGroup}\n${line.costCentre}`).values()].map(merged);
    const total = vatOf(
      rows.reduce((sum, row) => sum + row.netCents, 0),
      percent,
    );
    return spread(rows, total);
  });
}

function merged(lines: readonly LedgerLine[]): LedgerLine {
  const [first] = lines as readonly [LedgerLine]; // no group is empty
  return { ...first, netCents: lines.reduce((sum, line) => sum + line.netCents, 0) };
}

/** Each row gets its own tax; what rounding left over goes to the largest. */
function spread(rows: readonly LedgerLine[], total: number): Posting[] {
  const own = rows.map((row) => vatOf(row.netCents, row.percent));
  const rest = total - own.reduce((sum, cents) => sum + cents, 0);
  const sizes = rows.map(({ netCents }) => Math.abs(netCents));
  const largest = sizes.indexOf(Math.max(...sizes));
  return rows.map((row, index) => ({ ...row, vatCents: (own[index] ?? 0) + (index === largest ? rest : 0) }));
}
