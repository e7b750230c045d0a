import { z } from "zod";
import { trailEvent } from "./wire.ts";
import { versionRow } from "./wireDrafts.ts";

const instant = z.iso.datetime();

/** An event that was found, with the case that it belongs to. */
export const foundEvent = trailEvent.extend({
  case: z
    .object({
      instanceId: z.string(),
      processKey: z.string(),
      processName: z.string(),
      businessKey: z.string().nullable(),
      title: z.string().nullable(),
    })
    .nullable(),
  isSealed: z.boolean(),
});
export const foundPage = z.object({ items: z.array(foundEvent), nextCursor: z.string().nullable() });

/** A version of a process with what it followed; its picture is at `/api/definitions/{id}/picture.svg`. */
export const processVersion = versionRow.extend({
  id: z.string(),
  previousVersion: z.number().int().nullable(),
});
export const processVersionPage = z.object({ items: z.array(processVersion), nextCursor: z.string().nullable() });

/** A seal over all that came to the trail since the one before. */
export const seal = z.object({
  no: z.number().int(),
  at: instant,
  streams: z.number().int(),
  sha256: z.string(),
  keyId: z.string(),
  /** When a time-stamp authority saw it, and which. */
  stampedAt: instant.nullable(),
  authority: z.string().nullable(),
});
export const sealPage = z.object({ items: z.array(seal), nextCursor: z.string().nullable() });

/** Whose seals these are: for comparing with what an evidence package holds. */
export const sealKey = z.object({ keyId: z.string(), publicKey: z.string() });

/** What a check of the whole trail came to. */
export const verification = z.object({
  events: z.number().int(),
  streams: z.number().int(),
  seals: z.number().int(),
  stamped: z.number().int(),
  unsealed: z.number().int(),
  sealedAt: instant.nullable(),
  findings: z.array(
    z.object({
      kind: z.enum(["event", "head", "tail", "seal"]),
      streamId: z.string().optional(),
      seq: z.number().int().optional(),
      sealNo: z.number().int().optional(),
      what: z.string().optional(),
    }),
  ),
});
export const verificationProgress = z.object({ events: z.number().int(), of: z.number().int() });

export type FoundEvent = z.infer<typeof foundEvent>;
export type FoundPage = z.infer<typeof foundPage>;
export type ProcessVersion = z.infer<typeof processVersion>;
export type ProcessVersionPage = z.infer<typeof processVersionPage>;
export type Seal = z.infer<typeof seal>;
export type SealPage = z.infer<typeof sealPage>;
export type Verification = z.infer<typeof verification>;
export type VerificationProgress = z.infer<typeof verificationProgress>;
