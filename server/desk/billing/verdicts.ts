import { z } from "zod";

/** One collected time entry, as far as the draft needs it. Facts of the rules stay in it for the trace. */
export const lineShape = z
  .object({
    id: z.uuid(),
    day: z.iso.date(),
    minutes: z.int().positive(),
    workType: z.string(),
    technicianName: z.string().nullish(),
    note: z.string().nullish(),
    costCents: z.int().nullish(),
    contractId: z.uuid().nullish(),
    costCentre: z.string().nullish(),
    taxClass: z.string().nullish(),
    supply: z.string().nullish(),
    productId: z.uuid().nullable(),
    productName: z.string().nullable(),
    contractKind: z.string(),
    contractLineId: z.uuid().nullable(),
    contractLinePriceCents: z.int().nullable(),
    customerPriceCents: z.int().nullable(),
    tierPriceCents: z.int().nullable(),
    listPriceCents: z.int().nullable(),
  })
  .catchall(z.json());
export type BillingLine = z.output<typeof lineShape>;

/** What the four rules said about a line. */
export const verdictShape = z.object({
  lineId: z.uuid(),
  billability: z.object({
    billable: z.enum(["yes", "covered", "goodwill", "internal"]),
    priceFactor: z.number().min(0).max(10),
    approval: z.string().nullish(),
  }),
  rounding: z.object({
    minMinutes: z.int().min(0),
    stepMinutes: z.int().min(1),
    mode: z.enum(["up", "nearest"]),
    scope: z.enum(["entry", "visit", "ticket_day", "task_day"]),
  }),
  price: z.object({ use: z.enum(["contractLine", "customer", "tier", "list", "error_no_price"]) }),
  tax: z.object({
    taxKey: z.string(),
    percent: z.number().nullish(),
    category: z.string().nullish(),
    invoiceText: z.string().nullish(),
  }),
});
export type LineVerdict = z.output<typeof verdictShape>;

/** Time entries that are rounded and sold together. */
export interface Position {
  readonly lines: readonly BillingLine[];
  readonly verdict: LineVerdict;
  readonly minutes: number;
  readonly billedMinutes: number;
  readonly unitPriceCents: number;
  readonly netCents: number;
}

/** Groups lines by the scope of their rounding, rounds each group once and prices it. Money in cents. */
export function positionsOf(lines: readonly BillingLine[], verdicts: readonly LineVerdict[]): readonly Position[] {
  const groups = new Map<string, { lines: BillingLine[]; verdict: LineVerdict }>();
  for (const line of lines) {
    const verdict = verdicts.find((each) => each.lineId === line.id);
    if (verdict === undefined) throw new Error(`Expected a verdict about line ${line.id}, but there is none`);
    const key = groupOf(line, verdict);
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { lines: [line], verdict });
  }
  return [...groups.values()].map(({ lines: members, verdict }) => priced(members, verdict));
}

/** Only what is sold alike may be summed: same product, price, factor, tax and coverage. */
function groupOf(line: BillingLine, { billability, rounding, price, tax }: LineVerdict): string {
  const scope = rounding.scope === "entry" ? line.id : `${rounding.scope}/${line.day}`;
  return JSON.stringify([
    scope,
    rounding,
    billability,
    price,
    tax.taxKey,
    line.productId,
    line.contractLineId,
    line.workType === "travel",
  ]);
}

function priced(lines: readonly BillingLine[], verdict: LineVerdict): Position {
  const minutes = lines.reduce((sum, line) => sum + line.minutes, 0);
  const billedMinutes = rounded(minutes, verdict.rounding);
  const unitPriceCents = lines[0] === undefined ? 0 : priceOf(lines[0], verdict.price.use);
  const { billable, priceFactor } = verdict.billability;
  // the price as the invoice shows it is rounded first: quantity times price must be what the line says
  const shownCents = Math.round(unitPriceCents * priceFactor);
  const netCents = billable === "yes" ? Math.round((billedMinutes * shownCents) / 60) : 0;
  return { lines, verdict, minutes, billedMinutes, unitPriceCents, netCents };
}

/** Rounds to the step and lifts to the minimum; what was worked is never rounded to nothing. */
export function rounded(minutes: number, rounding: LineVerdict["rounding"]): number {
  const steps = minutes / rounding.stepMinutes;
  const whole = rounding.mode === "up" ? Math.ceil(steps) : Math.max(1, Math.round(steps));
  return Math.max(rounding.minMinutes, whole * rounding.stepMinutes);
}

/** Cents an hour. Without any price it is nothing, and the position waits for somebody to say one. */
function priceOf(line: BillingLine, use: LineVerdict["price"]["use"]): number {
  switch (use) {
    case "contractLine":
      return line.contractLinePriceCents ?? 0;
    case "customer":
      return line.customerPriceCents ?? 0;
    case "tier":
      return line.tierPriceCents ?? 0;
    case "list":
      return line.listPriceCents ?? 0;
    case "error_no_price":
      return 0;
  }
}
