import { request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { Refusal } from "../../base/refusal.ts";
import { checkUrl, guardedLookup } from "./guard.ts";
import type { AllowedHosts } from "./guard.ts";

/** What the house allows its processes to ask for. */
export interface HttpOptions {
  readonly allowedHosts: AllowedHosts;
  /** Milliseconds for all of it, redirects included. */
  readonly timeout: number;
  /** Bytes of a response's body at most. */
  readonly mostBytes: number;
}

/** A request ready to go. Header names are in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** What came back. Cookies are left out: they are nobody's variables. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

const mostRedirects = 5;

/**
 * Sends a request and follows redirects, checking each target like the first. Headers of the caller stay with the origin
 * they were meant for.
 *
 * @throws {Refusal} `http.url`, `http.address`, `http.redirect`, `http.size`; anything else is a failure of the network
 */
export async function exchange(first: HttpRequest, options: HttpOptions, signal: AbortSignal): Promise<HttpResponse> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(options.timeout)]);
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    const url = checkUrl(request.url, options.allowedHosts);
    const response = await once(url, request, options, limited);
    const location = isRedirect(response.status) ? response.headers["location"] : undefined;
    if (location === undefined) return response;
    if (redirects === mostRedirects) {
      throw new Refusal(
        "unprocessable",
        "http.redirect",
        `Expected at most ${mostRedirects} redirects, but there are more`,
      );
    }
    request = redirected(request, url, location, response.status);
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** RFC 9110, 15.4: 303 asks for the answer by GET, and so do 301 and 302 after a POST by old custom. */
function redirected(request: HttpRequest, from: URL, location: string, status: number): HttpRequest {
  const to = URL.parse(location, from.href);
  if (to === null || (from.protocol === "https:" && to.protocol === "http:")) {
    throw new Refusal(
      "unprocessable",
      "http.redirect",
      `Expected a redirect as safe as ${from.origin}, but it leads to ${location.slice(0, 200)}`,
    );
  }
  const becomesGet =
    (status === 303 && request.method !== "HEAD") || ([301, 302].includes(status) && request.method === "POST");
  const kept =
    to.origin === from.origin ? Object.keys(request.headers) : ["accept", ...(becomesGet ? [] : ["content-type"])];
  return {
    method: becomesGet ? "GET" : request.method,
    url: to.href,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => kept.includes(name))),
    body: becomesGet ? undefined : request.body,
  };
}

function once(
  url: URL,
  { method, headers, body }: HttpRequest,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const sent = { "accept-encoding": "identity", ...headers };
    // no agent: a connection kept from earlier would skip the lookup, and with it the check
    const outgoing = send(url, {
      method,
      headers: sent,
      agent: false,
      signal,
      lookup: guardedLookup(url, options.allowedHosts),
    });
    outgoing.on("error", (error) => reject(signal.aborted ? tooLate(options.timeout) : error));
    outgoing.on("response", (incoming) => {
      read(incoming, options.mostBytes).then(resolve, (error: unknown) => {
        outgoing.destroy();
        reject(signal.aborted ? tooLate(options.timeout) : error);
      });
    });
    outgoing.end(body);
  });
}

function tooLate(timeout: number): Error {
  return new Error(`Expected an answer within ${timeout} ms, but there was none`);
}

async function read(incoming: IncomingMessage, mostBytes: number): Promise<HttpResponse> {
  const encoding = incoming.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity")
    throw new Error(`Expected an answer as plain as asked for, but it is encoded with ${encoding}`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > mostBytes)
      throw new Refusal("tooLarge", "http.size", `Expected at most ${mostBytes} bytes, but the answer is longer`);
    chunks.push(piece);
  }
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined || name === "set-cookie" ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    bytes: Buffer.concat(chunks),
  };
}
