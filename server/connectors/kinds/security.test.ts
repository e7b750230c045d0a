import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test from "ava";
import { callOut } from "../http/client.ts";
import type { AnyKind, Link } from "../frame/kind.ts";
import { graphPoll, huntressPoll, rocketcyberPoll } from "./alertPolls.ts";
import { defender } from "./defender.ts";
import { sentinelone } from "./sentinelone.ts";

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A product on the loopback: answers by method and path, and remembers what it was asked. */
async function product(answers: (asked: Asked) => object): Promise<{ url: string; asked: Asked[]; close: () => void }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        url: request.url ?? "",
        authorization: request.headers.authorization,
        body: Buffer.concat(pieces).toString(),
      };
      asked.push(one);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answers(one)));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => server.close() }; // listens on a port
}

function linkTo(url: string, kind: AnyKind, secrets: Record<string, string>): Link {
  const all = { url, graphUrl: url, loginUrl: url, directory: "contoso", clientId: "app" };
  const known = new Set(kind.fields.map(({ key }) => key));
  const settings = kind.read(Object.fromEntries(Object.entries(all).filter(([key]) => known.has(key))));
  const around = {
    http: { allowedHosts: ["127.0.0.1"], timeout: 5_000, mostBytes: 1_000_000 },
    before: () => Promise.resolve(),
    after: () => Promise.resolve(),
  };
  return {
    tenantId: "t1",
    connectorId: "c1",
    settings,
    secrets,
    call: (call) => callOut(call, around),
    record: (_operation, _target, work) => work(),
    allowedHosts: ["127.0.0.1"],
    folder: "/nowhere",
    now: () => new Date("2026-11-23T09:00:00Z"),
  };
}

test("RocketCyber is asked page by page; the cursor moves when the last page was read, less an overlap", async (t) => {
  const there = await product(({ url }) => {
    const page = Number(new URL(url, "http://x").searchParams.get("page"));
    return { data: [{ id: page }], currentPage: page, totalPages: 2 };
  });
  t.teardown(there.close);
  const port = rocketcyberPoll.open(linkTo(there.url, rocketcyberPoll, { token: "rc" }));

  const first = await port.poll(undefined);
  const second = await port.poll(first.cursor);

  t.like(first, { hasMore: true, cursor: { page: "2" } });
  t.deepEqual(second.cursor, { since: "2026-11-23T08:45:00.000Z" });
  t.false(second.hasMore);
  t.deepEqual([first, second].flatMap(({ items }) => items.map(({ raw }) => raw.toString())), ['{"id":1}', '{"id":2}']); // prettier-ignore
  t.is(there.asked[0]?.authorization, "Bearer rc");
  t.true(there.asked[0]?.url.startsWith("/v3/incidents?page=1&pageSize=100&startDate=2026-11-22T09"));
});

test("Huntress is asked with Basic, Graph with a token of the application", async (t) => {
  const there = await product(({ url }) => {
    if (url.includes("/oauth2/")) return { access_token: "granted" };
    if (url.startsWith("/v1/incident_reports"))
      return { incident_reports: [{ id: 1 }], pagination: { next_page_token: null } };
    return { value: [{ id: "a" }] };
  });
  t.teardown(there.close);

  const hunted = await huntressPoll.open(linkTo(there.url, huntressPoll, { key: "k", secret: "s" })).poll(undefined);
  const found = await graphPoll.open(linkTo(there.url, graphPoll, { clientSecret: "x" })).poll(undefined);

  t.is(hunted.items.length + found.items.length, 2);
  t.is(there.asked[0]?.authorization, `Basic ${Buffer.from("k:s").toString("base64")}`);
  t.regex(there.asked[1]?.body ?? "", /grant_type=client_credentials&client_id=app&client_secret=x/);
  t.is(there.asked[2]?.authorization, "Bearer granted");
  t.regex(there.asked[2]?.url ?? "", /^\/v1\.0\/security\/alerts_v2\?/);
});

