import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { exchange } from "./request.ts";
import type { HttpOptions, HttpRequest, HttpResponse } from "./request.ts";

/** A request of a connector. */
export interface Call {
  /** What it is for, in our words, such as `create ticket`. */
  readonly operation: string;
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "MKCOL" | "PROPFIND";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?:
    | { readonly kind: "json"; readonly json: Json }
    | { readonly kind: "form"; readonly form: Readonly<Record<string, string>> }
    | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly type: string };
  /** The same key is the same deed: sent as `Idempotency-Key`. */
  readonly key?: string;
  /** Statuses beyond 2xx that are an answer and no failure. */
  readonly expected?: readonly number[];
}

/** What came back, and how to read it. */
export interface Called extends HttpResponse {
  readonly text: string;
  /** @throws when it is no JSON */
  json(): unknown;
}

/** The other side understood and said no: trying again would not help. */
export class Declined extends Error {
  readonly status: number;
  readonly answer: string;

  constructor(message: string, status: number, answer: string) {
    super(message);
    this.name = "Declined";
    this.status = status;
    this.answer = answer;
  }
}

/** How one attempt went, for the log of calls. */
export interface Attempt {
  readonly operation: string;
  readonly target: string;
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly requestId: string;
  readonly answeredId: string | undefined;
  readonly error: string | undefined;
}

/** Around every attempt: `before` waits for its turn, `after` writes it down. */
export interface Around {
  readonly http: HttpOptions;
  readonly before: (signal: AbortSignal) => Promise<void>;
  readonly after: (attempt: Attempt) => Promise<void>;
}

const mostAttempts = 4;
/** Milliseconds for all attempts together; a job's lease is longer. */
const patience = 45_000;
/** Milliseconds before the second attempt; doubled for each further one. */
const firstPause = 250;
/** Longer than this nobody waits while holding a job: the job is tried again later. Milliseconds. */
const longestPause = 20_000;

/** The other side took nothing: what changes something may be sent again as well. */
const untaken = [429, 503];
const passing = [408, 425, 429, 500, 502, 503, 504];

/**
 * Asks another system through the guard, paced, with a time limit, again when that may help: a `Retry-After` is honoured
 * (RFC 9110, 10.2.3), else the pause doubles. What changes something is sent again only when it was not taken.
 *
 * @throws {Declined} 4xx; any other error may be tried again
 */
export async function callOut(call: Call, around: Around): Promise<Called> {
  const signal = AbortSignal.timeout(patience);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attempted(call, around, signal);
    if (outcome.kind === "answer" && isFine(call, outcome.response.status)) return readable(outcome.response);
    if (outcome.kind === "answer" && !passing.includes(outcome.response.status)) throw declined(call, outcome.response);
    const wait = pauseAfter(outcome, attempt);
    if (attempt === mostAttempts || !mayRepeat(call, outcome) || wait > longestPause)
      throw failure(call, outcome, wait);
    await pause(wait, undefined, { signal });
  }
}

type Outcome =
  | { readonly kind: "answer"; readonly response: HttpResponse }
  | { readonly kind: "failure"; readonly error: unknown };

async function attempted(call: Call, { http, before, after }: Around, signal: AbortSignal): Promise<Outcome> {
  const request = requestOf(call);
  await before(signal);
  const startedAt = performance.now();
  const outcome = await exchange(request, http, signal).then(
    (response): Outcome => ({ kind: "answer", response }),
    (error: unknown): Outcome => ({ kind: "failure", error }),
  );
  await after(told(call, request, outcome, startedAt));
  if (outcome.kind === "failure" && outcome.error instanceof Refusal) throw outcome.error;
  return outcome;
}

