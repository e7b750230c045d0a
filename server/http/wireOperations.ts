import { z } from "zod";

// What operators see over all instances of a tenant.

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const nextCursor = z.string().nullable();
const processName = z.string().describe("in the reader's language");
const elementName = z.string().describe("in the reader's language; the id when it has none");

/** Open faults with one cause: the same code at the same element of a process, with messages of the same shape. */
export const faultCause = z.object({
  cause: z.string(),
  processKey: z.string(),
  processName,
  elementId: z.string(),
  elementName,
  kind: z.enum(["engine", "job", "timer", "message"]),
  code: z.string(),
  message: z.string().describe("of the newest"),
  count: z.number().int(),
  firstAt: instant,
  lastAt: instant,
});
export const faultCausePage = z.object({ items: z.array(faultCause), nextCursor });
/** A cause with a page of its faults. */
export const faultsAlike = faultCause.extend({
  instances: z.number().int(),
  items: z.array(
    z.object({
      instanceId: z.string(),
      waitId: z.string(),
      title: z.string().nullable(),
      businessKey: z.string().nullable(),
      customer: z.string().nullable(),
      version: z.number().int(),
      message: z.string(),
      createdAt: instant,
    }),
  ),
  nextCursor,
});

export type FaultCause = z.infer<typeof faultCause>;
export type FaultCausePage = z.infer<typeof faultCausePage>;
export type FaultsAlike = z.infer<typeof faultsAlike>;
