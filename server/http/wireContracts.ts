import { z } from "zod";
import { newContract } from "../desk/records/agreements.ts";
import { ticketRefs } from "./wireParties.ts";

/** Contracts over the wire. Money in cents, days as ISO dates. */
const cents = z.number();
const day = z.string();

export const contractRow = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(["flat", "bucket", "prepaid", "time_and_material", "fixed_price", "license"]),
  slaClass: z.enum(["gold", "standard"]).nullable(),
  starts: day,
  ends: day.nullable(),
  customerId: z.string(),
  customer: z.string(),
  priceList: z.string().nullable(),
  state: z.enum(["coming", "running", "ended"]),
});
export const contractPage = z.object({ items: z.array(contractRow), nextCursor: z.string().nullable() });
export const contract = contractRow.extend({
  revision: z.number().int(),
  calendarKey: z.string().nullable(),
  calendar: z.string().nullable(),
  priceListId: z.string().nullable(),
  billingMonths: z.number().int(),
  isBilledInAdvance: z.boolean(),
  billedUntil: day.nullable().describe("The last day that was billed elsewhere before"),
  invoicedUntil: day.nullable().describe("The last day that stands on an invoice"),
  minTermMonths: z.number().int().nullable(),
  noticeMonths: z.number().int().nullable(),
  renewalMonths: z.number().int().nullable(),
  orderReference: z.string().nullable(),
  orderLimitCents: cents.nullable(),
  costCentre: z.string().nullable(),
  costCentreTold: z
    .object({ de: z.string(), en: z.string() })
    .nullable()
    .describe("what ledgers will book instead, where they do not take it as it is"),
  containmentPreApproved: z.boolean(),
  lines: z.array(
    z.object({
      id: z.string(),
      sku: z.string(),
      product: z.string(),
      quantity: z.number().nullable(),
      unitPriceCents: cents.nullable(),
      includedMinutes: z.number().int().nullable(),
      covers: z.string().describe("keys of categories"),
      coverNames: z.array(z.object({ de: z.string(), en: z.string() })).nullable(),
      validFrom: day,
      validTo: day.nullable(),
    }),
  ),
  prices: z.array(
    z.object({
      product: z.string(),
      validFrom: day,
      unitPriceCents: cents,
      reason: z.string(),
      note: z.string().nullable(),
      decidedBy: z.string(),
      decidedAt: z.string(),
    }),
  ),
  tickets: ticketRefs,
});
export const addContract = newContract.omit({ lines: true });
