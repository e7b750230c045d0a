import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { amountsOf, leftOut, mistakeOf, standardOf } from "./amounts.ts";
import { changeOpportunity, remember } from "./opportunity.ts";
import { lockQuote, quoteVariable } from "./quote.ts";
import type { Quote } from "./quote.ts";

/** How somebody accepts. */
export interface Acceptance {
  /** Positions; without any the quote as it stands. */
  readonly positions: readonly number[];
  readonly name: string;
  readonly reference: string | null;
  /** `link` for the customer's own page, else the login of who entered it. */
  readonly by: string;
}

/**
 * Accepts a quote, as a whole or in part, and tells what its process is told. It works once: whoever comes second finds it
 * decided.
 *
 * @throws {Refusal} `quote.decided`, `quote.expired`, `quote.choice`
 */
export async function acceptQuote(tx: Tx, quoteId: string, acceptance: Acceptance, now: Date): Promise<JsonObject> {
  const quote = await lockQuote(tx, quoteId);
  refuseDecided(quote, now);
  const chosen = acceptance.positions.length === 0 ? standardOf(quote.lines) : new Set(acceptance.positions);
  const mistake = mistakeOf(quote.lines, chosen);
  if (mistake !== undefined) throw wrongChoice(mistake);
  const missing = leftOut(quote.lines, chosen);
  const isPartial = missing.length > 0;
  const positions = [...chosen].toSorted((a, b) => a - b);
  const decision = { positions, name: acceptance.name, reference: acceptance.reference, by: acceptance.by };
  await tx.query("update quotes set state = $3, decided_at = $4, decision = $5 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    quoteId,
    isPartial ? "partly_accepted" : "accepted",
    now,
    JSON.stringify(decision),
  ]);
  await remember(tx, quote.opportunityId, now, {
    kind: "accepted",
    actor: acceptance.by,
    note: acceptance.name,
    details: { number: quote.number, version: quote.version, positions, partial: isPartial },
  });
  const { onceCents, monthlyCents, totalCents, discountPercent, marginPercent } = amountsOf(
    quote.lines,
    chosen,
    quote.termMonths,
  );
  return {
    ...decision,
    partial: isPartial,
    missing: quote.lines.filter((line) => missing.includes(line.pos)).map((line) => line.text),
    onceCents,
    monthlyCents,
    totalCents,
    discountPercent,
    marginPercent,
  };
}

function wrongChoice(mistake: "unknown" | "empty" | "both"): Refusal {
  const but = {
    unknown: "one of them is not on the quote",
    empty: "none was chosen",
    both: "a position was chosen together with its alternative",
  }[mistake];
  return new Refusal("unprocessable", "quote.choice", `Expected positions of the quote, but ${but}`);
}

/** @throws {Refusal} `quote.decided` when it is no longer open, `quote.expired` when its time is over */
export function refuseDecided(quote: Quote, now: Date): void {
  if (quote.state !== "sent")
    throw new Refusal(
      "conflict",
      "quote.decided",
      `Expected a quote that is open, but ${quote.number} is ${quote.state}`,
    );
  if (quote.validThrough !== null && quote.validThrough <= now)
    throw new Refusal(
      "conflict",
      "quote.expired",
      `Expected a quote that is still valid, but ${quote.number} was until ${quote.validUntil}`,
    );
}

/** Rejects a quote. @throws {Refusal} `quote.decided`, `quote.expired` */
export async function rejectQuote(
  tx: Tx,
  quoteId: string,
  { by, reason }: { readonly by: string; readonly reason: string | null },
  now: Date,
): Promise<void> {
  const quote = await lockQuote(tx, quoteId);
  refuseDecided(quote, now);
  await tx.query(
    "update quotes set state = 'rejected', decided_at = $3, decision = $4 where tenant_id = $1 and id = $2",
    [tx.tenantId, quoteId, now, JSON.stringify({ by, reason })],
  );
  await remember(tx, quote.opportunityId, now, {
    kind: "rejected",
    actor: by,
    note: reason,
    details: { number: quote.number, version: quote.version },
  });
}

