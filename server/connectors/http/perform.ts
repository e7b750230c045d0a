import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { expectInput } from "../input.ts";
import { storable, storableText } from "../storable.ts";
import { exchange } from "./request.ts";
import type { HttpOptions, HttpRequest, HttpResponse } from "./request.ts";

/** Headers that belong to the connection, not to the request. */
const ours = [
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "expect",
  "accept-encoding",
];

const headerName = z
  .string()
  .max(200)
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, "Expected the name of a header")
  .refine(
    (name) => !ours.includes(name.toLowerCase()) && !/^proxy-/i.test(name),
    "Expected a header of the request, but this one is the connection's",
  );
const headerValue = z
  .string()
  .max(8_000)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, "Expected one line of Latin characters");

const shape = z.object({
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).nullish(),
  url: z.string().min(1).max(8_000),
  headers: z.record(headerName, headerValue).nullish(),
  body: z.json().optional(),
});

/** Answers that say `not now` rather than `no` (RFC 9110, RFC 8470, RFC 6585): tried again like a failure. */
const notNow = [408, 425, 429];

/**
 * `http.request`: asks another system. Input `method` (GET without one), `url`, `headers` and `body` (JSON; a text is sent
 * as it is when `content-type` says that it is not JSON). Output `response` {status, headers, body}. An answer 4xx is the
 * BPMN error `http.<status>` with the variable `response`; 408, 425, 429, 5xx and failures of the network are tried again.
 * What changes something carries the job's key as `Idempotency-Key`.
 */
export function httpRequests(options: HttpOptions): Performer {
  return { types: ["http.request"], perform: { kind: "outside", run: (job, signal) => ask(options, job, signal) } };
}

async function ask(options: HttpOptions, job: LeasedJob, signal: AbortSignal): Promise<JsonObject> {
  const request = requestOf(job);
  const response = await exchange(request, options, signal);
  const { status, headers } = response;
  const told = { response: { status, headers, body: bodyOf(response) } };
  if (status < 400) return told;
  const message = `Expected success from ${request.method} ${new URL(request.url).origin}, but the answer is ${status}`;
  if (status >= 500 || notNow.includes(status)) throw new Error(message);
  throw new BpmnError(`http.${status}`, message, told);
}

function requestOf(job: LeasedJob): HttpRequest {
  const { method, url, headers, body } = expectInput(shape, job.input);
  const given = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const isSafe = (method ?? "GET") === "GET" || method === "HEAD";
  const sends = body !== undefined && body !== null && !isSafe;
  const added: Record<string, string> = { accept: "application/json, */*;q=0.5", "user-agent": "Ablauf" };
  if (sends) added["content-type"] = "application/json";
  if (!isSafe) added["idempotency-key"] = `${job.instanceId}~${job.waitId}`;
  const all = { ...added, ...given };
  return {
    method: method ?? "GET",
    url,
    headers: all,
    body: sends ? textOf(body, all["content-type"] ?? "") : undefined,
  };
}

function textOf(body: Json, contentType: string): string {
  return typeof body === "string" && !isJson(contentType) ? body : JSON.stringify(body);
}

/** Read as JSON when it says so and is; else a text. */
function bodyOf({ headers, bytes }: HttpResponse): Json {
  const body = bytes.toString("utf8");
  if (body === "") return null;
  if (isJson(headers["content-type"] ?? "")) {
    try {
      return storable(z.json().parse(JSON.parse(body)));
    } catch {
      // says JSON and is not, or nests without end: the text is all there is
    }
  }
  return storableText(body);
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}
