import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import test from "ava";
import type { ExecutionContext } from "ava";
import { BpmnError } from "../../base/bpmnError.ts";
import { isObject } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { httpRequests } from "./perform.ts";

const limits = { timeout: 2_000, mostBytes: 1_000 };

test("a body goes out as JSON under the job's key, the answer comes back as a variable", async (t) => {
  const seen: { method?: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];
  const url = await listen(t, async (request, response) => {
    seen.push({ method: request.method, headers: request.headers, body: await textOf(request) });
    response.writeHead(201, { "content-type": "application/json; charset=utf-8", "set-cookie": "s=1", "x-id": "7" });
    response.end(JSON.stringify({ id: 7, odd: "a\u0000\ud800b" }));
  });

  const { response } = await ask(url, {
    method: "POST",
    url,
    headers: { Authorization: "Bearer x" },
    body: { title: "Ä" },
  });

  t.is(seen[0]?.method, "POST");
  t.is(seen[0]?.body, '{"title":"Ä"}');
  t.like(seen[0]?.headers, {
    "content-type": "application/json",
    "idempotency-key": "i-1~w-1",
    authorization: "Bearer x",
  });
  t.like(response, { status: 201, body: { id: 7, odd: "a\ufffdb" } });
  t.is(headersOf(response)["x-id"], "7");
  t.false("set-cookie" in headersOf(response));
});

test("what only reads carries neither body nor key; what is not JSON comes back as text", async (t) => {
  let headers: IncomingMessage["headers"] = {};
  const url = await listen(t, (request, response) => {
    headers = request.headers;
    response.end("plain");
  });

  const { response } = await ask(url, { url, body: { ignored: true } });

  t.like(response, { status: 200, body: "plain" });
  t.false("idempotency-key" in headers);
  t.false("content-length" in headers);
});

test("a text with a content type of its own goes out as it is", async (t) => {
  let body = "";
  const url = await listen(t, async (request, response) => {
    body = await textOf(request);
    response.end();
  });

  await ask(url, { method: "PUT", url, headers: { "Content-Type": "text/csv" }, body: "a;b" });

  t.is(body, "a;b");
});

test("4xx is an error that the model foresees, with what the other side said", async (t) => {
  const url = await listen(t, (_, response) =>
    response.writeHead(422, { "content-type": "application/problem+json" }).end('{"code":"x"}'),
  );

  const error = await t.throwsAsync(ask(url, { url }), { instanceOf: BpmnError });

  t.is(error?.code, "http.422");
  t.like(error?.variables, { response: { status: 422, body: { code: "x" } } });
});

test("5xx, 429 and no connection are failures to be tried again", async (t) => {
  for (const status of [500, 503, 429, 408]) {
    const url = await listen(t, (_, response) => response.writeHead(status).end());
    const error = await t.throwsAsync(ask(url, { url }));
    t.false(error instanceof BpmnError || error instanceof Refusal, String(status));
  }
  const gone = await listen(t, () => undefined, true);
  const error = await t.throwsAsync(ask(gone, { url: gone }));
  t.false(error instanceof BpmnError || error instanceof Refusal);
});

test("addresses inside are refused however they are written, unless allowed", async (t) => {
  let isAsked = false;
  const url = await listen(t, (_, response) => {
    isAsked = true;
    response.end();
  });
  const { port } = new URL(url);
  const forms = [
    "127.0.0.1",
    "127.1",
    "0x7f.0.0.1",
    "2130706433",
    "localhost",

    "[::1]",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
  ];

  for (const host of forms) {
    const refusal = await t.throwsAsync(ask("http://elsewhere.example", { url: `http://${host}:${port}/` }), {
      instanceOf: Refusal,
    });
    t.is(refusal?.code, "http.address", host);
  }
  t.false(isAsked);
  await t.notThrowsAsync(ask(`http://localhost:${port}`, { url: `http://localhost:${port}/` }));
  t.true(isAsked);
});

test("only http and https, and no passwords in a URL", async (t) => {
  for (const url of [
    "file:///etc/passwd",
    "ftp://files.example",
    "//files.example",
    "nonsense",
    "gopher://x",
    "http://a:b@files.example/",
  ]) {
    t.is((await t.throwsAsync(ask(url, { url }), { instanceOf: Refusal }))?.code, "http.url", url);
  }
});

