import { createHash, randomBytes } from "node:crypto";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { changeOpportunity, remember } from "./opportunity.ts";
import { lockQuote, quoteVariable } from "./quote.ts";

/** A quote that leaves the house. */
export interface Sending {
  readonly quoteId: string;
  readonly fileId: string | null;
  /** Whose last day the validity ends with (IANA). */
  readonly timeZone: string;
}

/**
 * Marks a quote as sent: from now on it never changes. Gives the secret of its acceptance link, of which only the hash is
 * kept; marking it again gives a new secret, and the one before is void.
 *
 * @throws {Refusal} `quote.decided` when it is neither a draft nor open
 */
export async function markQuoteSent(tx: Tx, { quoteId, fileId, timeZone }: Sending, now: Date): Promise<string> {
  const quote = await lockQuote(tx, quoteId);
  const secret = randomBytes(32).toString("base64url");
  if (quote.state === "sent") {
    await tx.query("update quotes set token_sha256 = $3 where tenant_id = $1 and id = $2", [
      tx.tenantId,
      quoteId,
      hashOf(secret),
    ]);
    return secret;
  }
  if (quote.state !== "draft" || quote.validUntil === null)
    throw new Refusal("conflict", "quote.decided", `Expected a draft, but quote ${quote.number} is ${quote.state}`);
  const end = Temporal.PlainDate.from(quote.validUntil).add({ days: 1 }).toZonedDateTime(timeZone);
  await tx.query(
    `update quotes set state = 'sent', sent_at = $3, file_id = $4, valid_through = $5, token_sha256 = $6 where tenant_id = $1 and id = $2`,
    [tx.tenantId, quoteId, now, fileId, new Date(end.epochMilliseconds), hashOf(secret)],
  );
  await changeOpportunity(tx, quote.opportunityId, {
    now,
    assignments: "stage = 'sent', probability = greatest(probability, 60)",
  });
  await remember(tx, quote.opportunityId, now, {
    kind: "sent",
    details: { number: quote.number, version: quote.version },
  });
  return secret;
}

/** What the letter says besides what its process knows. */
export async function letterFacts(tx: Tx, quoteId: string): Promise<JsonObject> {
  const quote = await quoteVariable(tx, quoteId);
  const [seller] = await tx.query<{ name: string }>("select name from sellers where tenant_id = $1", [tx.tenantId]);
  return { quote, seller: seller?.name ?? "", isRevised: quote["version"] !== 1 };
}

/** Whose quote a secret opens. */
export interface QuoteKey {
  readonly tenantId: string;
  readonly id: string;
}

/** Finds the quote of an acceptance link, in whatever tenant. */
export async function findBySecret(tx: Tx, secret: string): Promise<QuoteKey | undefined> {
  if (!/^[\w-]{43}$/.test(secret)) return undefined;
  const [row] = await tx.query<QuoteKey>('select tenant_id as "tenantId", id from quotes where token_sha256 = $1', [
    hashOf(secret),
  ]);
  return row;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