function requestOf({ method, url, headers, body, key }: Call): HttpRequest {
  const added: Record<string, string> = {
    accept: "application/json, */*;q=0.5",
    "user-agent": "Ablauf",
    "x-request-id": randomUUID(),
  };
  if (key !== undefined) added["idempotency-key"] = key;
  const all = { ...added, ...headers };
  if (body === undefined) return { method, url, headers: all, body: undefined };
  switch (body.kind) {
    case "json":
      return { method, url, headers: { "content-type": "application/json", ...all }, body: JSON.stringify(body.json) };
    case "form":
      return {
        method,
        url,
        headers: { "content-type": "application/x-www-form-urlencoded", ...all },
        body: new URLSearchParams(body.form).toString(),
      };
    case "bytes":
      return { method, url, headers: { "content-type": body.type, ...all }, body: body.bytes };
  }
}

function told(call: Call, request: HttpRequest, outcome: Outcome, startedAt: number): Attempt {
  const url = URL.parse(request.url);
  const headers = outcome.kind === "answer" ? outcome.response.headers : {};
  return {
    operation: call.operation,
    // what stands after the question mark may be secret
    target: `${call.method} ${url === null ? "?" : `${url.origin}${url.pathname}`}`,
    status: outcome.kind === "answer" ? outcome.response.status : undefined,
    milliseconds: Math.round(performance.now() - startedAt),
    requestId: request.headers["x-request-id"] ?? "",
    answeredId: headers["x-request-id"] ?? headers["request-id"] ?? headers["x-amz-request-id"],
    error: errorOf(outcome),
  };
}

function errorOf(outcome: Outcome): string | undefined {
  if (outcome.kind === "failure")
    return outcome.error instanceof Error ? reasonOf(outcome.error) : String(outcome.error);
  return outcome.response.status < 400 ? undefined : excerpt(outcome.response);
}

/** Node says only "fetch failed" and the like on the outside; the code tells more. */
function reasonOf(error: Error): string {
  return "code" in error && typeof error.code === "string" && !error.message.includes(error.code)
    ? `${error.code}: ${error.message}`
    : error.message;
}

function excerpt({ bytes }: HttpResponse): string {
  return bytes.subarray(0, 500).toString("utf8").replaceAll(/\s+/g, " ").trim();
}

function isFine({ expected = [] }: Call, status: number): boolean {
  return (status >= 200 && status < 300) || expected.includes(status);
}

function mayRepeat({ method }: Call, outcome: Outcome): boolean {
  if (method !== "POST" && method !== "PATCH") return true;
  if (outcome.kind === "answer") return untaken.includes(outcome.response.status);
  const { error } = outcome;
  return (
    error instanceof Error && "code" in error && ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(String(error.code))
  );
}

function pauseAfter(outcome: Outcome, attempt: number): number {
  const usual = firstPause * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  if (outcome.kind === "failure" || !untaken.includes(outcome.response.status)) return usual;
  return retryAfter(outcome.response.headers["retry-after"]) ?? usual;
}

/** Milliseconds: seconds or an HTTP date. */
function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

function declined(call: Call, response: HttpResponse): Declined {
  const answer = excerpt(response);
  const message = `Expected ${call.operation} to be taken by ${hostOf(call)}, but the answer is ${response.status}: ${answer}`;
  return new Declined(message, response.status, answer);
}

function failure(call: Call, outcome: Outcome, wait: number): Error {
  const later = wait > longestPause ? `; it asks to come back in ${Math.round(wait / 1_000)} s` : "";
  const reason =
    outcome.kind === "answer"
      ? `the answer is ${outcome.response.status}: ${excerpt(outcome.response)}`
      : errorOf(outcome);
  return new Error(`Expected ${call.operation} to reach ${hostOf(call)}, but ${reason}${later}`);
}

function hostOf({ url }: Call): string {
  return URL.parse(url)?.host ?? "its address";
}

function readable(response: HttpResponse): Called {
  return {
    ...response,
    get text() {
      return response.bytes.toString("utf8");
    },
    json: () => JSON.parse(response.bytes.toString("utf8")) as unknown,
  };
}
