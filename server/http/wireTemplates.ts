import { z } from "zod";

/** What goes over the wire about mail templates; see wire.ts for the rules. How one is written stands in processes/README.md. */

export const previewTemplate = z.object({
  text: z.string().max(20_000).describe("Front matter and body in one language"),
  language: z.enum(["de", "en"]),
  timeZone: z.string().max(64).refine(isTimeZone, "Expected a time zone such as Europe/Vienna").default("UTC"),
  data: z.record(z.string().max(200), z.unknown()).describe("Values for the placeholders"),
});

export const templatePreview = z.object({
  subject: z.string(),
  text: z.string(),
  missing: z.array(z.string()).readonly().describe("Placeholders without a value; they were left empty"),
});

export type TemplatePreview = z.infer<typeof templatePreview>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
