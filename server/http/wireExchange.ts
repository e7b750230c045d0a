import { z } from "zod";
import { partKinds } from "../definitions/parts.ts";

/** What goes over the wire about what comes from outside; see wire.ts for the rules. */

const words = z.object({ de: z.string(), en: z.string() });

/** What was made of one file, or of one element in it. */
export const importEntry = z.object({
  outcome: z.enum(["understood", "ignored", "refused"]),
  file: z.string(),
  elementId: z.string(),
  code: z.string(),
  message: words,
});

/** The draft that an import became, and the report. */
export const imported = z.object({
  draftId: z.string(),
  title: z.string(),
  parts: z.array(z.object({ kind: z.enum(partKinds), key: z.string(), file: z.string() })),
  report: z.array(importEntry),
});
