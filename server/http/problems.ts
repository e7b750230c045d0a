import { Refusal } from "../base/refusal.ts";
import type { Complaint, RefusalKind } from "../base/refusal.ts";
import type { Problem } from "./wire.ts";

/** The one place that knows HTTP status numbers of refusals. */
const statusOf: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unprocessable: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  tooLarge: 413,
  unsupported: 415,
  tooMany: 429,
  busy: 503,
};

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported content type",
  422: "Not possible",
  429: "Too many requests",
  500: "Defect",
  503: "Busy",
};

/**
 * Turns whatever was thrown into a problem document (RFC 9457), with complaints in the reader's language as far as they have
 * it. A defect tells nothing but where to find it in the log.
 */
export function problemOf(error: unknown, requestId: string, language: "de" | "en" = "en"): Problem {
  if (!(error instanceof Refusal))
    return problem(500, "defect", "Something went wrong on our side. Nothing was changed.", requestId);
  const { complaints } = error;
  const base = problem(statusOf[error.kind], error.code, error.message, requestId);
  if (complaints.length === 0) return base;
  return { ...base, complaints: complaints.map((complaint) => read(complaint, language)) };
}

function read({ german, message, ...complaint }: Complaint, language: "de" | "en"): Omit<Complaint, "german"> {
  return { ...complaint, message: language === "de" ? (german ?? message) : message };
}

function problem(status: number, code: string, detail: string, requestId: string): Problem {
  return { type: `urn:ablauf:problem:${code}`, title: titles[status] ?? "Problem", status, code, detail, requestId };
}
