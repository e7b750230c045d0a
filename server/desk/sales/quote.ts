import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { amountsOf, netOf, standardOf } from "./amounts.ts";
import type { Amounts, PricedLine } from "./amounts.ts";

/** A position of a quote. Money in cents. */
export interface QuoteLine extends PricedLine {
  readonly productId: string;
  readonly sku: string;
  readonly text: string;
  readonly kind: string;
  readonly unit: string;
  readonly agreedCents: number | null;
  readonly discountPercent: number;
  readonly netCents: number;
}

/** A quote with its positions. Money in cents. */
export interface Quote {
  readonly id: string;
  readonly opportunityId: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly language: "de" | "en";
  readonly intro: string | null;
  readonly terms: string | null;
  readonly termMonths: number;
  readonly discountPercent: number;
  readonly validUntil: string | null;
  readonly fileId: string | null;
  /** When it can no longer be accepted: the end of its last day. */
  readonly validThrough: Date | null;
  readonly sentAt: Date | null;
  readonly decidedAt: Date | null;
  readonly decision: JsonObject | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly lines: readonly QuoteLine[];
  readonly amounts: Amounts;
}

type Row = Omit<Quote, "lines" | "amounts">;

/** The columns of a quote without its positions, from `quotes q`. */
export const quoteColumns = `q.id, q.opportunity_id as "opportunityId", q.number, q.version, q.state, q.language, q.intro, q.terms,
  q.term_months as "termMonths", q.discount_percent::float8 as "discountPercent", q.valid_until::text as "validUntil",
  q.file_id as "fileId", q.valid_through as "validThrough", q.sent_at as "sentAt", q.decided_at as "decidedAt", q.decision,
  q.created_at as "createdAt", q.created_by as "createdBy" from quotes q`;

/** @throws {Refusal} `quote.missing` */
export async function readQuote(tx: Tx, id: string): Promise<Quote> {
  const [row] = await tx.query<Row>(`select ${quoteColumns} where q.tenant_id = $1 and q.id = $2`, [tx.tenantId, id]);
  if (row === undefined) throw new Refusal("missing", "quote.missing", `Expected a quote ${id}, but there is none`);
  const lines = await tx.query<Omit<QuoteLine, "netCents">>(
    `select pos, product_id as "productId", sku, text, kind, choice, alternative_to as "alternativeTo", quantity::float8, unit, period,
       agreed_cents as "agreedCents", discount_percent::float8 as "discountPercent", list_cents as "listCents",
       unit_price_cents as "unitPriceCents", cost_cents as "costCents"
     from quote_lines where tenant_id = $1 and quote_id = $2 order by pos`,
    [tx.tenantId, id],
  );
  const whole = lines.map((line) => ({ ...line, netCents: netOf(line) }));
  return { ...row, lines: whole, amounts: amountsOf(whole, standardOf(whole), row.termMonths) };
}

/** Locks a quote and reads it. @throws {Refusal} `quote.missing` */
export async function lockQuote(tx: Tx, id: string): Promise<Quote> {
  await tx.query("select 1 from quotes where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  return readQuote(tx, id);
}

/** The id of a quote by its number; the newest version unless one is asked for. @throws {Refusal} `quote.missing` */
export async function findQuote(tx: Tx, number: string, version?: number): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    "select id from quotes where tenant_id = $1 and number = $2 and ($3::int is null or version = $3) order by version desc limit 1",
    [tx.tenantId, number, version ?? null],
  );
  if (row === undefined) throw new Refusal("missing", "quote.missing", `Expected a quote ${number}, but there is none`);
  return row.id;
}

/** A quote as a variable of its process: what the way depends on and what people are shown, without costs of positions. */
export async function quoteVariable(tx: Tx, id: string): Promise<JsonObject> {
  const quote = await readQuote(tx, id);
  const { onceCents, monthlyCents, totalCents, discountPercent, marginPercent } = quote.amounts;
  return {
    id,
    number: quote.number,
    version: quote.version,
    state: quote.state,
    language: quote.language,
    termMonths: quote.termMonths,
    extraDiscount: quote.discountPercent,
    validUntil: quote.validUntil,
    expiresAt: quote.validThrough?.toISOString() ?? null,
    intro: quote.intro,
    terms: quote.terms,
    fileId: quote.fileId,
    onceCents,
    monthlyCents,
    totalCents,
    discountPercent,
    marginPercent,
    text: quote.lines.map(asTyped).join("\n"),
    problems: [],
  };
}

/** A position as it would be typed. */
function asTyped(line: QuoteLine): string {
  const choice = { standard: [], optional: ["optional"], alternative: ["alternativ"] }[line.choice];
  const price = line.agreedCents === null ? [] : [`Preis ${(line.agreedCents / 100).toFixed(2).replace(".", ",")}`];
  const discount = line.discountPercent === 0 ? [] : [`Rabatt ${String(line.discountPercent).replace(".", ",")}`];
  const quantity = String(line.quantity).replace(".", ",");
  const runs = line.kind === "service_flat" || line.kind === "license";
  const period = runs === (line.period === "monthly") ? [] : [runs ? "einmalig" : "monatlich"];
  return [
    `${quantity} ${line.sku}`,
    ...choice,
    ...period,
    ...discount,
    ...price,
    `Text ${line.text.replaceAll(/[;\n]/g, ",")}`,
  ].join("; ");
}
