import { z } from "zod";
import { productChange } from "../desk/records/catalogue.ts";
import { productShape } from "../desk/records/agreements.ts";
import { draftShape } from "../desk/sales/save.ts";

const instant = z.string().datetime().describe("ISO 8601, UTC");
const day = z.string().describe("a day, such as 2026-11-23");
const cents = z.number().int().describe("cents, net");
const text = (most: number) => z.string().trim().max(most);

// Opportunities
const opportunityRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  company: z.string(),
  person: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  source: z.string(),
  origin: z.string().nullable(),
  interest: z.string(),
  consent: z.boolean(),
  stage: z.string(),
  owner: z.string().nullable(),
  expectedCents: cents,
  probability: z.number().int(),
  nextStep: z.string().nullable(),
  nextStepOn: day.nullable(),
  score: z.number().int().nullable(),
  lossReason: z.string().nullable(),
  followUpOn: day.nullable(),
  createdAt: instant,
  closedAt: instant.nullable(),
});
export const opportunityPage = z.object({ items: z.array(opportunityRow), nextCursor: z.string().nullable() });
const quoteRow = z.object({
  id: z.string(),
  number: z.string(),
  version: z.number().int(),
  state: z.string(),
  opportunityNumber: z.string(),
  customer: z.string(),
  title: z.string(),
  onceCents: cents,
  monthlyCents: cents,
  totalCents: cents,
  validUntil: day.nullable(),
  createdAt: instant,
});
export const quotePage = z.object({ items: z.array(quoteRow), nextCursor: z.string().nullable() });
export const opportunity = opportunityRow.extend({
  history: z.array(
    z.object({
      kind: z.string(),
      actor: z.string().nullable(),
      note: z.string().nullable(),
      details: z.unknown(),
      at: instant,
    }),
  ),
  quotes: z.array(quoteRow),
});
export const newOpportunity = z.strictObject({
  company: text(200).min(1),
  person: text(200).optional(),
  email: z.email().max(254).optional(),
  phone: text(40).optional(),
  source: z.enum(["website", "mail", "referral", "event", "roadmap", "renewal", "manual", "other"]).default("manual"),
  title: text(250).optional(),
  interest: text(4000).optional(),
  consent: z.boolean().default(false),
  language: z.enum(["de", "en"]).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "Expected a country code of ISO 3166-1")
    .optional(),
  customerId: z.uuid().optional(),
  owner: text(100).optional(),
  expectedCents: z.int().min(0).optional(),
});
export const openedOpportunity = z.object({ number: z.string() });
export const opportunityChange = z.strictObject({
  title: text(250).min(1).optional(),
  owner: text(100).nullable().optional(),
  expectedCents: z.int().min(0).optional(),
  probability: z.int().min(0).max(100).optional(),
  nextStep: text(200).nullable().optional(),
  nextStepOn: z.iso.date().nullable().optional(),
  person: text(200).nullable().optional(),
  email: z.email().max(254).nullable().optional(),
  phone: text(40).nullable().optional(),
  consent: z.boolean().optional(),
  note: text(4000).optional(),
});

// Quotes and orders
export const quote = z.object({
  id: z.string(),
  number: z.string(),
  version: z.number().int(),
  state: z.string(),
  language: z.string(),
  intro: z.string().nullable(),
  terms: z.string().nullable(),
  termMonths: z.number().int(),
  discountPercent: z.number(),
  validUntil: day.nullable(),
  fileId: z.string().nullable(),
  sentAt: instant.nullable(),
  decidedAt: instant.nullable(),
  decision: z.unknown(),
  createdAt: instant,
  lines: z.array(z.unknown()),
  amounts: z.object({
    onceCents: cents,
    monthlyCents: cents,
    totalCents: cents,
    listCents: cents,
    costCents: cents,
    discountPercent: z.number(),
    marginPercent: z.number(),
  }),
});
export const quoteDraft = draftShape;
export const acceptance = z.strictObject({
  positions: z.array(z.int().positive()).max(200).default([]).describe("none: the quote as it stands"),
  name: text(200).min(1),
  reference: text(100).optional(),
});
export const rejection = z.strictObject({ reason: text(2000).optional() });
export const changeWish = z.strictObject({ wish: text(2000).min(1) });
export const orderPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      quoteNumber: z.string(),
      customer: z.string(),
      isPartial: z.boolean(),
      onceCents: cents,
      monthlyCents: cents,
      contractNumber: z.string().nullable(),
      createdAt: instant,
    }),
  ),
  nextCursor: z.string().nullable(),
});

// Catalogue
export const product = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  kind: z.string(),
  unit: z.string(),
  costCents: cents.nullable(),
  taxClass: z.string(),
  isActive: z.boolean(),
});
export const productList = z.object({ items: z.array(product) });
export const newProduct = productShape;
export const changedProduct = productChange;
