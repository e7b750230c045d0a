import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { changeOpportunity, lockOpportunity, remember } from "./opportunity.ts";
import type { Opportunity } from "./opportunity.ts";
import { quoteVariable } from "./quote.ts";
import { readLines } from "./quoteText.ts";

/** One position as it is asked for; what is not said comes from the catalogue. */
export const draftLine = z.object({
  sku: z.string().trim().min(1).max(60),
  /** At most two decimals. */
  quantity: z.number().positive().max(1_000_000).multipleOf(0.01),
  choice: z.enum(["standard", "optional", "alternative"]).optional(),
  period: z.enum(["once", "monthly"]).optional(),
  /** A price that was agreed on; without it the catalogue decides. */
  agreedCents: z.int().min(0).max(1_000_000_000).optional(),
  discountPercent: z.number().min(0).max(100).optional(),
  text: z.string().trim().min(1).max(500).optional(),
});
export type DraftLine = z.output<typeof draftLine>;

/** A draft as people write it. `lines` missing: those of the draft stay. */
export const draftShape = z.object({
  lines: z.array(draftLine).max(200).optional(),
  discountPercent: z.number().min(0).max(100).default(0),
  termMonths: z.int().min(0).max(120).default(0),
  validUntil: z.iso.date().nullish(),
  intro: optionalText,
  terms: optionalText,
});
export type Draft = z.output<typeof draftShape>;

const input = z.object({
  opportunityId: z.uuid(),
  draft: z.object({
    text: optionalText,
    discountPercent: z.number().min(0).max(100).nullish(),
    termMonths: z.int().min(0).max(120).nullish(),
    validUntil: z.iso.date().nullish(),
    intro: optionalText,
    terms: optionalText,
    author: optionalText,
  }),
});

/**
 * `desk.quote.save`: the draft of the quote, made from what was typed; without positions those of the draft stay. What
 * cannot be read or is not in the catalogue is told in `quote.problems`, so that a person can mend it.
 */
export const saveQuote: Operation = async (context, given) => {
  const { opportunityId, draft } = expectInput(input, given);
  const { text, author, ...rest } = draft;
  const opportunity = await lockOpportunity(context.tx, opportunityId);
  const read = text === null ? undefined : readLines(text);
  const wanted: Draft = {
    ...rest,
    discountPercent: rest.discountPercent ?? 0,
    termMonths: rest.termMonths ?? 0,
    ...(read === undefined ? {} : { lines: [...read.lines] }),
  };
  const saved = await writeDraft(context, opportunity, { draft: wanted, author });
  const problems = [...(read?.problems ?? []), ...saved.problems];
  return { variables: { quote: { ...(await quoteVariable(context.tx, saved.id)), problems } } };
};

type Place = Pick<OperationContext, "tx" | "now" | "calendarOf">;

