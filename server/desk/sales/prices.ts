import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { lockQuote, quoteVariable } from "./quote.ts";
import type { QuoteLine } from "./quote.ts";

interface Prices {
  readonly pos: number;
  readonly contractLineCents: number | null;
  readonly customerCents: number | null;
  readonly tierCents: number | null;
  readonly listCents: number | null;
}

const asked = z.object({ quoteId: z.uuid() });

/** `desk.quote.facts`: for each position the prices there are, as the rule `price_source` asks for them. */
export const priceFacts: Operation = async (context, given) => {
  const { quoteId } = expectInput(asked, given);
  const quote = await lockQuote(context.tx, quoteId);
  const found = await pricesOf(context, quoteId);
  return {
    variables: { prices: quote.lines.map((line) => ({ ...found.get(line.pos), pos: line.pos, sku: line.sku })) },
  };
};

/** General prices come from the newest list that is valid; a customer's own from their contracts and the list of these. */
async function pricesOf(context: OperationContext, quoteId: string): Promise<ReadonlyMap<number, Prices>> {
  const rows = await context.tx.query<Prices>(
    `with general as (select general_price_list($1, $3::date) as id),
     running as (select k.* from contracts k join opportunities o on o.tenant_id = k.tenant_id and o.customer_id = k.customer_id
       join quotes q on q.tenant_id = o.tenant_id and q.opportunity_id = o.id
       where q.tenant_id = $1 and q.id = $2 and k.starts <= $3::date and (k.ends is null or k.ends >= $3::date))
     select l.pos,
       (select x.unit_price_cents from contract_lines x join running k on k.id = x.contract_id where x.tenant_id = l.tenant_id
          and x.product_id = l.product_id and x.included_minutes is null and x.unit_price_cents is not null
          and x.valid_from <= $3::date and (x.valid_to is null or x.valid_to >= $3::date) order by x.valid_from desc, x.id limit 1) as "contractLineCents",
       (select i.unit_price_cents from price_items i join running k on price_list_on(k.tenant_id, k.price_list_id, $3::date) = i.price_list_id where i.tenant_id = l.tenant_id
          and i.product_id = l.product_id and i.price_list_id not in (select id from general) and i.min_qty <= l.quantity
          order by i.min_qty desc, i.unit_price_cents limit 1) as "customerCents",
       (select i.unit_price_cents from price_items i join general on general.id = i.price_list_id where i.tenant_id = l.tenant_id
          and i.product_id = l.product_id and i.min_qty > 0 and i.min_qty <= l.quantity order by i.min_qty desc limit 1) as "tierCents",
       (select i.unit_price_cents from price_items i join general on general.id = i.price_list_id where i.tenant_id = l.tenant_id
          and i.product_id = l.product_id and i.min_qty = 0) as "listCents"
     from quote_lines l where l.tenant_id = $1 and l.quote_id = $2 order by l.pos`,
    [context.tx.tenantId, quoteId, await businessDay(context)],
  );
  return new Map(rows.map((row) => [row.pos, row]));
}

const settled = z.object({
  quoteId: z.uuid(),
  verdicts: z
    .array(
      z.object({
        pos: z.int(),
        price: z.object({ use: z.enum(["contractLine", "customer", "tier", "list", "error_no_price"]) }).nullable(),
      }),
    )
    .max(200),
  /** The problems that were found before. */
  problems: z.array(z.string()).max(500).nullish(),
});
type Verdict = z.output<typeof settled>["verdicts"][number];

/**
 * `desk.quote.price`: prices the draft as the rule said. A price that somebody agreed on goes before; the list price is
 * kept beside it, so that what is given away shows. A position without any price is told in `quote.problems`.
 */
export const priceQuote: Operation = async (context, given) => {
  const { quoteId, verdicts, problems } = expectInput(settled, given);
  const { tx } = context;
  const quote = await lockQuote(tx, quoteId);
  const found = await pricesOf(context, quoteId);
  const priced = quote.lines.map((line) =>
    pricedLine(line, {
      prices: found.get(line.pos),
      verdict: verdicts.find((each) => each.pos === line.pos),
      off: quote.discountPercent,
    }),
  );
  await tx.query(
    `update quote_lines l set list_cents = p.list, unit_price_cents = p.unit, net_cents = p.net, price_trace = p.trace
     from jsonb_to_recordset($3) as p (pos int, list int, unit int, net bigint, trace jsonb)
     where l.tenant_id = $1 and l.quote_id = $2 and l.pos = p.pos`,
    [tx.tenantId, quoteId, JSON.stringify(priced)],
  );
  await sumUp(context, quoteId);
  const unpriced = quote.lines.filter((_, index) => priced[index]?.unit === null);
  const all = [...(problems ?? []), ...unpriced.map((line) => `${line.sku}: kein Preis (no price)`)];
  return { variables: { quote: { ...(await quoteVariable(tx, quoteId)), problems: all } } };
};

interface Priced {
  readonly pos: number;
  readonly list: number | null;
  readonly unit: number | null;
  readonly net: number;
  readonly trace: JsonObject;
}

interface Basis {
  readonly prices: Prices | undefined;
  readonly verdict: Verdict | undefined;
  /** Percent off the whole quote. */
  readonly off: number;
}

function pricedLine(line: QuoteLine, { prices, verdict, off }: Basis): Priced {
  const use = verdict?.price?.use ?? "error_no_price";
  const ruled = ruledPrice(prices, use);
  const base = line.agreedCents ?? ruled;
  const unit = base === null ? null : Math.round(base * (1 - line.discountPercent / 100) * (1 - off / 100));
  const trace = { use: line.agreedCents === null ? use : "agreed", baseCents: base, ...prices };
  return { pos: line.pos, list: ruled ?? base, unit, net: Math.round(line.quantity * (unit ?? 0)), trace };
}

function ruledPrice(prices: Prices | undefined, use: NonNullable<Verdict["price"]>["use"]): number | null {
  if (prices === undefined) return null;
  const { contractLineCents, customerCents, tierCents, listCents } = prices;
  return {
    contractLine: contractLineCents,
    customer: customerCents,
    tier: tierCents,
    list: listCents,
    error_no_price: null,
  }[use];
}

/** Keeps the sums of the offer as it stands with the quote, for lists. */
async function sumUp({ tx, now }: OperationContext, quoteId: string): Promise<void> {
  const { amounts, opportunityId } = await lockQuote(tx, quoteId);
  await tx.query(
    "update quotes set once_cents = $3, monthly_cents = $4, total_cents = $5, list_cents = $6, cost_cents = $7 where tenant_id = $1 and id = $2",
    [
      tx.tenantId,
      quoteId,
      amounts.onceCents,
      amounts.monthlyCents,
      amounts.totalCents,
      amounts.listCents,
      amounts.costCents,
    ],
  );
  await tx.query("update opportunities set expected_cents = $3, changed_at = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    opportunityId,
    amounts.totalCents,
    now,
  ]);
}