/** Notes that the customer wants the quote changed; it stays open until there is a new version. @throws as {@link rejectQuote} */
export async function askForChange(
  tx: Tx,
  quoteId: string,
  { by, wish }: { readonly by: string; readonly wish: string },
  now: Date,
): Promise<void> {
  const quote = await lockQuote(tx, quoteId);
  refuseDecided(quote, now);
  await remember(tx, quote.opportunityId, now, {
    kind: "asked",
    actor: by,
    note: wish,
    details: { number: quote.number, version: quote.version },
  });
}

const recorded = z.object({
  quoteId: z.uuid(),
  positions: optionalText,
  name: z.string().trim().min(1).max(200),
  reference: optionalText,
  by: optionalText,
});

/** `desk.quote.accept`: an acceptance that came by telephone or on paper. What is wrong with it is told in `acceptance.problem`. */
export const recordAcceptance: Operation = async ({ tx, now }, given) => {
  const { quoteId, positions, name, reference, by } = expectInput(recorded, given);
  const numbers = (positions ?? "")
    .split(/[\s,;]+/)
    .filter((each) => each !== "")
    .map(Number);
  try {
    const acceptance = await acceptQuote(tx, quoteId, { positions: numbers, name, reference, by: by ?? "system" }, now);
    return { variables: { acceptance: { ...acceptance, problem: null } } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { variables: { acceptance: { problem: error.message } } };
  }
};

const closing = z.object({ quoteId: z.uuid() });

/** `desk.quote.close`: nobody answered in time; the quote can no longer be accepted, unless it was a moment ago. */
export const closeQuote: Operation = async ({ tx, now }, given) => {
  const { quoteId } = expectInput(closing, given);
  const { state, validThrough } = await lockQuote(tx, quoteId);
  const isOver = validThrough !== null && validThrough <= now;
  if (state === "sent")
    await tx.query("update quotes set state = $3 where tenant_id = $1 and id = $2", [
      tx.tenantId,
      quoteId,
      isOver ? "expired" : "withdrawn",
    ]);
  return { variables: { quote: await quoteVariable(tx, quoteId) } };
};

const superseding = z.object({ quoteId: z.uuid(), reason: optionalText });

/** `desk.quote.supersede`: the next version, with the positions of the last; the last one can no longer be accepted. */
export const supersedeQuote: Operation = async (context, given) => {
  const { quoteId, reason } = expectInput(superseding, given);
  const { tx, now } = context;
  const quote = await lockQuote(tx, quoteId);
  await tx.query("update quotes set state = 'superseded' where tenant_id = $1 and id = $2", [tx.tenantId, quoteId]);
  const id = await copyQuote(context, quote);
  await changeOpportunity(tx, quote.opportunityId, { now, assignments: "stage = 'quoting'" });
  await remember(tx, quote.opportunityId, now, {
    kind: "quoted",
    note: reason,
    details: { number: quote.number, version: quote.version + 1 },
  });
  return { variables: { quote: await quoteVariable(tx, id) } };
};

async function copyQuote({ tx, now }: Parameters<Operation>[0], quote: Quote): Promise<string> {
  const [copy] = await tx.query<{ id: string }>(
    `insert into quotes (tenant_id, id, opportunity_id, number, version, language, intro, terms, term_months, discount_percent, created_at, created_by)
     select tenant_id, gen_random_uuid(), opportunity_id, number, version + 1, language, intro, terms, term_months, discount_percent, $3, created_by
     from quotes where tenant_id = $1 and id = $2 returning id`,
    [tx.tenantId, quote.id, now],
  );
  const id = copy?.id ?? "";
  await tx.query(
    `insert into quote_lines (tenant_id, quote_id, pos, product_id, sku, text, kind, choice, alternative_to, quantity, unit, period,
       agreed_cents, discount_percent, cost_cents)
     select l.tenant_id, $3, l.pos, l.product_id, l.sku, l.text, l.kind, l.choice, l.alternative_to, l.quantity, l.unit, l.period,
       l.agreed_cents, l.discount_percent, coalesce(p.cost_cents, 0)
     from quote_lines l join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
     where l.tenant_id = $1 and l.quote_id = $2`,
    [tx.tenantId, quote.id, id],
  );
  return id;
}
