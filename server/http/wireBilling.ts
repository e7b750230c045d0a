import { z } from "zod";

/** A page of records of billing; each says what it is. */
export const page = z.object({
  items: z.array(z.looseObject({ id: z.string(), createdAt: z.string() })),
  nextCursor: z.string().nullable(),
});

/** An invoice or credit note as a whole. Money in cents. */
export const whole = z.looseObject({
  id: z.string(),
  number: z.string(),
  files: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

/** A billing run: what became of each customer in it. Money in cents. */
export const run = z.looseObject({
  number: z.string(),
  customers: z.array(z.looseObject({ customerId: z.string(), customer: z.string(), state: z.string() })),
  batches: z.array(z.looseObject({ number: z.string() })),
});

/** A batch for the ledger with its documents. Money in cents. */
export const batch = z.looseObject({
  number: z.string(),
  targetName: z.string(),
  invoices: z.array(z.looseObject({ number: z.string() })),
});

/** What a customer says about an invoice, and to whom to answer. */
export const dispute = z.strictObject({ reason: z.string().min(1).max(4000), contact: z.email().nullish() });
