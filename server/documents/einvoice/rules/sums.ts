import type { Both, Breach } from "../../breach.ts";
import { over, rounded, shown, times, total } from "../decimal.ts";
import type { Decimal } from "../decimal.ts";
import type { Adjustment, Invoice, Line, TaxBreakdown } from "../model.ts";
import { amountOf, both, isSaid, tell, warn } from "./tell.ts";

const isCharge = ({ isCharge: says }: Adjustment): boolean => says === "true";

/** What has to add up (EN 16931-1, BR-CO-10 to BR-CO-17), to the cent. */
export function sums(invoice: Invoice): Breach[] {
  const { totals = {}, lines = [], adjustments = [], taxes = [] } = invoice;
  const [charges, allowances] = [adjustments.filter(isCharge), adjustments.filter((each) => !isCharge(each))];
  const net = amountOf(totals.lines) - amountOf(totals.allowances) + amountOf(totals.charges);
  const due = amountOf(totals.gross) - amountOf(totals.paid) + amountOf(totals.rounding);
  return [
    ...equal("BR-CO-10", "BT-106", totals.lines, total(lines.map((line) => amountOf(line.net))), sumOf("BT-131")),
    ...equal("BR-CO-11", "BT-107", totals.allowances, amounts(allowances), sumOf("BT-92")),
    ...equal("BR-CO-12", "BT-108", totals.charges, amounts(charges), sumOf("BT-99")),
    ...equal("BR-CO-13", "BT-109", totals.net, net, "BT-106 − BT-107 + BT-108"),
    ...equal("BR-CO-14", "BT-110", totals.vat, total(taxes.map(({ amount }) => amountOf(amount))), sumOf("BT-117")),
    ...equal("BR-CO-15", "BT-112", totals.gross, amountOf(totals.net) + amountOf(totals.vat), "BT-109 + BT-110"),
    ...equal("BR-CO-16", "BT-115", totals.due, due, "BT-112 − BT-113 + BT-114"),
    ...taxes.flatMap(taxAmount),
    ...lines.flatMap(lineProduct),
  ];
}

function amounts(list: readonly Adjustment[]): Decimal {
  return total(list.map(({ amount }) => amountOf(amount)));
}

function sumOf(term: string): string {
  return `Σ ${term}`;
}

function equal(rule: string, term: string, value: string | undefined, sum: Decimal, formula: string): Breach[] {
  // what is missing is told by its own rule, and what is nothing may be left out
  if (!isSaid(value) ? sum === 0n || ["BT-106", "BT-109", "BT-112", "BT-115"].includes(term) : amountOf(value) === sum)
    return [];
  return [tell(rule, term, value, both(`${shown(sum)} (${formula})`, `${shown(sum)} (${formula})`))];
}

/** Rounding is the seller's matter up to one unit of the currency, as the validation artefacts have it; a cent is usual. */
function taxAmount({ base, rate, amount }: TaxBreakdown): Breach[] {
  if (!isSaid(base) || !isSaid(amount) || !isSaid(rate)) return [];
  const exact = rounded(over(times(amountOf(base), amountOf(rate)), amountOf("100")) ?? 0n);
  const off = sizeOf(exact - amountOf(amount));
  if (off <= amountOf("0.01")) return [];
  const expected = both(`${shown(exact)} (BT-116 × BT-119)`, `${shown(exact)} (BT-116 × BT-119)`);
  return [(off < amountOf("1") ? warn : tell)("BR-CO-17", "BT-117", amount, expected)];
}

/** Not a rule of EN 16931, but of many receivers (PEPPOL-EN16931-R120): quantity times price is the line's amount. */
function lineProduct(line: Line): Breach[] {
  const { id, net, quantity, price, baseQuantity, adjustments = [] } = line;
  if (!isSaid(net) || !isSaid(quantity) || !isSaid(price)) return [];
  const product = over(times(amountOf(quantity), amountOf(price)), amountOf(baseQuantity ?? "1"));
  if (product === null) return [];
  const extra = total(adjustments.map((each) => (isCharge(each) ? amountOf(each.amount) : -amountOf(each.amount))));
  const off = rounded(product) + extra - amountOf(net);
  if (sizeOf(off) <= amountOf("0.02")) return [];
  const value = shown(rounded(product) + extra);
  const expected: Both = both(`${value} (BT-129 × BT-146 ÷ BT-149)`, `${value} (BT-129 × BT-146 ÷ BT-149)`);
  return [warn("PEPPOL-EN16931-R120", `BG-25 ${id ?? ""}, BT-131`, net, expected)];
}

function sizeOf(value: Decimal): Decimal {
  return value < 0n ? -value : value;
}
