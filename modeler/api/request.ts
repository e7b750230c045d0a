import type { Problem } from "../../server/http/wire.ts";
import { shellWords } from "../words/shell.ts";
import { translate } from "../words/translate.ts";

/** The server declined or could not be reached. `problem` is its own document, or one we wrote when there was none. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What may be sent with a request. `body` is sent as JSON. */
export type Sending = {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** A key under which the server does it once, however often it is sent. */
  readonly once?: string;
  /** Whether it is sent to the end even when the page is left. */
  readonly outlivesPage?: boolean;
};

/**
 * Asks our own server and reads its answer. The language of the page is the language of the answer.
 *
 * @throws {ProblemError} with the server's problem document, or code `offline` when no answer came
 */
export async function request<T>(
  method: string,
  path: string,
  { body, signal, once, outlivesPage = false }: Sending = {},
): Promise<T> {
  const headers = new Headers({
    Accept: "application/json, application/problem+json",
    "Accept-Language": document.documentElement.lang,
  });
  if (method !== "GET") headers.set("X-Requested-With", "ablauf");
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (once !== undefined) headers.set("Idempotency-Key", once);

  const init: RequestInit = { method, headers, credentials: "same-origin", keepalive: outlivesPage };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (signal !== undefined) init.signal = signal;
  return read<T>(await answerTo(path, init));
}

/**
 * The answer to what is sent as it is given.
 *
 * @throws {ProblemError} with the server's problem document, or code `offline` when no answer came
 */
export async function answerTo(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause;
    throw new ProblemError(unreachable());
  });
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T; // the caller asked for `void`
  const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
  // The shape is the server's promise (wire.ts); checking it again here would ship every schema to the browser.
  return (isJson ? await response.json() : await response.text()) as T;
}

/** What a proxy in front of our server answers while there is none: bad gateway, unavailable, timeout. */
const gateways = [502, 503, 504];

async function problemOf(response: Response): Promise<Problem> {
  const written: unknown = await response.json().catch(() => null);
  if (written !== null && typeof written === "object" && "code" in written) return written as Problem; // RFC 9457
  if (gateways.includes(response.status)) return unreachable();
  return {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    code: "unknown",
    detail: response.statusText,
    requestId: response.headers.get("X-Request-Id") ?? "",
  };
}

function unreachable(): Problem {
  const language = document.documentElement.lang === "de" ? "de" : "en";
  const detail = translate(shellWords["failure.notReached"], language);
  return { type: "about:blank", title: "Offline", status: 0, code: "offline", detail, requestId: "" };
}
