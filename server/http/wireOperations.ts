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

/** An open job. */
export const job = z.object({
  id: z.string(),
  instanceId: z.string(),
  waitId: z.string(),
  elementId: z.string(),
  elementName,
  processKey: z.string(),
  processName,
  title: z.string().nullable(),
  businessKey: z.string().nullable(),
  customer: z.string().nullable(),
  isSuspended: z.boolean(),
  type: z.string(),
  state: z.enum(["waiting", "leased", "retried", "failed"]),
  attempts: z.number().int(),
  retriesLeft: z.number().int(),
  runAt: instant,
  leasedBy: z.string().nullable(),
  leasedUntil: instant.nullable(),
  lastError: z.string().nullable(),
  createdAt: instant,
});
export const jobPage = z.object({ items: z.array(job), nextCursor });
export const retryJob = z.object({ reason: z.string().min(1).max(1000) });

/** How an answer to an alert stands. */
export const answerStates = ["waiting", "failed", "told", "over", "declined", "unheard"] as const;
/** What the source of an alert was told, or is to be told. */
export const alertAnswer = z.object({
  id: z.string(),
  source: z.string(),
  alert: z.string(),
  ticketNumber: z.string(),
  customer: z.string().nullable(),
  answer: z.enum(["acknowledged", "closed"]),
  state: z.enum(answerStates),
  connector: z.string().nullable(),
  detail: z.string().describe("what the source said, or what the last attempt failed with"),
  at: instant.describe("when it was told, or asked for"),
  instanceId: z.string().nullable(),
  jobId: z.string().nullable().describe("while it is not told, for POST /api/jobs/{id}/retry"),
  cause: z.string().nullable().describe("of its fault, for /api/faults/{cause}"),
});
export const alertAnswerPage = z.object({ items: z.array(alertAnswer), nextCursor });

/** Versions that instances run in. */
export const standing = z.object({
  items: z.array(
    z.object({
      definitionId: z.string(),
      processKey: z.string(),
      processName,
      version: z.number().int(),
      running: z.number().int(),
      suspended: z.number().int().describe("of those that run"),
      faults: z.number().int(),
    }),
  ),
});
/** Where tokens stand in a version. */
export const elementsStanding = z.object({
  items: z.array(
    z.object({
      elementId: z.string(),
      name: elementName,
      tokens: z.number().int(),
      faults: z.number().int(),
    }),
  ),
});

export type Standing = z.infer<typeof standing>["items"][number];
export type ElementStanding = z.infer<typeof elementsStanding>["items"][number];
export type Job = z.infer<typeof job>;
export type AlertAnswer = z.infer<typeof alertAnswer>;
export type FaultCause = z.infer<typeof faultCause>;
export type FaultCausePage = z.infer<typeof faultCausePage>;
export type FaultsAlike = z.infer<typeof faultsAlike>;
