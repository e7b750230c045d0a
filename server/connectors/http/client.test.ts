import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import test from "ava";
import type { ExecutionContext } from "ava";
import { Refusal } from "../../base/refusal.ts";
import { callOut, Declined } from "./client.ts";
import type { Attempt, Call } from "./client.ts";
import { Paces } from "./pace.ts";

test("a 429 is waited for as long as it asks, and what it took nothing of is sent again under the same key", async (t) => {
  const world = await listen(t, [
    (response) => response.writeHead(429, { "retry-after": "1" }).end(),
    (response) => response.writeHead(201, { "x-request-id": "theirs-7" }).end('{"id":7}'),
  ]);
  const startedAt = performance.now();

  const called = await world.ask({ method: "POST", key: "job-1", body: { kind: "json", json: { title: "Ä" } } });

  t.deepEqual(called.json(), { id: 7 });
  t.true(performance.now() - startedAt >= 990);
  t.deepEqual(
    world.seen.map(({ headers, body }) => [headers["idempotency-key"], body]),
    [
      ["job-1", '{"title":"Ä"}'],
      ["job-1", '{"title":"Ä"}'],
    ],
  );
  t.deepEqual(
    world.attempts.map(({ status, answeredId, target }) => [status, answeredId, target]),
    [
      [429, undefined, `POST ${world.url}/x`],
      [201, "theirs-7", `POST ${world.url}/x`],
    ],
  );
  t.is(world.seen[0]?.headers["x-request-id"], world.attempts[0]?.requestId);
});

test("what reads is tried again after 502; what changes something is not, since it may have been done", async (t) => {
  const reading = await listen(t, [(response) => response.writeHead(502).end(), (response) => response.end("fine")]);
  const changing = await listen(t, [
    (response) => response.writeHead(502).end("later"),
    (response) => response.end("twice"),
  ]);

  t.is((await reading.ask({ method: "GET" })).text, "fine");
  const error = await t.throwsAsync(changing.ask({ method: "POST" }));

  t.false(error instanceof Declined);
  t.regex(error?.message ?? "", /the answer is 502: later/);
  t.is(changing.seen.length, 1);
});

test("whoever asks to come back much later is not waited for", async (t) => {
  const world = await listen(t, [(response) => response.writeHead(503, { "retry-after": "3600" }).end()]);

  const error = await t.throwsAsync(world.ask({ method: "GET" }));

  t.regex(error?.message ?? "", /it asks to come back in 3600 s/);
  t.is(world.seen.length, 1);
});

test("a no is a no: told with status and answer, not tried again, unless it was expected", async (t) => {
  const world = await listen(t, [
    (response) => response.writeHead(422).end('{"error":"summary missing"}'),
    (response) => response.writeHead(404).end(),
  ]);

  const declined = await t.throwsAsync(world.ask({ method: "POST" }), { instanceOf: Declined });
  const absent = await world.ask({ method: "GET", expected: [404] });

  t.like(declined, { status: 422, answer: '{"error":"summary missing"}' });
  t.is(absent.status, 404);
  t.is(world.seen.length, 2);
});

test("the house itself is not asked, and the attempt is written down without what stands after the question mark", async (t) => {
  const attempts: Attempt[] = [];
  const call: Call = { operation: "look", method: "GET", url: "http://127.0.0.1:9/x?token=secret" };

  const refusal = await t.throwsAsync(
    callOut(call, {
      http: { allowedHosts: [], timeout: 1_000, mostBytes: 1_000 },
      before: () => Promise.resolve(),
      after: (attempt) => Promise.resolve(void attempts.push(attempt)),
    }),
    { instanceOf: Refusal },
  );

  t.is(refusal?.code, "http.address");
  t.is(attempts.length, 1);
  t.false(JSON.stringify(attempts).includes("secret"));
});

test("no more requests leave within a span than the other side allows", async (t) => {
  const paces = new Paces();
  const startedAt = performance.now();
  const pace = { requests: 2, within: 200 };

  for (let request = 0; request < 5; request += 1) await paces.wait("a", pace, new AbortController().signal);
  t.true(performance.now() - startedAt >= 399);

  const hourly = { requests: 1, within: 3_600_000 };
  const giveUp = new AbortController();
  await paces.wait("b", hourly, giveUp.signal);
  const held = t.throwsAsync(paces.wait("b", hourly, giveUp.signal), { name: "AbortError" });
  await paces.wait("c", hourly, giveUp.signal); // another connector has a pace of its own
  giveUp.abort();
  await held;
});

/** A server that answers one request after the other as told, and what it saw. */
async function listen(t: ExecutionContext, answers: readonly ((response: ServerResponse) => void)[]) {
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
  const attempts: Attempt[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => answers[seen.push({ headers: request.headers, body }) - 1]?.(response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.teardown(() => server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const ask = (call: Pick<Call, "method"> & Partial<Call>) =>
    callOut(
      { operation: "try", url: `http://${host}/x?q=1`, ...call },
      {
        http: { allowedHosts: [host], timeout: 5_000, mostBytes: 10_000 },
        before: () => Promise.resolve(),
        after: (attempt) => Promise.resolve(void attempts.push(attempt)),
      },
    );
  return { url: `http://${host}`, seen, attempts, ask };
}
