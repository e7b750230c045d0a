/** A priced position of a quote. Money in cents. */
export interface PricedLine {
  readonly pos: number;
  readonly choice: "standard" | "optional" | "alternative";
  /** The position it may stand in for. */
  readonly alternativeTo: number | null;
  readonly quantity: number;
  readonly period: "once" | "monthly";
  readonly listCents: number | null;
  readonly unitPriceCents: number | null;
  readonly costCents: number;
}

/** What some positions come to. Money in cents. */
export interface Amounts {
  readonly onceCents: number;
  readonly monthlyCents: number;
  /** Over the whole term. */
  readonly totalCents: number;
  readonly listCents: number;
  readonly costCents: number;
  /** Below the list, in percent of it; 0 where nothing is below. */
  readonly discountPercent: number;
  readonly marginPercent: number;
}

/** What runs without a term is weighed as a year. */
const openTerm = 12;

/** Net of one position. */
export function netOf({ quantity, unitPriceCents }: Pick<PricedLine, "quantity" | "unitPriceCents">): number {
  return Math.round(quantity * (unitPriceCents ?? 0));
}

/** Adds up the chosen positions. `termMonths`: 0 runs until it is given notice. */
export function amountsOf(lines: readonly PricedLine[], chosen: ReadonlySet<number>, termMonths: number): Amounts {
  const months = termMonths === 0 ? openTerm : termMonths;
  const sum = { once: 0, monthly: 0, list: 0, cost: 0 };
  for (const line of lines) {
    if (!chosen.has(line.pos)) continue;
    const times = line.period === "monthly" ? months : 1;
    sum[line.period] += netOf(line);
    sum.list += Math.round(line.quantity * (line.listCents ?? line.unitPriceCents ?? 0)) * times;
    sum.cost += Math.round(line.quantity * line.costCents) * times;
  }
  const totalCents = sum.once + sum.monthly * months;
  return {
    onceCents: sum.once,
    monthlyCents: sum.monthly,
    totalCents,
    listCents: sum.list,
    costCents: sum.cost,
    discountPercent: percent(Math.max(0, sum.list - totalCents), sum.list),
    marginPercent: percent(totalCents - sum.cost, totalCents),
  };
}

/** The positions that are taken when the quote is accepted as it is. */
export function standardOf(lines: readonly PricedLine[]): ReadonlySet<number> {
  return new Set(lines.filter((line) => line.choice === "standard").map((line) => line.pos));
}

/** What stands between a choice and an order. */
export type ChoiceMistake = "unknown" | "empty" | "both";

/** What is wrong with a choice of positions: one is unknown, none is chosen, or a position together with its alternative. */
export function mistakeOf(lines: readonly PricedLine[], chosen: ReadonlySet<number>): ChoiceMistake | undefined {
  if ([...chosen].some((pos) => lines.every((line) => line.pos !== pos))) return "unknown";
  if (chosen.size === 0) return "empty";
  const taken = lines.filter((line) => chosen.has(line.pos)).map(({ pos, alternativeTo }) => alternativeTo ?? pos);
  return new Set(taken).size < taken.length ? "both" : undefined;
}

/** The positions of the offer that nothing chosen stands for; without any the quote is accepted as a whole. */
export function leftOut(lines: readonly PricedLine[], chosen: ReadonlySet<number>): readonly number[] {
  const covered = new Set(
    lines.filter((line) => chosen.has(line.pos)).map(({ pos, alternativeTo }) => alternativeTo ?? pos),
  );
  return [...standardOf(lines)].filter((pos) => !covered.has(pos));
}

/** With one decimal, as people read it and rules compare it. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}
