import { z } from "zod";

/** Reviews with customers over the wire. Money in cents. */

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const day = z.iso.date();
const record = z.record(z.string(), z.unknown());

const row = z.object({
  id: z.string(),
  number: z.string(),
  customerId: z.string(),
  customer: z.string(),
  periodFrom: day,
  periodTo: day.describe("The first day after the period"),
  state: z.string(),
  meetingAt: instant.nullable(),
  postponed: z.number().int(),
  gaps: z.number().int().describe("Sources that told nothing"),
  instanceId: z.string(),
  createdAt: instant,
});
export const reviewPage = z.object({ items: z.array(row), nextCursor: z.string().nullable() });
export const review = row.extend({
  gaps: z.array(z.object({ source: z.string(), reason: z.string() })),
  assessment: record.nullable(),
  assessedBy: z.string().nullable(),
  reviewedBy: z.string().nullable(),
  attendees: z.string().nullable(),
  minutes: z.string().nullable(),
  pptxFileId: z.string().nullable(),
  pdfFileId: z.string().nullable(),
  kpis: z.array(record),
  items: z.array(record),
});
export const kpiValues = z.object({ items: z.array(record) });
export const reviewClass = z.strictObject({
  reviewClass: z.enum(["A", "B", "C"]).nullable().describe("A quarterly, B half-yearly, C yearly; null: not at all"),
});
