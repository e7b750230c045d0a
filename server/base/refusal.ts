/**
 * Why we decline, as a domain word. `http/` alone knows which status code each becomes:
 * invalid 400 (or 422 for a well-formed body that makes no sense), unauthenticated 401, forbidden 403, missing 404,
 * conflict 409, tooLarge 413, unsupported 415, busy 503.
 */
export type RefusalKind =
  | "invalid"
  | "unprocessable"
  | "unauthenticated"
  | "forbidden"
  | "missing"
  | "conflict"
  | "tooLarge"
  | "unsupported"
  | "tooMany"
  | "busy";

/** One place in the input that was not as expected: a JSON pointer or a BPMN element id. */
export interface Complaint {
  readonly place: string;
  readonly code: string;
  readonly message: string;
  /** The same in German, for readers of it; without it everybody reads `message`. */
  readonly german?: string;
}

/**
 * The expected no: we understood and decline. Thrown inside a command it rolls the command back; at the edge it becomes
 * a problem document (RFC 9457) whose `code` is stable and whose detail reads "Expected …, but …".
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly complaints: readonly Complaint[];

  constructor(kind: RefusalKind, code: string, message: string, complaints: readonly Complaint[] = []) {
    super(message);
    this.name = "Refusal";
    this.kind = kind;
    this.code = code;
    this.complaints = complaints;
  }
}