test("redirects are followed, each target checked, and secrets stay with their origin", async (t) => {
  const seen: (string | undefined)[] = [];
  const other = await listen(t, (request, response) => {
    seen.push(
      request.method,
      request.headers.authorization,
      String(request.headers["x-api-key"]),
      request.headers.accept,
    );
    response.end("there");
  });
  const url = await listen(t, (request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(request.url === "/" ? 307 : 303, { location: request.url === "/" ? "/next" : other }).end();
  });
  const headers = { authorization: "Bearer x", "x-api-key": "k", accept: "text/plain" };

  const { response } = await perform([url, other], { method: "POST", url, headers, body: {} });

  t.like(response, { status: 200, body: "there" });
  t.deepEqual(seen, ["Bearer x", "Bearer x", "GET", undefined, "undefined", "text/plain"]);
});

test("a redirect that leads inside is refused", async (t) => {
  let isAsked = false;
  const inside = await listen(t, (_, response) => {
    isAsked = true;
    response.end();
  });
  const url = await listen(t, (_, response) => response.writeHead(302, { location: inside }).end());

  t.is((await t.throwsAsync(ask(url, { url }), { instanceOf: Refusal }))?.code, "http.address");
  t.false(isAsked);
});

test("redirects in a circle end", async (t) => {
  const url = await listen(t, (_, response) => response.writeHead(302, { location: "/" }).end());

  t.is((await t.throwsAsync(ask(url, { url }), { instanceOf: Refusal }))?.code, "http.redirect");
});

test("an answer that is too long or too late is cut off", async (t) => {
  const long = await listen(t, (_, response) => response.end("x".repeat(1_001)));
  const late = await listen(t, () => undefined);
  const slow = await listen(t, (_, response) => void response.writeHead(200).write("x"));
  const packed = await listen(t, (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"));

  t.is((await t.throwsAsync(ask(long, { url: long }), { instanceOf: Refusal }))?.code, "http.size");
  t.regex((await t.throwsAsync(perform([late], { url: late }, 50)))?.message ?? "", /within 50 ms/);
  t.regex((await t.throwsAsync(perform([slow], { url: slow }, 50)))?.message ?? "", /within 50 ms/);
  t.regex((await t.throwsAsync(ask(packed, { url: packed })))?.message ?? "", /gzip/);
});

test("input is checked with places; headers of the connection and split lines are none of the model's", async (t) => {
  const inputs: readonly JsonObject[] = [
    {},
    { url: "http://a.example", method: "TRACE" },
    { url: "http://a.example", headers: { Host: "b.example" } },
    { url: "http://a.example", headers: { "Content-Length": "1" } },
    { url: "http://a.example", headers: { "X-A": "1\r\nX-B: 2" } },
    { url: "http://a.example", headers: { "X A": "1" } },
    { url: "http://a.example", headers: "X-A: 1" },
  ];
  for (const input of inputs) {
    const refusal = await t.throwsAsync(ask("http://a.example", input), { instanceOf: Refusal });
    t.is(refusal?.code, "job.input", JSON.stringify(input));
    t.regex(refusal?.complaints[0]?.place ?? "", /^\/(url|method|headers)/);
  }
});

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Asks with the host of `url` allowed. */
function ask(url: string, input: JsonObject): Promise<JsonObject> {
  return perform([url], input);
}

async function perform(allowed: readonly string[], input: JsonObject, timeout = limits.timeout): Promise<JsonObject> {
  const allowedHosts = allowed.flatMap((url) => URL.parse(url)?.host ?? []);
  const { perform: way } = httpRequests({ ...limits, timeout, allowedHosts });
  if (way.kind !== "outside") throw new Error("http.request leaves the house");
  const job = { tenantId: "t", instanceId: "i-1", waitId: "w-1", elementId: "e", type: "http.request", input };
  return way.run({ ...job, headers: {}, token: "x", attempts: 1, retriesLeft: 3 }, new AbortController().signal);
}

async function listen(t: ExecutionContext, listener: Listener, isClosed = false): Promise<string> {
  const server = createServer((request, response) => void listener(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  if (isClosed) close();
  else t.teardown(close);
  return `http://127.0.0.1:${address.port}/`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function headersOf(response: unknown): JsonObject {
  return isObject(response) && isObject(response["headers"]) ? response["headers"] : {};
}
