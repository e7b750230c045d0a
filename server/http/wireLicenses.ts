import { z } from "zod";
import { subscription } from "../desk/licenses/subscriptions.ts";

/** Licences over the wire. Money in cents a piece and month, days as ISO dates. */
const cents = z.number();
const pieces = z.number().int();
const day = z.string();

export const licenseRow = z.object({
  id: z.string(),
  name: z.string(),
  vendor: z.string().nullable(),
  customerId: z.string(),
  customer: z.string(),
  quantity: pieces.describe("As agreed and billed"),
  purchased: pieces.nullable().describe("As bought where they come from, by the last count"),
  assigned: pieces.nullable(),
  active: pieces.nullable().describe("In use, by the last count"),
  drift: pieces.nullable().describe("In use less agreed"),
  countedAt: z.string().nullable(),
  boundUntil: day.nullable().describe("The end of the term that runs, after those that followed by themselves"),
  unitPriceCents: cents.nullable().describe("As the contract says today"),
  state: z.enum(["even", "over", "under", "stale", "uncounted", "expired", "ended"]),
  createdAt: z.string(),
});
export const licensePage = z.object({ items: z.array(licenseRow), nextCursor: z.string().nullable() });
export const license = licenseRow.extend({
  revision: z.number().int(),
  committedUntil: day.nullable().describe("The end of a term as it was recorded"),
  source: z.string(),
  externalId: z.string().nullable(),
  driftPercent: z.number(),
  termMonths: pieces.nullable(),
  renewsAutomatically: z.boolean(),
  costCents: cents.nullable(),
  isActive: z.boolean(),
  contractId: z.string(),
  contract: z.string(),
  product: z.string(),
  monthlyCents: cents.nullable().describe("What the customer pays a month"),
  monthlyCostCents: cents.nullable().describe("What we pay a month"),
  given: pieces.describe("How many people and devices have one by our own records"),
  assignments: z.array(
    z.object({
      id: z.string(),
      holder: z.string().nullable(),
      assetId: z.string().nullable(),
      asset: z.string().nullable(),
      contactId: z.string().nullable(),
      contact: z.string().nullable(),
      seats: pieces,
      assignedAt: z.string(),
      releasedAt: z.string().nullable(),
    }),
  ),
  counts: z.array(
    z.object({ at: z.string(), source: z.string(), purchased: pieces.nullable(), assigned: pieces, active: pieces }),
  ),
  changes: z.array(
    z.object({
      effectiveOn: day,
      kind: z.enum(["true_up", "true_down", "kept"]),
      from: pieces,
      to: pieces,
      run: z.string().nullable(),
      reason: z.string().nullable(),
      decidedBy: z.string().nullable(),
      decidedAt: z.string(),
    }),
  ),
});
export const addLicense = subscription;
/** A count that somebody made. */
export const handCount = z.strictObject({
  purchased: z.int().min(0).max(1_000_000).nullish(),
  assigned: z.int().min(0).max(1_000_000),
  active: z.int().min(0).max(1_000_000),
});
/** What came of asking the source. */
export const counted = z.object({ source: z.string(), counted: z.boolean() });
