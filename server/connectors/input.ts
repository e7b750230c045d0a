import type { z } from "zod";
import { Refusal } from "../base/refusal.ts";

/**
 * Checks the input of a job.
 *
 * @throws {Refusal} `job.input` with the place of each mistake
 */
export function expectInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => ({
    place: `/${issue.path.join("/")}`,
    code: "job.input",
    message: issue.message,
  }));
  const all = complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
  throw new Refusal("invalid", "job.input", `Expected other input for the job, but ${all}`, complaints);
}
