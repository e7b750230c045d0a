import { z } from "zod";

const cents = z.int();
const amounts = z.object({ onceCents: cents, monthlyCents: cents, totalCents: cents });

/** A position as the customer reads it. */
export const quotedLine = z.object({
  pos: z.int().positive(),
  text: z.string(),
  sku: z.string(),
  choice: z.enum(["standard", "optional", "alternative"]),
  alternativeTo: z.int().nullable(),
  quantity: z.number(),
  unit: z.string(),
  period: z.enum(["once", "monthly"]),
  unitPriceCents: cents,
  netCents: cents,
});

/** All that a quote's document says. Money in cents, net; days as `2026-11-23`. */
export const quoteFacts = z.object({
  number: z.string(),
  version: z.int().positive(),
  language: z.enum(["de", "en"]),
  title: z.string(),
  seller: z.object({ name: z.string(), country: z.string(), vatId: z.string().nullable() }),
  company: z.string(),
  person: z.string().nullable(),
  issuedOn: z.string(),
  validUntil: z.string(),
  intro: z.string().nullable(),
  terms: z.string().nullable(),
  termMonths: z.int().min(0),
  lines: z.array(quotedLine).max(200),
  amounts,
});
export type QuoteFacts = z.output<typeof quoteFacts>;
export type QuotedLine = z.output<typeof quotedLine>;