/** Writes the draft of an opportunity's next quote, and tells what of it the catalogue does not know. */
export async function writeDraft(
  context: Place,
  opportunity: Opportunity,
  { draft, author }: { readonly draft: Draft; readonly author: string | null },
): Promise<{ readonly id: string; readonly problems: readonly string[] }> {
  const { tx, now } = context;
  const today = await businessDay(context);
  const problems: string[] = [];
  const id = await draftOf(context, opportunity, author);
  const validUntil = draft.validUntil ?? Temporal.PlainDate.from(today).add({ days: 30 }).toString();
  if (validUntil < today) problems.push(`${validUntil}: vorbei (is over)`);
  await tx.query(
    `update quotes set discount_percent = $3, term_months = $4, valid_until = $5, intro = $6, terms = $7 where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, draft.discountPercent, draft.termMonths, validUntil, draft.intro, draft.terms],
  );
  if (draft.lines !== undefined) problems.push(...(await writeLines(tx, id, draft.lines)));
  const [count] = await tx.query<{ lines: number }>(
    "select count(*)::int as lines from quote_lines where tenant_id = $1 and quote_id = $2 and choice = 'standard'",
    [tx.tenantId, id],
  );
  if (count?.lines === 0) problems.push("Es fehlt eine Position (a position is missing)");
  await changeOpportunity(tx, opportunity.id, {
    now,
    assignments: "stage = 'quoting', probability = greatest(probability, 40)",
  });
  return { id, problems };
}

/** The draft there is; else a new one: the next version of what was sent, or the first quote. */
async function draftOf(context: Place, opportunity: Opportunity, author: string | null): Promise<string> {
  const { tx, now } = context;
  const [newest] = await tx.query<{ id: string; number: string; version: number; state: string }>(
    "select id, number, version, state from quotes where tenant_id = $1 and opportunity_id = $2 order by created_at desc, version desc limit 1",
    [tx.tenantId, opportunity.id],
  );
  if (newest?.state === "draft") return newest.id;
  if (newest?.state === "sent")
    throw new Refusal(
      "conflict",
      "quote.sent",
      `Expected a draft, but quote ${newest.number} was sent; it takes a new version`,
    );
  const id = newId(now);
  const year = Number((await businessDay(context)).slice(0, 4));
  const number = newest?.number ?? (await drawNumber(tx, "AN", { kind: "quote", id, year, now }));
  await insertQuote(tx, now, {
    id,
    opportunityId: opportunity.id,
    number,
    version: (newest?.version ?? 0) + 1,
    language: opportunity.language,
    author,
  });
  await remember(tx, opportunity.id, now, {
    kind: "quoted",
    actor: author,
    details: { number, version: (newest?.version ?? 0) + 1 },
  });
  return id;
}

/** A quote as it begins. */
export interface NewQuote {
  readonly id: string;
  readonly opportunityId: string;
  readonly number: string;
  readonly version: number;
  readonly language: string;
  readonly author: string | null;
}

/** Begins a draft without positions. */
export async function insertQuote(tx: Tx, now: Date, quote: NewQuote): Promise<void> {
  await tx.query(
    `insert into quotes (tenant_id, id, opportunity_id, number, version, language, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.tenantId, quote.id, quote.opportunityId, quote.number, quote.version, quote.language, now, quote.author],
  );
}

interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly cost: number;
}

async function writeLines(tx: Tx, quoteId: string, lines: readonly DraftLine[]): Promise<readonly string[]> {
  const products = await tx.query<Product>(
    `select p.id, p.sku, case when q.language = 'en' then coalesce(p.name_en, p.name) else p.name end as name, p.kind, p.unit,
       coalesce(p.cost_cents, 0) as cost
     from products p join quotes q on q.tenant_id = p.tenant_id and q.id = $3
     where p.tenant_id = $1 and lower(p.sku) = any ($2::text[]) and p.is_active`,
    [tx.tenantId, lines.map((line) => line.sku.toLowerCase()), quoteId],
  );
  const bySku = new Map(products.map((product) => [product.sku.toLowerCase(), product]));
  const problems: string[] = [];
  const rows: object[] = [];
  let ordinary: number | null = null;
  for (const line of lines) {
    const product = bySku.get(line.sku.toLowerCase());
    const choice = line.choice ?? "standard";
    if (product === undefined || (choice === "alternative" && ordinary === null)) {
      problems.push(
        product === undefined
          ? `${line.sku}: nicht im Katalog (not in the catalogue)`
          : `${line.sku}: Alternative wozu? (alternative to what?)`,
      );
      continue;
    }
    const pos = rows.length + 1;
    if (choice !== "alternative") ordinary = pos;
    rows.push(rowOf(line, product, { pos, choice, alternative_to: choice === "alternative" ? ordinary : null }));
  }
  await tx.query("delete from quote_lines where tenant_id = $1 and quote_id = $2", [tx.tenantId, quoteId]);
  await tx.query(
    `insert into quote_lines (tenant_id, quote_id, pos, product_id, sku, text, kind, choice, alternative_to, quantity, unit, period,
       agreed_cents, discount_percent, cost_cents)
     select $1, $2, * from jsonb_to_recordset($3) as given (pos int, product_id uuid, sku text, text text, kind text, choice text,
       alternative_to int, quantity numeric, unit text, period text, agreed_cents int, discount_percent numeric, cost_cents int)`,
    [tx.tenantId, quoteId, JSON.stringify(rows)],
  );
  return problems;
}

function rowOf(line: DraftLine, product: Product, place: object): object {
  const runs = product.kind === "service_flat" || product.kind === "license";
  return {
    ...place,
    product_id: product.id,
    sku: product.sku,
    text: line.text ?? product.name,
    kind: product.kind,
    quantity: line.quantity,
    unit: product.unit,
    period: line.period ?? (runs ? "monthly" : "once"),
    agreed_cents: line.agreedCents ?? null,
    discount_percent: line.discountPercent ?? 0,
    cost_cents: product.cost,
  };
}
