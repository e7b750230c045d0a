import { z } from "zod";

/** A file that was attached or made. */
export const file = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  createdAt: z.string().datetime(),
  createdBy: z.object({ login: z.string(), name: z.string() }),
  /** Whether a page may show it as a picture. */
  isPicture: z.boolean(),
  mayDelete: z.boolean(),
});
export const fileList = z.object({
  items: z.array(file),
  limit: z.number().int().describe("bytes a file may have at most"),
});
