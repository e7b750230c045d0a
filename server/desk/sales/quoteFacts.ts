import type { Tx } from "../../db/transact.ts";
import type { QuoteFacts } from "../../documents/quote/facts.ts";
import { readOpportunity } from "./opportunity.ts";
import { readQuote } from "./quote.ts";

/** All that the customer is told in a quote; nothing of costs and margins. @throws {Refusal} `quote.missing` */
export async function quoteFactsOf(tx: Tx, quoteId: string, today: string): Promise<QuoteFacts> {
  const quote = await readQuote(tx, quoteId);
  const opportunity = await readOpportunity(tx, { id: quote.opportunityId });
  const [seller] = await tx.query<{ name: string; country: string; vatId: string | null }>(
    'select name, country, vat_id as "vatId" from sellers where tenant_id = $1',
    [tx.tenantId],
  );
  const { onceCents, monthlyCents, totalCents } = quote.amounts;
  return {
    number: quote.number,
    version: quote.version,
    language: quote.language,
    title: opportunity.title,
    seller: seller ?? { name: "", country: "", vatId: null },
    company: opportunity.customerName ?? opportunity.company,
    person: opportunity.person,
    issuedOn: today,
    validUntil: quote.validUntil ?? today,
    intro: quote.intro,
    terms: quote.terms,
    termMonths: quote.termMonths,
    lines: quote.lines.map((line) => ({
      pos: line.pos,
      text: line.text,
      sku: line.sku,
      choice: line.choice,
      alternativeTo: line.alternativeTo,
      quantity: line.quantity,
      unit: line.unit,
      period: line.period,
      unitPriceCents: line.unitPriceCents ?? 0,
      netCents: line.netCents,
    })),
    amounts: { onceCents, monthlyCents, totalCents },
  };
}
