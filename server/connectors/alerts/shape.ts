import { isIP } from "node:net";
import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Complaint } from "../../base/refusal.ts";
import { storableText } from "../storable.ts";

/** Refuses a payload. `place` is a JSON pointer, an element's name, a header or a line. */
export function misshapen(place: string, expectation: string): Refusal {
  return refusalOf([{ place, code: "alert.shape", message: expectation }]);
}

/**
 * Checks a payload against the shape of its product.
 *
 * @throws {Refusal} `alert.shape` with the JSON pointer of each mistake
 */
export function expectPayload<T>(schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  throw refusalOf(
    result.error.issues.slice(0, 20).map((issue) => ({
      place: `/${issue.path.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`,
      code: "alert.shape",
      message: issue.message.slice(0, 300),
    })),
  );
}

function refusalOf(complaints: readonly Complaint[]): Refusal {
  const all = complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
  return new Refusal(
    "unprocessable",
    "alert.shape",
    `Expected an alert as the product sends it, but ${all}`,
    complaints,
  );
}

/** Texts longer than this are cut: they are for reading, the raw bytes are kept. */
const longest = 20_000;

const longestId = 500;

const cleaned = z.string().transform((given) => storableText(given.trim(), longest));

/** A text that must say something. */
export const text = cleaned.refine((given) => given !== "", "Expected a text, but it is empty");

/** A text that may be missing, null or blank; all three mean unknown. */
export const optionalText = cleaned.nullish().transform((given) => given || undefined);

/** An id as text or number. */
export const id = z
  .union([z.string(), z.number()])
  .transform((given) => storableText(String(given).trim(), longestId))
  .refine((given) => given !== "", "Expected an id, but it is empty");

/** An id that may be missing or null. */
export const optionalId = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((given) =>
    given === null || given === undefined ? undefined : storableText(String(given).trim(), longestId) || undefined,
  );

/** A part of a payload that may be missing or null; its members then are missing. */
export function part<S extends z.core.$ZodLooseShape>(members: S) {
  return z.preprocess((given) => given ?? {}, z.object(members));
}

/** An IP address; anything else counts as unknown. */
export function addressOf(given: string | undefined): string | undefined {
  return given !== undefined && isIP(given) !== 0 ? given : undefined;
}