test("Defender isolates a machine by name once, tells how it stands, and disables accounts by Graph", async (t) => {
  let begun: object | undefined;
  const there = await product(({ method, url, body }) => {
    if (url.includes("/oauth2/")) return { access_token: "granted" };
    if (url.startsWith("/api/machines?")) return { value: [{ id: "m1" }] };
    if (url.startsWith("/api/machineactions?")) return { value: begun === undefined ? [] : [begun] };
    if (url === "/api/machines/m1/isolate") {
      const { Comment } = JSON.parse(body) as { Comment: string }; // our own request
      begun = { id: "job-1", status: "Pending", requestorComment: Comment };
      return begun;
    }
    return method === "GET" ? { id: "job-1", status: "Succeeded" } : {};
  });
  t.teardown(there.close);
  const port = defender.open(linkTo(there.url, defender, { clientSecret: "x" }));
  const action = { action: "isolate", target: "WS-1", reason: "SI-1", arguments: {} } as const;

  const [first, again] = [await port.run(action, "k1"), await port.run(action, "k1")];
  const state = await port.status(first.jobId);
  const account = await port.run({ ...action, action: "disable", target: "eva@x.example" }, "k2");

  t.deepEqual([first.state, again.jobId, state.state, account.state], ["running", "job-1", "done", "done"]);
  const isolations = there.asked.filter(({ url }) => url.endsWith("/isolate"));
  t.deepEqual(isolations.map(({ body }) => JSON.parse(body) as object), [{ Comment: "SI-1 [k1]", IsolationType: "Full" }]); // prettier-ignore
  const patch = there.asked.find(({ method }) => method === "PATCH");
  t.deepEqual([patch?.url, patch?.body], ["/v1.0/users/eva%40x.example", '{"accountEnabled":false}']);
  await t.throwsAsync(port.run({ ...action, action: "wipe" }, "k3"), { message: /wipe is none/ });
});

test("SentinelOne disconnects an agent, and the agent's own state tells when it is done", async (t) => {
  let networkStatus = "connected";
  const there = await product(({ method }) => {
    if (method === "GET") return { data: [{ id: "1286438987267469377", networkStatus }] };
    networkStatus = "disconnected";
    return { data: { affected: 1 } };
  });
  t.teardown(there.close);
  const port = sentinelone.open(linkTo(there.url, sentinelone, { token: "s1" }));
  const action = { action: "isolate", target: "WS-1", reason: "", arguments: {} } as const;

  const begun = await port.run(action, "k");
  const done = await port.status(begun.jobId);
  const again = await port.run(action, "k");

  t.deepEqual([begun.state, done.state, again.state], ["running", "done", "done"]);
  const posts = there.asked.filter(({ method }) => method === "POST");
  t.deepEqual(posts.map(({ url, body }) => [url, body]), [["/web/api/v2.1/agents/actions/disconnect", '{"filter":{"ids":["1286438987267469377"]}}']]); // prettier-ignore
  t.is(posts[0]?.authorization, "ApiToken s1");
  await t.throwsAsync(port.run({ ...action, action: "disable" }, "k"), { message: /disable is none/ });
});

test("Huntress and Graph are told when somebody set them up to be, and a word that a product lacks is none to say", async (t) => {
  const there = await product(({ url }) => (url.includes("/oauth2/") ? { access_token: "granted" } : {}));
  t.teardown(there.close);
  const alert = { source: "huntress", externalId: "9/1", title: "x", severity: "major", deviceId: null, deviceName: null, ticketNumber: "T-1" }; // prettier-ignore
  const told = (kind: typeof huntressPoll, secrets: Record<string, string>, answer: "acknowledged" | "closed") =>
    kind.open(linkTo(there.url, kind, secrets)).answer?.({ ...alert, answer }, "k");

  const outcomes = [
    await told(huntressPoll, { key: "k", secret: "s" }, "acknowledged"),
    await told(huntressPoll, { key: "k", secret: "s" }, "closed"),
    await told(graphPoll, { clientSecret: "x" }, "acknowledged"),
    await told(graphPoll, { clientSecret: "x" }, "closed"),
  ];

  t.deepEqual(outcomes.map((each) => each?.outcome), ["over", "told", "told", "told"]); // prettier-ignore
  const said = there.asked.filter(({ url }) => !url.includes("/oauth2/"));
  t.deepEqual(said.map(({ method, url, body }) => [method, url, body]), [
    ["POST", "/v1/incident_reports/9%2F1/resolution", ""],
    ["PATCH", "/v1.0/security/alerts_v2/9%2F1", '{"status":"inProgress"}'],
    ["PATCH", "/v1.0/security/alerts_v2/9%2F1", '{"status":"resolved"}'],
  ]); // prettier-ignore
  t.is(huntressPoll.answersFor?.({ answers: true })?.source, "huntress");
  t.is(huntressPoll.answersFor?.({}), undefined);
});
